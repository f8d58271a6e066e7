// Blocks as elements, on every surface (Slack docs "Blocks").

import { el } from "./dom.js";
import { drawn, link } from "./mrkdwn.js";
import { pressable } from "./pressables.js";

/**
 * Return one block as an element. `surface` knows `zone`, `now`, `names`, `headings` (the level
 * of a header block), `press(block, element, value)` and, in views, `field(block, element)`.
 */
export function drawBlock(block, surface) {
  const draw = Object.hasOwn(KINDS, block.type) ? KINDS[block.type] : unknown;
  return draw(block, surface);
}

const KINDS = { header, section, context, divider, actions, input, image, rich_text: rich, table, alert };

function header(block, { headings }) {
  return el(`h${headings}`, { class: "block header" }, block.text.text);
}

function section(block, surface) {
  const words = el("div", { class: "words" });
  if (block.text) words.append(el("p", {}, drawn(block.text, surface)));
  if (block.fields) {
    const fields = block.fields.map((text) => el("li", {}, drawn(text, surface)));
    words.append(el("ul", { class: "fields" }, fields));
  }
  const beside = block.accessory ? el("div", { class: "accessory" }, element(block, block.accessory, surface)) : null;
  return el("div", { class: "block section" }, words, beside);
}

function context(block, surface) {
  const parts = block.elements.map((part) =>
    part.type === "image" ? picture(part) : el("p", {}, drawn(part, surface)));
  return el("div", { class: "block context" }, parts);
}

function divider() {
  return el("hr", { class: "block" });
}

function actions(block, surface) {
  return el("div", { class: "block actions" }, block.elements.map((part) => element(block, part, surface)));
}

function element(block, part, surface) {
  if (part.type === "image") return picture(part);
  const holdsAnswer = part.type !== "button" && part.type !== "overflow";
  if (holdsAnswer && surface.field) return surface.field(block, part);
  return pressable(part, (value) => surface.press(block, part, value));
}

function input(block, surface) {
  return surface.field ? surface.field(block, block.element) : unknown(block);
}

// Pictures from elsewhere are not fetched: the page speaks with nobody but its own server.
function picture(part) {
  return el("span", { class: "picture", role: "img", "aria-label": part.alt_text }, part.alt_text);
}

function image(block) {
  const title = block.title ? el("figcaption", {}, block.title.text) : null;
  return el("figure", { class: "block" }, picture(block), title);
}

function alert(block, surface) {
  const level = ["info", "warning", "error", "success"].includes(block.level) ? block.level : "default";
  return el("div", { class: `block alert ${level}`, role: "note" }, el("p", {}, drawn(block.text, surface)));
}

function table(block, surface) {
  const cell = (tag) => (part) => el(tag, {}, part.type === "rich_text" ? rich(part, surface) : (part.text ?? ""));
  const rows = block.rows.map((row, index) => el("tr", {}, row.map(cell(index ? "td" : "th"))));
  return el("div", { class: "block table", tabindex: "0", role: "region", "aria-label": "Table" }, el("table", {}, rows));
}

function rich(block, surface) {
  return el("div", { class: "block rich" }, block.elements.map((part) => richPart(part, surface)));
}

function richPart(part, surface) {
  const inside = (part.elements ?? []).map((piece) => richPiece(piece, surface));
  if (part.type === "rich_text_list") {
    const items = part.elements.map((item) => el("li", {}, richPart(item, surface)));
    return el(part.style === "ordered" ? "ol" : "ul", {}, items);
  }
  const tags = { rich_text_preformatted: "pre", rich_text_quote: "blockquote" };
  return el(tags[part.type] ?? "p", {}, inside);
}

function richPiece(piece, surface) {
  if (piece.type === "link") return link(/^(https?:|mailto:|tel:)/i.test(piece.url) ? piece.url : "#", piece.text ?? piece.url);
  if (piece.type === "user") return `@${surface.names.get(piece.user_id) ?? piece.user_id}`;
  if (piece.type === "emoji") return `:${piece.name}:`;
  if (piece.type === "date") return piece.fallback ?? "";
  const styles = { bold: "strong", italic: "em", strike: "s", code: "code" };
  return Object.entries(styles).reduce(
    (node, [style, tag]) => (piece.style?.[style] ? el(tag, {}, node) : node), piece.text ?? "");
}

function unknown(block) {
  return el("p", { class: "block unknown" }, `This page cannot draw a block of type ${block.type}.`);
}
