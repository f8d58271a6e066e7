// The input elements (Slack docs "Block elements"): typed ones, dates, times and selects.

import { el } from "./dom.js";
import { boxes, radios, several } from "./choices.js";
import { option } from "./pressables.js";
import { typeahead } from "./typeahead.js";
import { moment, wallTime } from "./zones.js";

/**
 * Return {root, control, read, write, typed, group?, controls?, count?, complaint?} for an
 * element. `read` and `write` speak the server's answers: text, an option's value, or a list.
 */
export function makeInput(element, wants) {
  const make = Object.hasOwn(KINDS, element.type) ? KINDS[element.type] : unknown;
  return make(element, wants);
}

const KINDS = {
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: typed,
  static_select: select,
  users_select: people,
  multi_static_select: several,
  radio_buttons: radios,
  checkboxes: boxes,
  external_select: typeahead,
  datepicker: calendar,
  timepicker: calendar,
  datetimepicker: instant,
};

function shared(element, { id, stem, name, required }) {
  return {
    id,
    "data-key": `input:${stem}`,
    "aria-label": element.placeholder && !name ? element.placeholder.text : null,
    "aria-required": required ? "true" : null,
    autofocus: Boolean(element.focus_on_load),
  };
}

const TYPES = { email_text_input: "email", url_text_input: "url", plain_text_input: "text" };
const COMPLAINTS = {
  email_text_input: ["Enter an e-mail address, such as name@agency.example.", (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)],
  url_text_input: ["Enter a full web address that begins with https://.", (text) => URL.canParse(text)],
  number_input: ["Enter a number.", (text) => Number.isFinite(Number(text))],
};

// Type "text" for numbers: a browser's number field hides what it cannot read.
function typed(element, wants) {
  const traits = {
    ...shared(element, wants),
    placeholder: element.placeholder?.text,
    maxlength: element.max_length ?? 3000,
    inputmode: element.type === "number_input" ? "decimal" : null,
  };
  const control = element.multiline
    ? el("textarea", { ...traits, rows: 4 })
    : el("input", { ...traits, type: TYPES[element.type] ?? "text", autocomplete: "off" });
  const [words, sound] = COMPLAINTS[element.type] ?? ["", () => true];
  control.addEventListener("input", () => wants.changed({ typing: true }));
  control.addEventListener("change", () => wants.changed());
  control.addEventListener("keydown", (event) => {
    const plainEnter = event.key === "Enter" && !event.isComposing && !element.multiline;
    if (!plainEnter || !wants.dispatches) return;
    event.preventDefault();
    wants.changed({ enter: true });
  });
  return {
    root: control,
    control,
    typed: true,
    read: () => control.value || null,
    write: (value) => (control.value = value ?? ""),
    complaint: () => (control.value && !sound(control.value) ? words : ""),
    count: element.max_length || element.min_length ? () => counted(control.value, element) : null,
  };
}

// Slack counts characters, not UTF-16 units.
function counted(text, { min_length: least = 0, max_length: most }) {
  const length = [...text].length;
  const room = most ? `${length} of ${most} characters` : `${length} characters`;
  return length < least ? `${room}, at least ${least} needed` : room;
}

function picked(control, wants) {
  control.addEventListener("change", () => wants.changed());
  return {
    root: control,
    control,
    typed: false,
    read: () => control.value || null,
    write: (value) => (control.value = value ?? ""),
  };
}

function select(element, wants) {
  const groups = element.option_groups
    ? element.option_groups.map((group) => el("optgroup", { label: group.label.text }, group.options.map(option)))
    : element.options.map(option);
  const empty = el("option", { value: "" }, element.placeholder?.text ?? "Choose");
  return picked(el("select", shared(element, wants), empty, groups), wants);
}

function people(element, wants) {
  const names = [...wants.names].map(([id, name]) => el("option", { value: id }, name));
  const empty = el("option", { value: "" }, element.placeholder?.text ?? "Choose a person");
  return picked(el("select", shared(element, wants), empty, names), wants);
}

function calendar(element, wants) {
  const type = element.type === "datepicker" ? "date" : "time";
  return picked(el("input", { ...shared(element, wants), type }), wants);
}

// Slack asks for a moment in the person's own zone and sends Unix seconds.
function instant(element, wants) {
  const made = picked(el("input", { ...shared(element, wants), type: "datetime-local" }), wants);
  return {
    ...made,
    read: () => (made.control.value ? moment(made.control.value, wants.zone) : null),
    write: (value) => (made.control.value = value ? wallTime(Number(value), wants.zone) : ""),
  };
}

function unknown(element) {
  const control = el("span", { class: "unknown", tabindex: "-1" }, `This page cannot draw ${element.type}.`);
  return { root: control, control, typed: false, read: () => null, write: () => {} };
}
