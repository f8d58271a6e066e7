// The confirm step before something that cannot be undone.

import { button, el, newId } from "./dom.js";
import { broken, drawn } from "./mrkdwn.js";

/** Ask with a Slack confirm object; resolves to true only if the person confirmed. */
export function asked(confirm) {
  return new Promise((resolve) => {
    const title = newId("confirm");
    const words = newId("confirm-text");
    const dialog = el("dialog", { class: "confirm", role: "alertdialog", "aria-labelledby": title, "aria-describedby": words });
    const text = confirm.text ? drawn(confirm.text, { names: new Map(), zone: undefined, now: 0 }) : broken("");
    const danger = confirm.style === "danger" ? "danger" : "primary";
    dialog.append(
      el("h2", { id: title }, confirm.title?.text ?? "Are you sure?"),
      el("p", { id: words }, text),
      el("div", { class: "row end" },
        button(confirm.deny?.text ?? "Cancel", () => dialog.close("no"), { class: "press" }),
        button(confirm.confirm?.text ?? "Yes", () => dialog.close("yes"), { class: `press ${danger}` })),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
