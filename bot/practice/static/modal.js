// The stack of modals: the one in front is drawn, and answers go to the server as they are given.

import { Refusal } from "./api.js";
import { drawBlock } from "./blocks.js";
import { button, el, keyed, newId, reconcile } from "./dom.js";
import { makeField } from "./fields.js";
import { announceIn, toast } from "./toasts.js";

const TYPING_WAIT = 300; // milliseconds without a key before typed text is sent
const STOPS = "a[href], button, input, select, textarea, summary, [tabindex='0']";

/** Draws the person's open views; `desk` knows `act(verb, words)` and `surface()`. */
export class Modals {
  constructor(desk) {
    this.desk = desk;
    this.shown = null;
    this.fields = new Map();
    this.timers = new Map();
    this.edits = 0;
    this.sending = 0;
    this.queue = Promise.resolve();
    this.build();
  }

  build() {
    const title = newId("modal-title");
    this.title = el("h2", { id: title, tabindex: "-1" });
    this.leave = button("", () => this.close(true), { class: "plain cross" });
    this.blocks = el("div", { class: "blocks" });
    this.problems = el("p", { class: "problems", role: "alert" });
    this.status = el("p", { class: "visually-hidden", role: "status" });
    this.back = button("", () => this.close(false), { class: "press" });
    this.send = el("button", { type: "submit", class: "press primary" });
    this.form = el("form", { novalidate: true },
      el("header", {}, this.title, this.leave), this.blocks,
      el("footer", {}, this.problems, el("div", { class: "row end" }, this.back, this.send)));
    this.dialog = el("dialog", { class: "modal", "aria-labelledby": title }, this.form, this.status);
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.submit()));
    this.dialog.addEventListener("cancel", (event) => {
      if (event.target !== this.dialog) return;
      event.preventDefault();
      this.close(false);
    });
    this.dialog.addEventListener("keydown", (event) => this.wrap(event));
    document.body.append(this.dialog);
  }

  /** A number that stays the same while nothing was entered or is under way. */
  stamp() {
    return this.timers.size || this.sending ? NaN : this.edits;
  }

  /** Draw the front one of `views`; its values count if nothing was entered since `stamp`. */
  draw(views, stamp) {
    const view = views.at(-1);
    if (!view) return this.hide();
    const other = this.shown?.id !== view.id || this.shown?.callback_id !== view.callback_id;
    if (this.shown?.id !== view.id) this.forget();
    this.depth = views.length;
    this.shown = view;
    this.words(view);
    this.drawBlocks(view);
    if (stamp === this.stamp()) this.sync(view);
    if (other) this.show();
  }

  words(view) {
    this.title.textContent = view.title;
    this.back.textContent = view.close ?? (view.submit ? "Cancel" : "Close");
    this.send.textContent = view.submit ?? "";
    this.send.hidden = view.submit === null;
    this.leave.setAttribute("aria-label", this.depth > 1 ? `Close all ${this.depth} forms` : "Close");
  }

  drawBlocks(view) {
    const surface = { ...this.desk.surface(), headings: 3, press: (...what) => this.press(view, ...what) };
    surface.field = (block, element) => this.field(view, surface, block, element);
    const today = `${surface.zone} ${Math.floor(surface.now / 3600)}`;
    reconcile(this.blocks, view.blocks.map((block) => ({
      key: block.block_id,
      sign: JSON.stringify(block) + (block.type === "input" ? "" : today),
      make: () => drawBlock(block, surface),
    })));
  }

  field(view, surface, block, element) {
    const name = JSON.stringify([block.block_id, element.action_id]);
    const wants = { ...surface, suggest: (text) => this.suggest(block, element, text) };
    const field = makeField(block, element, wants, (one, how) => this.changed(one, how));
    const old = this.fields.get(name);
    const kept = old?.type === element.type && old.dirty;
    field.write(kept ? old.read() : (view.values[block.block_id]?.[element.action_id] ?? null));
    if (kept) this.inherit(field, old);
    this.fields.set(name, field);
    return field.root;
  }

  inherit(field, old) {
    Object.assign(field, { dirty: true, own: old.own });
    if (!this.timers.has(old)) return;
    clearTimeout(this.timers.get(old));
    this.timers.delete(old);
    this.timers.set(field, setTimeout(() => this.fill(field), TYPING_WAIT));
  }

  sync(view) {
    for (const [name, field] of this.fields) {
      const [blockId, actionId] = JSON.parse(name);
      const place = view.values[blockId];
      if (!field.root.isConnected || !place || !(actionId in place)) {
        this.fields.delete(name);
        continue;
      }
      if (!field.dirty && !alike(field.read(), place[actionId])) {
        field.write(place[actionId]);
        field.recount();
      }
      field.describe(field.own || view.errors[blockId] || "");
    }
    const wrong = this.wrong();
    this.problems.textContent = wrong.length ? `Please check: ${wrong.map((one) => one.name).join("; ")}` : "";
  }

  wrong() {
    return [...this.fields.values()].filter((one) => one.own || this.shown.errors[one.place[0]]);
  }

  show() {
    if (!this.dialog.open) {
      this.opener = document.activeElement?.dataset?.key;
      this.dialog.showModal();
    }
    announceIn(this.status);
    this.dialog.scrollTop = 0;
    (this.blocks.querySelector("[autofocus]") ?? this.title).focus();
  }

  hide() {
    if (!this.shown) return;
    this.shown = null;
    this.forget();
    announceIn(null);
    this.dialog.close();
    const opener = this.opener && keyed(document.body, this.opener);
    (opener ?? document.getElementById("main")).focus();
  }

  forget() {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.fields.clear();
    reconcile(this.blocks, []);
    this.problems.textContent = "";
  }

  // A browser reports a change also of a field that was just taken away.
  changed(field, { typing = false, enter = false } = {}) {
    if (![...this.fields.values()].includes(field)) return;
    this.edits += 1;
    field.dirty = true;
    field.recount();
    clearTimeout(this.timers.get(field));
    this.timers.delete(field);
    if (typing) this.timers.set(field, setTimeout(() => this.fill(field), TYPING_WAIT));
    else this.fill(field, { enter, strict: true });
  }

  // Half an address is no mistake while it is being typed: `strict` is for when the field is left.
  fill(field, { enter = false, strict = false } = {}) {
    this.timers.delete(field);
    const complaint = field.complaint();
    field.own = strict ? complaint : "";
    field.describe(field.own);
    if (complaint || (!field.dirty && !enter)) return;
    const value = field.read();
    const words = { view_id: this.shown.id, values: { [field.key]: value }, enter };
    this.sending += 1;
    this.queue = this.queue.then(() => this.deliver(field, value, words));
  }

  async deliver(field, value, words) {
    try {
      await this.desk.act("fill", words);
      if (alike(field.read(), value)) field.dirty = false;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      field.own = refusal.message;
      field.describe(field.own);
    } finally {
      this.sending -= 1;
    }
  }

  async settle() {
    for (const field of this.fields.values()) if (field.dirty) this.fill(field, { strict: true });
    await this.queue;
  }

  async submit() {
    if (this.send.getAttribute("aria-busy") === "true") return;
    const view = this.shown;
    await this.busy(this.send, async () => {
      await this.settle();
      if (this.wrongHere()) return;
      await this.desk.act("submit", { view_id: view.id });
    });
    await this.desk.refresh();
    if (this.shown?.id === view.id && this.wrong().length) this.wrong()[0].focus();
  }

  wrongHere() {
    const own = [...this.fields.values()].filter((one) => one.own);
    own[0]?.focus();
    return own.length > 0;
  }

  async press(view, block, element, value) {
    await this.settle();
    const words = { view_id: view.id, action_id: element.action_id, block_id: block.block_id, value };
    await this.tried(() => this.desk.act("press", words));
    await this.desk.refresh();
  }

  async suggest(block, element, text) {
    const words = { view_id: this.shown.id, block_id: block.block_id, action_id: element.action_id, text };
    const answer = await this.tried(() => this.desk.act("suggest", words));
    return answer?.body ?? [];
  }

  async close(all) {
    const words = { view_id: this.shown.id, all: all && this.depth > 1 };
    await this.settle();
    await this.tried(() => this.desk.act("close", words));
    await this.desk.refresh();
  }

  async busy(control, work) {
    control.setAttribute("aria-busy", "true");
    await this.tried(work);
    control.removeAttribute("aria-busy");
  }

  // A refusal that stands at its fields already needs no second telling.
  async tried(work) {
    try {
      return await work();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      await this.desk.refresh();
      if (!this.shown || !this.wrong().length) toast(refusal.message);
      return null;
    }
  }

  wrap(event) {
    if (event.key !== "Tab") return;
    const stops = [...this.dialog.querySelectorAll(STOPS)].filter((one) => !one.disabled && one.checkVisibility());
    const [first, last] = [stops[0], stops.at(-1)];
    const here = document.activeElement;
    if (event.shiftKey ? here === first || here === this.title : here === last) {
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  }
}

function alike(one, other) {
  const sorted = (value) => (Array.isArray(value) ? [...value].sort() : (value ?? null));
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}
