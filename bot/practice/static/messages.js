// A conversation: messages oldest first, replies under what they answer.

import { Refusal } from "./api.js";
import { drawBlock } from "./blocks.js";
import { button, el, reconcile } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { toast } from "./toasts.js";
import { day, words } from "./zones.js";

/** Draw `messages` into `list`; `desk` knows `act`, `refresh` and `surface`. */
export function drawMessages(list, messages, desk) {
  const surface = desk.surface();
  const turn = `${surface.zone} ${Math.floor(surface.now / 3600)}`;
  const entries = [];
  let shownDay = "";
  for (const message of threaded(messages)) {
    const date = day(Number(message.ts), surface.zone);
    if (!message.reply && date !== shownDay) {
      shownDay = date;
      entries.push({ key: `day ${date}`, sign: turn, make: () => dayMark(message, surface) });
    }
    const sign = JSON.stringify(message) + turn;
    entries.push({ key: message.ts, sign, make: () => drawMessage(message, surface, desk) });
  }
  reconcile(list, entries);
}

function threaded(messages) {
  const parents = new Set(messages.map((one) => one.ts));
  const isReply = (one) => one.thread_ts && one.thread_ts !== one.ts && parents.has(one.thread_ts);
  return messages
    .filter((one) => !isReply(one))
    .flatMap((one) => [
      one,
      ...messages.filter((other) => isReply(other) && other.thread_ts === one.ts).map((other) => ({ ...other, reply: true })),
    ]);
}

function dayMark(message, { zone }) {
  const date = words(Number(message.ts), zone, { weekday: "long", month: "long", day: "numeric" });
  return el("li", { class: "day" }, el("span", {}, date));
}

function drawMessage(message, surface, desk) {
  const parts = message.blocks?.length
    ? message.blocks.map((block) => drawBlock(block, {
      ...surface, headings: 3, press: (...what) => press(message, desk, ...what),
    }))
    : [message.text || !message.files.length ? el("p", { class: "block" }, mrkdwn(message.text, surface)) : null];
  const kinds = ["message", message.ephemeral && "ephemeral", message.reply && "reply"].filter(Boolean);
  return el("li", { class: kinds.join(" "), "data-ts": message.ts },
    el("span", { class: `face${message.app ? " app" : ""}`, "aria-hidden": "true" }, message.author_name.slice(0, 1)),
    el("article", { "aria-label": `${message.author_name}: ${message.text.slice(0, 120)}` },
      head(message, surface), message.ephemeral ? privately(message, desk) : null,
      el("div", { class: message.blocks?.length ? "card" : "said" }, parts, message.files.map(file))));
}

function file({ id, title, alt, picture }) {
  const address = `/practice/files/${id}`;
  const shown = picture ? el("img", { src: address, alt: alt || title }) : title;
  return el("figure", { class: "file" },
    el("a", { href: address, target: "_blank", rel: "noopener" }, shown),
    picture ? el("figcaption", {}, title) : null);
}

function head(message, { zone }) {
  const at = Number(message.ts);
  const clock = words(at, zone, { hour: "numeric", minute: "2-digit" });
  return el("p", { class: "byline" }, el("strong", {}, message.author_name),
    message.app ? el("span", { class: "tag" }, "App") : null,
    el("time", { datetime: new Date(at * 1000).toISOString() }, clock),
    message.edited ? el("span", {}, "(edited)") : null,
    message.reply ? el("span", {}, "in the thread") : null);
}

function privately(message, desk) {
  const drop = () => attempt(desk, "dismiss", { channel: message.channel, ts: message.ts });
  return el("p", { class: "private" }, "Only visible to you ",
    button("Dismiss", drop, { class: "plain", "data-key": `dismiss:${message.ts}` }));
}

function press(message, desk, block, element, value) {
  const { channel, ts } = message;
  return attempt(desk, "press", { channel, ts, action_id: element.action_id, block_id: block.block_id, value });
}

/** Do one verb and look again; a refusal is shown in its own words. Says whether it was done. */
export async function attempt(desk, verb, words) {
  let done = true;
  try {
    await desk.act(verb, words);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    toast(refusal.message);
    done = false;
  }
  await desk.refresh();
  return done;
}
