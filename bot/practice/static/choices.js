// Radio buttons, checkboxes and selects of several: every option is there to be read.

import { el, newId } from "./dom.js";
import { drawn } from "./mrkdwn.js";

function choice(type, group, item, wants) {
  const id = newId("choice");
  const more = newId("choice-more");
  const control = el("input", {
    type, id, name: group, value: item.value, "data-key": `input:${wants.stem}:${item.value}`,
    "aria-describedby": item.description ? more : null,
    required: type === "radio" && wants.required,
    on: { change: () => wants.changed() },
  });
  const description = item.description
    ? el("span", { class: "description", id: more }, drawn(item.description, wants)) : null;
  const root = el("div", { class: "choice" }, control,
    el("div", {}, el("label", { for: id }, drawn(item.text, wants)), description));
  return { control, root, words: item.text.text };
}

function listed(type, element, wants) {
  const made = element.options.map((item) => choice(type, wants.id, item, wants));
  const controls = made.map(({ control }) => control);
  const root = el("div", { class: "choices" }, made.map((one) => one.root));
  return { group: true, root, controls, control: controls[0], typed: false };
}

/** Radio buttons: one value, or null while none is chosen. */
export function radios(element, wants) {
  const made = listed("radio", element, wants);
  return {
    ...made,
    read: () => made.controls.find((one) => one.checked)?.value ?? null,
    write: (value) => made.controls.forEach((one) => (one.checked = one.value === value)),
  };
}

/** Checkboxes: the values ticked, in the order shown. */
export function boxes(element, wants) {
  const made = listed("checkbox", element, wants);
  return { ...made, ...ticks(made.controls) };
}

function ticks(controls, after = () => {}) {
  return {
    read: () => controls.filter((one) => one.checked).map((one) => one.value),
    write: (values) => {
      controls.forEach((one) => (one.checked = (values ?? []).includes(one.value)));
      after();
    },
  };
}

/** A select of several: folded up it tells what is chosen, opened it is a list of boxes. */
export function several(element, wants) {
  const summary = el("summary", { id: wants.id, "data-key": `input:${wants.stem}` });
  const groups = element.option_groups ?? [{ options: element.options }];
  const made = groups.flatMap((group) => group.options.map((item) => choice("checkbox", wants.id, item, named())));
  const controls = made.map(({ control }) => control);
  const most = element.max_selected_items;

  function named() {
    return { ...wants, changed: () => (retold(), wants.changed()) };
  }

  function retold() {
    const words = made.filter(({ control }) => control.checked).map((one) => one.words);
    summary.replaceChildren(words.length
      ? el("ul", { class: "tokens" }, words.map((one) => el("li", {}, one)))
      : (element.placeholder?.text ?? "Choose"));
    const full = most && words.length >= most;
    for (const one of controls) one.disabled = Boolean(full) && !one.checked;
  }

  let next = 0;
  const lists = groups.map((group) => el("div", group.label ? { role: "group", "aria-label": group.label.text } : {},
    group.label ? el("p", { class: "group-label", "aria-hidden": "true" }, group.label.text) : null,
    group.options.map(() => made[next++].root)));
  const root = el("details", { class: "several" }, summary, el("div", { class: "choices boxed" }, lists));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !root.open) return;
    event.preventDefault();
    event.stopPropagation();
    root.open = false;
    summary.focus();
  });
  retold();
  return { group: true, root, controls, control: summary, typed: false, ...ticks(controls, retold) };
}
