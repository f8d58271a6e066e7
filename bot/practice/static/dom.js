// Making and matching elements. Every text becomes a text node: nothing here reads markup.

/** Return a new element. `traits` are attributes; `on` holds listeners, `class` the class names. */
export function el(tag, traits = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(traits)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    } else if (value === true) {
      made.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, String(value));
    }
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** Return a button that does `act` when pressed. */
export function button(words, act, traits = {}) {
  return el("button", { type: "button", ...traits, on: { click: act } }, words);
}

const known = new WeakMap();

/**
 * Make `parent` hold one element for each of `entries` ({key, sign, make}), in order.
 *
 * An element whose sign did not change stays the very same, with what was typed in it and the
 * focus on it. Where the focused element has to be made anew, its successor of the same
 * data-key gets the focus.
 */
export function reconcile(parent, entries) {
  const before = known.get(parent) ?? new Map();
  const after = new Map();
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const focusKey = focused?.dataset.key;
  const caret = focused && "selectionStart" in focused ? focused.selectionStart : null;
  let previous = null;
  for (const { key, sign, make } of entries) {
    const old = before.get(key);
    const kept = old && old.sign === sign ? old : { sign, node: make() };
    after.set(key, kept);
    if (old && old !== kept) old.node.replaceWith(kept.node);
    const place = previous ? previous.nextSibling : parent.firstChild;
    if (place !== kept.node) parent.insertBefore(kept.node, place);
    previous = kept.node;
  }
  for (const [key, { node }] of before) if (after.get(key)?.node !== node) node.remove();
  known.set(parent, after);
  if (focused && !focused.isConnected) refocus(parent, focusKey, caret);
}

function refocus(parent, key, caret) {
  const heir = key ? keyed(parent, key) : undefined;
  heir?.focus();
  if (heir && caret !== null && ["text", "textarea"].includes(heir.type)) heir.setSelectionRange(caret, caret);
}

/** Return the element inside `parent` whose data-key is `key`, if there is one. */
export function keyed(parent, key) {
  return [...parent.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
}

let numbered = 0;

/** Return an id that no other element has. */
export function newId(stem) {
  numbered += 1;
  return `${stem}-${numbered}`;
}
