// Buttons and menus of messages: a press goes to the product at once, after a confirm step.

import { button, el, newId } from "./dom.js";
import { asked } from "./confirm.js";
import { link } from "./mrkdwn.js";

/** Return an element to press; `press(value)` brings it to the product and resolves after. */
export function pressable(part, press) {
  if (part.type === "button") return pressButton(part, press);
  if (part.type === "overflow") return menu(part, press, "More");
  if (part.type === "static_select") return menu(part, press, part.placeholder?.text ?? "Choose");
  return el("span", { class: "unknown" }, `This page cannot draw ${part.type} here.`);
}

function pressButton(part, press) {
  const style = ["primary", "danger"].includes(part.style) ? part.style : "";
  const traits = {
    class: `press ${style}`.trim(),
    "data-key": `press:${part.action_id}:${part.value ?? ""}`,
    "aria-label": part.accessibility_label,
  };
  const made = button(part.text.text, () => go(made, part, press, part.value), traits);
  if (!part.url || !/^https?:/i.test(part.url)) return made;
  const opened = link(part.url, part.text.text);
  opened.className = traits.class;
  opened.addEventListener("click", () => press(part.value));
  return opened;
}

async function go(made, part, press, value) {
  if (made.getAttribute("aria-busy") === "true") return;
  if (part.confirm && !(await asked(part.confirm))) return;
  made.setAttribute("aria-busy", "true");
  try {
    await press(value);
  } finally {
    made.removeAttribute("aria-busy");
  }
}

function menu(part, press, name) {
  const groups = part.option_groups
    ? part.option_groups.map((group) => el("optgroup", { label: group.label.text }, group.options.map(option)))
    : part.options.map(option);
  const made = el("select", { "aria-label": name, "data-key": `press:${part.action_id}`, id: newId("menu") },
    el("option", { value: "", selected: true }, name), groups);
  made.value = part.initial_option?.value ?? "";
  made.addEventListener("change", async () => {
    if (made.value) await go(made, part, press, made.value);
    if (part.type === "overflow") made.value = "";
  });
  return made;
}

/** Return an option of a select; its description stands behind its words. */
export function option(choice) {
  const more = choice.description ? ` (${choice.description.text})` : "";
  return el("option", { value: choice.value }, choice.text.text + more);
}
