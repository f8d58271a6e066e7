// A letter's HTML, shown as a mail program would and able to do nothing.

import { el } from "./dom.js";

/**
 * Return a frame with the HTML part of letter `number`: no scripts, no forms, no way out of it.
 *
 * The server sends it under a policy of its own, which lets in the letter's styles and nothing
 * from elsewhere; the frame's empty sandbox gives it an origin that is nobody's.
 */
export function framed(number) {
  const src = `/practice/mail/${Number(number)}/html`;
  return el("iframe", { sandbox: "", referrerpolicy: "no-referrer", title: "The letter's HTML part", src });
}
