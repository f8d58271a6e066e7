// Fields of a form: label, hint, counter and error around one input (Slack docs "Input block").

import { el, newId } from "./dom.js";
import { makeInput } from "./inputs.js";

/**
 * Return the field of one element that holds an answer.
 *
 * `changed(field, {enter, typed})` is called at each change. The field has `root`, `key` (the
 * name under which the server takes its answer), `place`, `read()`, `write(value)`,
 * `describe(error)`, `focus()`. `dirty` says that the server does not
 * know yet what was entered, `own` what the page itself has against it.
 */
export function makeField(block, element, surroundings, changed) {
  const isInput = block.type === "input";
  const ids = { input: newId("field"), hint: newId("hint"), error: newId("error"), count: newId("count") };
  const name = isInput ? block.label.text : (element.placeholder?.text ?? "Choose");
  const field = {
    key: isInput ? block.block_id : element.action_id,
    place: [block.block_id, element.action_id],
    type: element.type,
    dirty: false,
    name,
    typed: false,
    own: "",
  };
  const input = makeInput(element, {
    ...surroundings,
    id: ids.input,
    stem: `${block.block_id}:${element.action_id}`,
    name,
    required: isInput && !block.optional,
    changed: (more = {}) => changed(field, more),
    dispatches: Boolean(block.dispatch_action),
  });
  const counter = input.count ? el("p", { id: ids.count, class: "count" }) : null;
  const hint = block.hint ? el("p", { id: ids.hint, class: "hint" }, block.hint.text) : null;
  const error = el("p", { id: ids.error, class: "error", hidden: true });
  const described = [hint && ids.hint, counter && ids.count].filter(Boolean);
  const label = [name, block.optional ? el("span", { class: "optional" }, " (optional)") : null];
  const group = input.group;
  field.root = group
    ? el("fieldset", { class: "field" }, el("legend", {}, label), hint, error, input.root)
    : el("div", { class: "field" },
      isInput ? el("label", { for: ids.input }, label) : null, hint, input.root, counter, error);
  const bearer = group ? field.root : input.control;
  const recount = () => counter && counter.replaceChildren(input.count());
  Object.assign(field, {
    typed: input.typed,
    read: input.read,
    write(value) {
      input.write(value);
      recount();
    },
    recount,
    focus: () => input.control.focus(),
    describe(words) {
      error.hidden = !words;
      if (error.textContent !== words) error.textContent = words;
      bearer.setAttribute("aria-describedby", [...described, words && ids.error].filter(Boolean).join(" "));
      for (const control of group ? input.controls : [input.control]) {
        control.setAttribute("aria-invalid", words ? "true" : "false");
      }
    },
    complaint: input.complaint ?? (() => ""),
  });
  field.describe("");
  recount();
  return field;
}
