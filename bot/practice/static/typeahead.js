// A select whose options come from the product while the person types (ARIA "combobox").

import { el, newId } from "./dom.js";

const WAIT = 250; // milliseconds without a key before the product is asked

/** An external select; `wants.suggest(text)` resolves to the options offered. */
export function typeahead(element, wants) {
  const listId = newId("offers");
  const note = el("p", { class: "hint", role: "status" });
  const list = el("ul", { id: listId, role: "listbox", class: "offers", hidden: true, "aria-label": wants.name });
  const control = el("input", {
    id: wants.id, type: "text", role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": listId, "aria-required": wants.required ? "true" : null,
    placeholder: element.placeholder?.text, "data-key": `input:${wants.stem}`,
  });
  const least = element.min_query_length ?? 3;
  const known = new Map();
  if (element.initial_option) known.set(element.initial_option.value, element.initial_option.text.text);
  let chosen = null;
  let offers = [];
  let at = -1;
  let timer = 0;
  let asked = 0;

  function shut() {
    list.hidden = true;
    control.setAttribute("aria-expanded", "false");
    control.removeAttribute("aria-activedescendant");
    at = -1;
  }

  function choose(offer) {
    chosen = offer.value;
    control.value = offer.text.text;
    note.textContent = "";
    shut();
    wants.changed();
  }

  function show(options) {
    offers = options;
    for (const offer of options) known.set(offer.value, offer.text.text);
    list.replaceChildren(...options.map((offer) => row(offer)));
    list.hidden = options.length === 0;
    control.setAttribute("aria-expanded", String(options.length > 0));
    note.textContent = options.length ? `${options.length} offered` : "Nothing found";
  }

  function row(offer) {
    const more = offer.description ? el("span", { class: "description" }, offer.description.text) : null;
    const item = el("li", { role: "option", id: newId("offer"), "aria-selected": "false" }, offer.text.text, more);
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => choose(offer));
    return item;
  }

  function point(to) {
    at = (to + offers.length) % offers.length;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    control.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    const text = control.value.trim();
    asked += 1;
    const mine = asked;
    if ([...text].length < least) {
      note.textContent = text ? `Type at least ${least} characters` : "";
      shut();
      return;
    }
    const options = await wants.suggest(text);
    if (mine === asked && document.activeElement === control) show(options);
  }

  control.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
    if (chosen !== null) {
      chosen = null;
      wants.changed();
    }
  });
  control.addEventListener("blur", () => {
    clearTimeout(timer);
    asked += 1;
    shut();
    control.value = chosen === null ? "" : (known.get(chosen) ?? chosen);
    note.textContent = "";
  });
  control.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
    if (list.hidden) return;
    if (event.key === "ArrowDown") point(at + 1);
    else if (event.key === "ArrowUp") point(at < 0 ? -1 : at - 1);
    else if (event.key === "Enter" && at >= 0) choose(offers[at]);
    else if (event.key === "Escape") {
      event.stopPropagation();
      shut();
    } else return;
    event.preventDefault();
  });

  return {
    root: el("div", { class: "typeahead" }, control, list, note),
    control,
    typed: false,
    read: () => chosen,
    write: (value) => {
      if (value === chosen && document.activeElement === control) return;
      chosen = value;
      control.value = value === null ? "" : (known.get(value) ?? value);
    },
  };
}
