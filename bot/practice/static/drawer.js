// On a narrow screen the side bar is a drawer.

const NARROW = matchMedia("(max-width: 47.99rem)");

/** Make `side` a drawer where the screen is narrow; returns what shuts it. */
export function drawer(side) {
  const opener = document.getElementById("menu");
  const shade = document.getElementById("shade");
  let open = false;

  function set(wanted) {
    open = wanted && NARROW.matches;
    document.body.classList.toggle("drawer-open", open);
    opener.setAttribute("aria-expanded", String(open));
    shade.hidden = !open;
    side.inert = NARROW.matches && !open;
    document.getElementById("main").inert = open;
  }

  function shut() {
    const inside = open && side.contains(document.activeElement);
    set(false);
    if (inside) opener.focus();
  }

  opener.addEventListener("click", () => {
    set(!open);
    if (open) side.querySelector("select, a, button")?.focus();
  });
  shade.addEventListener("click", shut);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) shut();
  });
  NARROW.addEventListener("change", () => set(false));
  set(false);
  return { shut };
}
