// The filters answer at once: each change is a new address. Clocks wait for the button, for they change every sentence.
import { address, figure, find, onSwap, show } from "./view.js";

const NAMES = ["q", "kind", "modality", "agreement", "person"];
const TYPING = 300; // ms without a further key
const form = find("filters");
const button = form.querySelector("button[type=submit]");
const unfold = find("unfold");
let typing;

function filter(kind) {
  const given = new FormData(form);
  show(address(Object.fromEntries(NAMES.map((name) => [name, given.getAll(name).filter(Boolean)]))), kind);
}

function focus() {
  const [from, to] = new FormData(form).getAll("focus");
  if (from && to && from <= to) show(address({ focus: `${from}/${to}` }));
}

form.addEventListener("input", ({ target }) => {
  clearTimeout(typing);
  if (target.type === "search") typing = setTimeout(filter, TYPING, "typing");
  else if (target.type === "checkbox") filter();
  else if (target.name !== "focus") button.hidden = false;
});
form.addEventListener("change", ({ target }) => target.name === "focus" && focus());
form.addEventListener("submit", (event) => {
  if (!button.hidden) return;
  event.preventDefault();
  clearTimeout(typing);
  filter("typing");
});

// The fields say what the address says, also after going back.
function fill() {
  const asked = address().searchParams;
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = asked.getAll(field.name).includes(field.value);
    if (field.type === "search" && !(field === document.activeElement && history.state === "typing")) field.value = asked.get("q") ?? "";
  }
  const days = figure()?.dataset.focus.split("/") ?? [];
  for (const [at, field] of [...form.querySelectorAll("[name=focus]")].entries()) field.value = days[at] ?? "";
}

document.addEventListener("click", (event) => {
  for (const menu of form.querySelectorAll(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
form.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest(".menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

button.hidden = true;
unfold.hidden = false;
unfold.addEventListener("click", () => unfold.setAttribute("aria-expanded", unfold.ariaExpanded !== "true"));
onSwap(fill);
fill();
