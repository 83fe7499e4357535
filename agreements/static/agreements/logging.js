// The form of an event: rows come and go, values follow their axis, and the server says what is to be known meanwhile.
const form = document.querySelector("form.log");
const PAUSE = 300;
let timer, asked = 0;

// --- rows ------------------------------------------------------------------------------------------------------------

function add(list) {
  const total = list.querySelector("[name$=-TOTAL_FORMS]");
  const number = Number(total.value);
  const copy = list.querySelector("template").content.cloneNode(true);
  for (const each of copy.querySelectorAll("*")) {
    for (const { name, value } of [...each.attributes]) {
      if (value.includes("__prefix__")) each.setAttribute(name, value.replaceAll("__prefix__", number));
    }
  }
  const legend = copy.querySelector("legend");
  legend.textContent = legend.textContent.replace("__number__", Number(list.dataset.known) + number + 1);
  total.value = number + 1;
  for (const plain of copy.querySelectorAll("noscript")) plain.remove();
  const row = copy.firstElementChild;
  list.querySelector("template").before(row);
  prepare(row);
  row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: list.dataset.list } }));
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

// A row that is left out is still sent, so that the numbers of the others stay.
function leaveOut(box) {
  box.closest("[data-row]").classList.toggle("left-out", box.checked);
}

// --- a value belongs to its axis -------------------------------------------------------------------------------------

function fit(row) {
  const axis = row.querySelector("select[name$=-axis]"), value = row.querySelector("select[name$=-value]");
  if (!axis || !value) return;
  const chosen = value.value, label = axis.selectedOptions[0]?.text;
  for (const group of value.querySelectorAll("optgroup")) {
    group.disabled = group.hidden = Boolean(axis.value) && group.label !== label;
  }
  value.value = "";
  for (const option of value.options) {
    if (option.value === chosen && !option.parentElement.disabled) option.selected = true;
  }
}

// --- people ----------------------------------------------------------------------------------------------------------

// What was typed is offered as a name, after the people of the record: whoever is known is taken first.
const picker = window.django?.jQuery.fn.select2?.defaults;
picker?.set("createTag", ({ term }) => (term.trim() ? { id: term.trim(), text: term.trim(), typed: true } : null));
picker?.set("insertTag", (found, typed) => found.push(typed));
picker?.set("templateResult", ({ text, typed }) => (typed ? `“${text}”, as a name` : text));

// --- what the server says --------------------------------------------------------------------------------------------

function look() {
  clearTimeout(timer);
  timer = setTimeout(() => ask().catch(() => {}), PAUSE);
}

async function ask() {
  const mine = ++asked;
  const answer = await fetch(form.dataset.look, { method: "POST", body: new FormData(form) });
  if (!answer.ok || mine !== asked) return;
  const told = await answer.json();
  const rows = form.querySelectorAll("[data-list=status_updates] > [data-row]");
  rows.forEach((row, index) => advise(row, told.updates[index]));
  put(form.querySelector(".log-alike"), told.alike);
  form.elements.slug.placeholder = told.slug;
}

function advise(row, advice) {
  put(row.querySelector(".log-advice"), advice?.html ?? "");
  const note = row.querySelector("textarea[name$=-note]");
  const wanted = Boolean(advice?.irregular);
  if (wanted && !note.required && byPointer && !note.value) note.focus();
  note.required = wanted;
}

function put(place, html) {
  if (place.dataset.said === html) return;
  place.dataset.said = html;
  place.innerHTML = html;
}

// Whoever works by keyboard is never moved away from where they are.
let byPointer = false;
addEventListener("pointerdown", () => (byPointer = true), true);
addEventListener("keydown", () => (byPointer = false), true);

// --- wiring ----------------------------------------------------------------------------------------------------------

function prepare(root) {
  for (const box of root.querySelectorAll("[name$=-DELETE]")) leaveOut(box);
  for (const row of root.matches("[data-row]") ? [root] : root.querySelectorAll("[data-row]")) fit(row);
}

form.addEventListener("click", (event) => {
  const more = event.target.closest(".log-more"), step = event.target.closest(".log-step");
  if (more) {
    event.preventDefault();
    add(more.closest(".log-list"));
  } else if (step) {
    const value = step.closest("[data-row]").querySelector("select[name$=-value]");
    const options = [...value.options].filter((each) => each.value === step.value && !each.parentElement.disabled);
    if (options.length) options[0].selected = true;
    value.focus();
    look();
  }
});

function changed({ target }) {
  if (target.name?.endsWith("-DELETE")) leaveOut(target);
  if (target.name?.endsWith("-axis")) fit(target.closest("[data-row]"));
  if (target.name !== "another") look();
}

form.addEventListener("change", changed);
// Django's autocomplete tells only jQuery.
window.django?.jQuery(form).on("change", ".admin-autocomplete", look);

form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});

form.addEventListener("submit", (event) => {
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => delete form.dataset.sent);

prepare(form);
const first = form.querySelector(".errors :is(input:not([type=hidden]), select, textarea)");
(first ?? form.querySelector(".errornote ~ .log-act [name=another]"))?.focus();
