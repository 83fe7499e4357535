// The review page by keyboard. Every key presses a button or follows a link that is there without script, too.
import { passages } from "./passages.js";

const page = document.querySelector(".review");
const record = document.getElementById("record");
const title = document.getElementById("record-title");
const help = document.querySelector("dialog.review-keys");
const WRITES = "textarea, select, [contenteditable], .select2-container, input:not([type=checkbox], [type=radio], [type=button], [type=submit])";
const stored = "review-keys";

const find = (key) => document.querySelector(`[data-key="${CSS.escape(key)}"]`);
const rows = () => [...document.querySelectorAll(".review-update")].filter((each) => !each.closest("template"));
const boxes = () => [...document.querySelectorAll("[name=selected]")];

// --- where one is ----------------------------------------------------------------------------------------------------

function to(row) {
  row.querySelector("details > summary").focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function panel(key) {
  const found = document.querySelector(`[data-panel="${key}"]`);
  if (!found) return;
  for (const other of document.querySelectorAll("[data-panel][open]")) other.open = other === found;
  found.open = true;
  found.querySelector("input[type=radio], .select2-selection, select, input:not([type=hidden])")?.focus();
}

function back() {
  const open = document.querySelector("[data-panel][open], .review-bulk[open]");
  if (open) open.open = false;
  (open?.querySelector("summary") ?? title)?.focus();
}

// --- selecting -------------------------------------------------------------------------------------------------------

function select(alike) {
  const mine = document.querySelector("[aria-current] > [name=selected]");
  if (!mine) return;
  const chosen = !mine.checked;
  for (const box of boxes()) if (box === mine || (alike && box.dataset.alike === mine.dataset.alike)) box.checked = chosen;
  count();
}

function decideAll() {
  const bulk = document.querySelector(".review-bulk");
  if (!bulk) return;
  bulk.open = true;
  bulk.querySelector("button").focus();
}

function count() {
  const bulk = document.querySelector(".review-bulk");
  if (!bulk) return;
  const ids = boxes().filter((each) => each.checked).map((each) => each.value);
  const others = kept().filter((each) => !boxes().some((box) => box.value === each));
  sessionStorage.setItem("review-selected", JSON.stringify([...others, ...ids]));
  for (const old of bulk.querySelectorAll("input[type=hidden][name=selected]")) old.remove();
  for (const each of others) bulk.append(hidden(each));
  const all = ids.length + others.length;
  bulk.querySelector("[data-selected]").textContent = all ? `${all} selected` : "Selected";
  say(all ? `${all} selected` : "Nothing selected");
}

// Pages come and go while one selects.
const kept = () => JSON.parse(sessionStorage.getItem("review-selected") ?? "[]");

function hidden(value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name: "selected", value });
}

// --- telling ---------------------------------------------------------------------------------------------------------

const status = document.createElement("p");
status.setAttribute("role", "status");
status.className = "review-aloud";
document.body.append(status);

// A region that speaks has to be there before its words are.
function say(words) {
  setTimeout(() => (status.textContent = words), 100);
}

// --- keys ------------------------------------------------------------------------------------------------------------

function correct() {
  const details = document.querySelector("details[data-correct]") ?? rows()[0]?.querySelector("details");
  if (!details) return;
  for (let each = details; each; each = each.parentElement.closest("details")) each.open = true;
  details.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

function leaveOut() {
  const row = document.activeElement.closest(".review-update") ?? (rows().length === 1 ? rows()[0] : null);
  if (row) row.querySelector("[name$=-DELETE]").click();
  else say("Go to a status update first, with its number.");
}

function digit(number) {
  const reasons = document.activeElement.closest(".review-reasons")?.querySelectorAll("input[type=radio]");
  if (reasons) {
    reasons[number - 1]?.click();
    reasons[number - 1]?.focus();
  } else if (rows()[number - 1]) to(rows()[number - 1]);
}

const acts = {
  e: correct,
  d: leaveOut,
  r: () => panel("r"),
  m: () => panel("m"),
  x: () => select(false),
  X: () => select(true),
  b: decideAll,
  "?": () => help.showModal(),
};

function press(event) {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || help?.open) return;
  if (key === "Escape") return back();
  if (target.closest(WRITES) || localStorage.getItem(stored) === "off") return;
  const act = acts[key] ?? (/^[1-9]$/.test(key) ? () => digit(Number(key)) : find(key) && (() => find(key).click()));
  if (!act) return;
  event.preventDefault();
  act();
}

document.addEventListener("keydown", press);

document.querySelector("[data-panel=m]")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey) event.currentTarget.querySelector("button[value=merge]").click();
});

// --- wiring ----------------------------------------------------------------------------------------------------------

for (const key of ["e", "?"]) {
  const button = find(key);
  if (!button) continue;
  button.hidden = false;
  button.addEventListener("click", acts[key]);
}

const on = help?.querySelector("[name=keys]");
if (on) {
  on.checked = localStorage.getItem(stored) !== "off";
  on.addEventListener("change", () => localStorage.setItem(stored, on.checked ? "on" : "off"));
}

document.getElementById("bulk")?.addEventListener("change", ({ target }) => target.name === "selected" && count());
// What is left out needs no note; a field that cannot be seen could not ask for it either.
record?.addEventListener("change", ({ target }) => {
  if (target.name?.endsWith("-DELETE") && target.checked)
    for (const note of target.closest("[data-row]").querySelectorAll("[name$=-note]")) note.required = false;
});

// What is decided, alone or with the others, is selected no more.
document.addEventListener("submit", ({ target }) => {
  const mine = document.querySelector("[aria-current] > [name=selected]")?.value;
  const left = target.id === "bulk" ? [] : kept().filter((each) => each !== mine);
  sessionStorage.setItem("review-selected", JSON.stringify(left));
});

if (page) {
  for (const box of boxes()) box.checked = kept().includes(box.value);
  if (kept().length) count();
  document.querySelector(".review-queue [aria-current]")?.scrollIntoView({ block: "nearest" });
  passages(page);
  if (!record.querySelector(".errors")) title.focus({ preventScroll: true });
}
const done = document.querySelector(".review-said [role=status]")?.textContent.trim();
if (done) say(done);
