// The places beside conversations: App Home, the owner's mailbox, the evidence folder, troubles.

import { letter } from "./api.js";
import { drawBlock } from "./blocks.js";
import { button, el, reconcile } from "./dom.js";
import { makeField } from "./fields.js";
import { framed } from "./framed.js";
import { attempt } from "./messages.js";
import { announce, toast } from "./toasts.js";
import { words } from "./zones.js";

const MOMENT = { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" };

/** App Home as the product published it. */
export function drawHome(body, desk) {
  const view = desk.state.home;
  if (!view) return drawNone(body, "home", "The app has not published its Home yet.");
  const surface = { ...desk.surface(), headings: 2 };
  const act = (verb, more) => attempt(desk, verb, { view_id: view.id, ...more });
  surface.press = (block, part, value) => act("press", { action_id: part.action_id, block_id: block.block_id, value });
  surface.field = (block, part) => {
    const field = makeField(block, part, surface, (one) => act("fill", { values: { [one.key]: one.read() } }));
    field.write(view.values[block.block_id]?.[part.action_id] ?? null);
    return field.root;
  };
  const turn = `${surface.zone} ${Math.floor(surface.now / 3600)} ${view.id}`;
  reconcile(body, view.blocks.map((block) => ({
    key: `home ${block.block_id}`, sign: JSON.stringify(block) + turn, make: () => drawBlock(block, surface),
  })));
}

function drawNone(body, key, words) {
  reconcile(body, [{ key: `none ${key}`, sign: words, make: () => el("p", { class: "none" }, words) }]);
}

/** The list of letters, or the one that the place names. */
export function drawMail(body, desk) {
  const number = desk.place.split("/")[1];
  if (number) {
    reconcile(body, [{ key: `letter ${number}`, sign: "", make: () => openLetter(number) }]);
    return;
  }
  const { mail } = desk.state;
  if (!mail.length) return drawNone(body, "mail", "No mail has come yet. What the product sends to owners arrives here.");
  reconcile(body, [{ key: "letters", sign: JSON.stringify(mail), make: () => letters(mail, desk) }]);
}

function letters(mail, desk) {
  const rows = [...mail].reverse().map((one) =>
    el("li", {}, el("a", { href: `#mail/${one.number}`, class: "letter", "data-key": `mail:${one.number}` },
      el("strong", {}, one.subject || "(no subject)"),
      el("span", {}, `From ${one.from} to ${one.to.join(", ")}`),
      el("time", {}, words(one.at, desk.zone(), MOMENT)))));
  return el("ul", { class: "letters" }, rows);
}

function openLetter(number) {
  const place = el("div", { class: "opened" }, el("p", {}, el("a", { href: "#mail" }, "Back to the mailbox")));
  letter(number).then(
    (one) => place.append(...letterParts(one)),
    (refusal) => place.append(el("p", { class: "error" }, refusal.message)));
  return place;
}

function letterParts(one) {
  const subject = one.headers.find(([name]) => name.toLowerCase() === "subject")?.[1];
  const headers = one.headers.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]);
  return [
    el("h2", {}, subject || "(no subject)"),
    el("details", {}, el("summary", {}, `From ${one.from} to ${one.to.join(", ")}; all headers`), el("dl", {}, headers)),
    ...(one.html ? [el("h3", {}, "HTML part"), framed(one.number)] : []),
    ...(one.text ? [el("h3", {}, "Text part"), el("pre", { class: "text-part", tabindex: "0" }, one.text)] : []),
    el("details", {}, el("summary", {}, "As it came over the wire"), el("pre", { tabindex: "0" }, one.raw)),
  ];
}

/** The files that a custodian can hand over. */
export function drawEvidence(body, desk) {
  const { evidence } = desk.state;
  reconcile(body, [
    { key: "files", sign: JSON.stringify(evidence), make: () => files(evidence) },
    { key: "make", sign: "", make: () => maker(desk) },
  ]);
}

function files(evidence) {
  if (!evidence.length) return el("p", { class: "none" }, "The folder is empty.");
  const rows = evidence.map((one) => {
    const line = `${one.bytes} ${one.sha256} ${one.name}`;
    const copy = async () => {
      await navigator.clipboard.writeText(line);
      announce("Copied");
    };
    return el("li", { class: "file" },
      el("a", { href: `/practice/evidence/${encodeURIComponent(one.name)}`, download: one.name }, one.name),
      el("span", {}, `${one.bytes.toLocaleString("en-US")} bytes`), el("code", {}, one.sha256),
      button("Copy size, SHA-256 and name", copy, { class: "plain", "data-key": `copy:${one.name}` }));
  });
  return el("ul", { class: "files" }, rows);
}

function maker(desk) {
  const name = el("input", { id: "new-file", value: "front-door.mp4", required: true, autocomplete: "off" });
  const form = el("form", { class: "maker" }, el("label", { for: "new-file" }, "Name of a new sample file"), name,
    el("button", { type: "submit", class: "press" }, "Make Sample File"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await attempt(desk, "evidence", { name: name.value })) toast(`${name.value} is in the folder`);
  });
  return form;
}

/** What went wrong between Slack and the product, newest first. */
export function drawTroubles(body, desk) {
  const rows = [...desk.state.troubles].reverse().map((one) => el("li", {}, one));
  const sign = JSON.stringify(desk.state.troubles);
  reconcile(body, [{ key: "troubles", sign, make: () => el("ol", { class: "troubles", reversed: true }, rows) }]);
}
