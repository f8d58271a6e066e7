// Slack's markup as elements (Slack docs "Formatting text"). What is not markup stays text.

import { el } from "./dom.js";
import { formatted } from "./zones.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const MARKS = [
  ["*", "strong"],
  ["_", "em"],
  ["~", "s"],
];
const LINK = /^(https?:|mailto:|tel:)/i;

/** Return text with the three entities of Slack's markup decoded, and nothing else. */
export function decoded(text) {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}

/** Return a text object as nodes: plain text stays as it is, mrkdwn is drawn. */
export function drawn(text, surroundings) {
  return text.type === "mrkdwn" ? mrkdwn(text.text, surroundings) : broken(text.text);
}

/** Return mrkdwn as nodes; `surroundings` knows `zone`, `now` (Unix seconds) and `names`. */
export function mrkdwn(text, surroundings) {
  const nodes = [];
  const fences = text.split("```");
  fences.forEach((part, index) => {
    const fenced = index % 2 === 1 && index < fences.length - 1;
    if (fenced) nodes.push(el("pre", {}, decoded(part.replace(/^\n/, ""))));
    else nodes.push(...lines(index % 2 === 1 ? "```" + part : part, surroundings));
  });
  return nodes;
}

function lines(text, surroundings) {
  const nodes = [];
  let quote = null;
  text.split("\n").forEach((line, index, all) => {
    const quoted = /^(?:&gt;|>)\s?/.exec(line);
    if (quoted) {
      if (!quote) nodes.push((quote = el("blockquote")));
      else quote.append(el("br"));
      quote.append(...inline(line.slice(quoted[0].length), surroundings));
      return;
    }
    quote = null;
    nodes.push(...capital(inline(line, surroundings)));
    if (index < all.length - 1) nodes.push(el("br"));
  });
  return nodes;
}

// "today" begins a line with a capital, as a sentence does.
function capital(nodes) {
  const first = nodes[0];
  if (first instanceof HTMLElement && first.localName === "time") {
    first.textContent = first.textContent.replace(/^[a-z]/, (letter) => letter.toUpperCase());
  }
  return nodes;
}

function inline(text, surroundings) {
  const nodes = [];
  for (const piece of text.split(/(`[^`\n]+`|<[^<>\n]+>)/)) {
    if (/^`[^`]+`$/.test(piece)) nodes.push(el("code", {}, decoded(piece.slice(1, -1))));
    else if (/^<[^<>]+>$/.test(piece)) nodes.push(special(piece.slice(1, -1), surroundings));
    else if (piece) nodes.push(piece);
  }
  return marked(nodes);
}

// Marks may go around links and code, so they are found across the list of nodes.
function marked(nodes) {
  for (const [mark, tag] of MARKS) {
    const open = new RegExp(`(^|[\\s(\\[{'"—–-]|[*_~])[${mark}](?=[^\\s${mark}])`);
    const found = pair(nodes, mark, open);
    if (found) return [...marked(found.before), el(tag, {}, marked(found.inside)), ...marked(found.after)];
  }
  return nodes.map((node) => (typeof node === "string" ? decoded(node) : node));
}

function pair(nodes, mark, open) {
  for (let first = 0; first < nodes.length; first += 1) {
    if (typeof nodes[first] !== "string") continue;
    const hit = open.exec(nodes[first]);
    if (!hit && !(nodes[first].endsWith(mark) && first + 1 < nodes.length)) continue;
    const start = hit ? hit.index + hit[1].length : nodes[first].length - 1;
    const end = closing(nodes, mark, first, start + 1);
    if (!end) continue;
    return cut(nodes, first, start, end);
  }
  return null;
}

function closing(nodes, mark, first, from) {
  const close = new RegExp(`[${mark}](?=$|[^\\p{L}\\p{N}${mark}])`, "gu");
  for (let index = first; index < nodes.length; index += 1) {
    if (typeof nodes[index] !== "string") continue;
    close.lastIndex = index === first ? from : 0;
    for (let hit = close.exec(nodes[index]); hit; hit = close.exec(nodes[index])) {
      const glued = hit.index > 0 ? /\s/.test(nodes[index][hit.index - 1]) : index === first;
      if (!glued && !(index === first && hit.index === from)) return { index, at: hit.index };
    }
  }
  return null;
}

function cut(nodes, first, start, { index, at }) {
  const head = nodes[first].slice(0, start);
  const tail = nodes[index].slice(at + 1);
  const inside = index === first
    ? [nodes[first].slice(start + 1, at)]
    : [nodes[first].slice(start + 1), ...nodes.slice(first + 1, index), nodes[index].slice(0, at)];
  const full = (list) => list.filter((node) => node !== "");
  return {
    before: full([...nodes.slice(0, first), head]),
    inside: full(inside),
    after: full([tail, ...nodes.slice(index + 1)]),
  };
}

function special(body, surroundings) {
  const bar = body.indexOf("|");
  const target = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? "" : body.slice(bar + 1);
  if (target.startsWith("!date^")) return date(target, label, surroundings);
  if (target.startsWith("!")) return el("span", { class: "mention" }, `@${decoded(label || target.slice(1))}`);
  if (target.startsWith("@")) {
    const name = surroundings.names.get(target.slice(1)) ?? (decoded(label) || target.slice(1));
    return el("span", { class: "mention" }, `@${name}`);
  }
  if (target.startsWith("#")) return el("span", { class: "mention" }, `#${decoded(label || target.slice(1))}`);
  if (LINK.test(target)) return link(decoded(target), decoded(label || target.replace(/^(mailto|tel):/i, "")));
  return `<${decoded(body)}>`;
}

function date(target, fallback, { zone, now }) {
  const [, seconds, format = "", address = ""] = target.split("^");
  const at = /^\d{1,12}$/.test(seconds) ? Number(seconds) : NaN;
  const shown = formatted(at, decoded(format), zone, now);
  if (shown === null) return decoded(fallback);
  const title = decoded(fallback);
  const time = el("time", { datetime: new Date(at * 1000).toISOString(), title }, shown);
  return LINK.test(address) ? link(decoded(address), time) : time;
}

/** Return a link that opens elsewhere and tells nobody where it was. */
export function link(address, label) {
  const outside = /^https?:/i.test(address);
  return el("a", { href: address, ...(outside && { target: "_blank", rel: "noopener noreferrer" }) }, label);
}

/** Return plain text with its line breaks; no character means anything else. */
export function broken(text) {
  return text.split("\n").flatMap((line, index) => (index ? [el("br"), line] : [line]));
}
