// A letter's HTML, shown as a mail program would and able to do nothing.

import { el } from "./dom.js";

/**
 * Return a frame that shows `html`: no scripts, no forms, no way out of the frame.
 *
 * The page's policy, which the frame inherits, refuses styles written into markup. So they are
 * taken out here and put back through the document's own model, which needs the frame to share
 * our origin; without scripts nothing in it can use that.
 */
export function framed(html) {
  const letter = new DOMParser().parseFromString(html, "text/html");
  const sheets = [...letter.querySelectorAll("style")].map((style) => style.textContent);
  for (const one of letter.querySelectorAll("script, style, link, meta, base")) one.remove();
  for (const one of letter.querySelectorAll("[style]")) {
    one.setAttribute("data-style", one.getAttribute("style"));
    one.removeAttribute("style");
  }
  const title = "The letter's HTML part";
  const frame = el("iframe", { sandbox: "allow-same-origin", referrerpolicy: "no-referrer", title });
  frame.addEventListener("load", () => dress(frame.contentDocument, sheets));
  frame.srcdoc = `<!doctype html>${letter.documentElement.outerHTML}`;
  return frame;
}

function dress(inside, sheets) {
  for (const one of inside.querySelectorAll("[data-style]")) one.style.cssText = one.dataset.style;
  inside.adoptedStyleSheets = sheets.map((words) => {
    const sheet = new inside.defaultView.CSSStyleSheet();
    sheet.replaceSync(words);
    return sheet;
  });
}
