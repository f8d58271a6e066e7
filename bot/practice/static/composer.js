// The line under a conversation, where commands are typed.

import { el } from "./dom.js";
import { attempt } from "./messages.js";

/** Drives the composer's form; `desk` knows `state`, `place`, `act` and `refresh`. */
export class Composer {
  constructor(form, desk) {
    this.form = form;
    this.desk = desk;
    this.drafts = new Map();
    this.at = null;
    this.line = el("input", { id: "line", name: "line", list: "commands", enterkeyhint: "send", "aria-describedby": "line-note" });
    this.offers = el("datalist", { id: "commands" });
    this.note = el("p", { id: "line-note", role: "status" });
    this.send = el("button", { type: "submit", class: "press primary" }, "Send");
    form.append(el("label", { for: "line", class: "visually-hidden" }, "Command"), this.line, this.offers, this.send, this.note);
    form.addEventListener("submit", (event) => (event.preventDefault(), this.type()));
  }

  /** Show the line for a conversation, with what was typed there before; null hides it. */
  move(place) {
    this.form.hidden = place === null;
    const at = `${this.desk.state.as} ${place}`;
    if (at === this.at) return;
    if (this.at) this.drafts.set(this.at, this.line.value);
    this.at = at;
    this.line.value = this.drafts.get(at) ?? "";
    this.note.textContent = "";
    const { commands } = this.desk.state;
    this.line.placeholder = commands.length ? `Type ${commands[0]} help` : "";
    this.offers.replaceChildren(...commands.map((one) => el("option", { value: `${one} help` })));
  }

  async type() {
    const typed = this.line.value.trim();
    if (!typed || this.send.getAttribute("aria-busy") === "true") return;
    const [command, ...rest] = typed.split(/\s+/);
    if (!this.desk.state.commands.includes(command)) {
      this.note.textContent = `Only commands can be typed here: ${this.desk.state.commands.join(", ")}`;
      return;
    }
    this.send.setAttribute("aria-busy", "true");
    this.note.textContent = "";
    const done = await attempt(this.desk, "command", { command, text: rest.join(" "), channel: this.desk.place });
    this.send.removeAttribute("aria-busy");
    if (done && this.line.value.trim() === typed) this.line.value = "";
  }
}
