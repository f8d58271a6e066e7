// The side bar: who you are, the law clock, conversations and what else the drill needs.

import { button, el, reconcile } from "./dom.js";
import { announce } from "./toasts.js";
import { attempt } from "./messages.js";
import { words } from "./zones.js";

const STEPS = [
  [300, "5 min"],
  [1800, "30 min"],
  [3600, "1 h"],
  [28800, "8 h"],
  [86400, "1 day"],
];

/** Draw the side bar; `desk` also knows `state`, `zone()`, `place` and `become(person)`. */
export function drawSide(side, desk, counts) {
  const { state } = desk;
  reconcile(side, [
    { key: "you", sign: JSON.stringify([state.as, state.people]), make: () => you(desk) },
    ...(state.law_clock ? [{ key: "clock", sign: "", make: () => clock(desk) }] : []),
    group("Channels", state.channels.map((one) => [one.id, `# ${one.name}`, note(one)]), desk, counts),
    group("Direct messages", state.dms.map((one) => [one.id, withWhom(one, state), ""]), desk, counts),
    group("App", [["home", "App Home", ""]], desk, counts),
    group("Around it", [
      ["mail", "Owner's mailbox", ""],
      ["evidence", "Evidence folder", ""],
      ...(state.troubles.length ? [["trouble", "Trouble log", ""]] : []),
    ], desk, counts),
  ]);
  if (state.law_clock) tick(side, desk);
}

/** Return how a person is called in the switch: name, part played or what is special. */
export function personWords(person) {
  return [person.real_name, person.title || person.note, person.dnd && "do not disturb"].filter(Boolean).join(", ");
}

/** Return with whom a direct conversation of the person is. */
export function withWhom(dm, state) {
  const names = new Map(state.people.map((one) => [one.id, one.real_name]));
  const others = dm.with.filter((id) => id !== state.as).map((id) => names.get(id) ?? id);
  const app = state.people.find((one) => one.bot)?.real_name ?? "App";
  return [app, ...others].join(", ");
}

function note(channel) {
  if (channel.shared) return "shared with another organisation";
  return channel.member ? "" : "not joined";
}

function you(desk) {
  const humans = desk.state.people.filter((one) => !one.bot);
  const options = humans.map((one) => el("option", { value: one.id }, personWords(one)));
  const choose = el("select", { id: "you", "data-key": "you" }, options);
  choose.value = desk.state.as;
  choose.addEventListener("change", () => desk.become(choose.value));
  return el("div", { class: "you" }, el("label", { for: "you" }, "You are"), choose);
}

function clock(desk) {
  const move = async (seconds, event) => {
    const pressed = event.currentTarget;
    pressed.setAttribute("aria-busy", "true");
    await attempt(desk, "advance", { seconds });
    pressed.removeAttribute("aria-busy");
    announce(`The clock now says ${document.getElementById("law-clock").textContent}`);
  };
  const buttons = STEPS.map(([seconds, name]) =>
    button(`+${name}`, (event) => move(seconds, event), { "aria-label": `Move the clock forward ${name}`, class: "step" }));
  return el("section", { class: "clock", "aria-label": "Clock of the drill" },
    el("p", { class: "label" }, "Clock of the drill"),
    el("p", { id: "law-clock" }), el("p", { id: "law-clock-utc" }),
    el("div", { class: "steps" }, buttons));
}

function tick(side, desk) {
  const now = desk.now();
  const time = { weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" };
  const local = words(now, desk.zone(), { ...time, timeZoneName: "short" });
  const inUtc = `${words(now, "UTC", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })} UTC`;
  const utc = desk.zone() === "UTC" ? "" : inUtc;
  for (const [id, text] of [["law-clock", local], ["law-clock-utc", utc]]) {
    const place = side.querySelector(`#${id}`);
    if (place.textContent !== text) place.textContent = text;
  }
}

function group(name, rows, desk, counts) {
  const shown = rows.map(([id, label, more]) => [id, label, more, counts.get(id) ?? 0, desk.place.split("/")[0] === id]);
  return { key: name, sign: JSON.stringify(shown), make: () => list(name, shown) };
}

function list(name, rows) {
  const id = `group-${name.replace(/\W/g, "-")}`;
  const items = rows.map(([place, label, more, unread, here]) =>
    el("li", {}, el("a", { href: `#${place}`, "aria-current": here ? "page" : null, "data-key": `go:${place}` },
      el("span", { class: "name" }, label), more ? el("span", { class: "more" }, more) : null,
      unread ? el("span", { class: "unread" }, String(unread), el("span", { class: "visually-hidden" }, " new")) : null)));
  const empty = rows.length ? null : el("li", { class: "none" }, "None yet");
  return el("section", {}, el("h2", { id }, name), el("ul", { "aria-labelledby": id }, items, empty));
}
