// Times as the person reads them: in their own zone, with UTC beside it where it matters.

/** Return `seconds` (Unix) as words of one zone, by Intl options. */
export function words(seconds, zone, options) {
  return new Intl.DateTimeFormat("en-US", { timeZone: zone, ...options }).format(seconds * 1000);
}

function numbers(seconds, zone) {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit",
    hour: "2-digit", minute: "2-digit", second: "2-digit",
  }).formatToParts(seconds * 1000);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

/** Return the calendar day YYYY-MM-DD of a moment in a zone. */
export function day(seconds, zone) {
  const { year, month, day: date } = numbers(seconds, zone);
  return `${year}-${month}-${date}`;
}

/** Return YYYY-MM-DDTHH:mm of a moment in a zone, as a browser's date and time field takes it. */
export function wallTime(seconds, zone) {
  const { hour, minute } = numbers(seconds, zone);
  return `${day(seconds, zone)}T${hour}:${minute}`;
}

/** Return the Unix seconds of a wall time in a zone; in the hour that comes twice, the first. */
export function moment(wall, zone) {
  const asUtc = Date.parse(`${wall}:00Z`) / 1000;
  const shift = (at) => Date.parse(`${wallTime(at, zone)}:00Z`) / 1000 - at;
  const early = asUtc - shift(asUtc - 86400);
  return wallTime(early, zone) === wall ? early : asUtc - shift(early);
}

function ordinal(number) {
  const tail = number % 100 > 10 && number % 100 < 14 ? 0 : number % 10;
  return number + ({ 1: "st", 2: "nd", 3: "rd" }[tail] ?? "th");
}

function longDate(seconds, zone, weekday) {
  const name = (options) => words(seconds, zone, options);
  const date = ordinal(Number(name({ day: "numeric" })));
  const start = weekday ? `${name({ weekday: "long" })}, ` : "";
  return `${start}${name({ month: "long" })} ${date}, ${name({ year: "numeric" })}`;
}

function pretty(seconds, zone, now, otherwise) {
  const near = { [-86400]: "yesterday", 0: "today", 86400: "tomorrow" };
  for (const [away, name] of Object.entries(near)) {
    if (day(now + Number(away), zone) === day(seconds, zone)) return name;
  }
  return otherwise;
}

function ago(seconds, now) {
  const minutes = Math.round((seconds - now) / 60);
  const phrase = new Intl.RelativeTimeFormat("en-US", { numeric: "auto" });
  if (Math.abs(minutes) < 60) return phrase.format(minutes, "minute");
  if (Math.abs(minutes) < 1440) return phrase.format(Math.round(minutes / 60), "hour");
  return phrase.format(Math.round(minutes / 1440), "day");
}

/** Fill in a `<!date^…>` format (Slack docs "Date formatting"); null if a token is unknown. */
export function formatted(seconds, format, zone, now) {
  const short = () => words(seconds, zone, { month: "short", day: "numeric", year: "numeric" });
  const clock = (more) => words(seconds, zone, { hour: "numeric", minute: "2-digit", ...more }).replace(" ", "\u00a0");
  const tokens = {
    date_num: () => day(seconds, zone),
    date: () => longDate(seconds, zone, false),
    date_short: short,
    date_long: () => longDate(seconds, zone, true),
    date_pretty: () => pretty(seconds, zone, now, longDate(seconds, zone, false)),
    date_short_pretty: () => pretty(seconds, zone, now, short()),
    date_long_pretty: () => pretty(seconds, zone, now, longDate(seconds, zone, true)),
    time: () => clock({}),
    time_secs: () => clock({ second: "2-digit" }),
    ago: () => ago(seconds, now),
  };
  let sound = Number.isFinite(seconds);
  const filled = format.replace(/\{(\w+)\}/g, (_, token) => {
    if (!sound || !Object.hasOwn(tokens, token)) sound = false;
    return sound ? tokens[token]() : "";
  });
  return sound ? filled : null;
}

/** Return the zone to draw times in: the person's own if it is known, else the browser's. */
export function zoneOf(person) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  try {
    return person?.tz ? new Intl.DateTimeFormat("en-US", { timeZone: person.tz }).resolvedOptions().timeZone : own;
  } catch {
    return own;
  }
}
