// Short words at the edge of the screen, said aloud as well.

import { el } from "./dom.js";

const STAY = 7000; // milliseconds
let inFront = null;

/** Say aloud in `region` (inside the open modal) until told null: outside of it all is inert. */
export function announceIn(region) {
  inFront = region;
}

/** Tell screen readers. */
export function announce(words) {
  (inFront ?? document.getElementById("announcer")).textContent = words;
}

/** Show words for some seconds above everything else, and announce them. */
export function toast(words) {
  const shelf = document.getElementById("toasts");
  const note = el("p", { class: "toast", "aria-hidden": "true" }, words);
  shelf.append(note);
  // Shown anew, it comes above a modal that was opened meanwhile.
  shelf.hidePopover();
  shelf.showPopover();
  announce(words);
  setTimeout(() => {
    note.remove();
    if (!shelf.childElementCount) shelf.hidePopover();
  }, STAY);
}
