// Looking at the figure: keys, wheel, drag and pinch, marks and their tooltip. What is shown changes with the address.
import { Axis, SHORTEST } from "./axis.js";
import { address, figure, find, onSwap, phone, putFocus, show, widthFor } from "./view.js";

const SETTLE = 250; // ms without a further key or turn of the wheel
const SLACK = 24; // px that the figure may differ from its box
const stage = find("stage");
const tooltip = find("tooltip");
let axis, settling, hovering, resizing;

const marks = () => [...(figure()?.querySelectorAll("a[data-lane]") ?? [])];
const today = () => Number(figure().dataset.today);

function iso(day) {
  return new Date(day * 86400000).toISOString().slice(0, 10);
}

// The days shown, once the hand rests.
function settle(wait = 0) {
  clearTimeout(settling);
  settling = setTimeout(() => {
    if (axis?.moved) show(address({ focus: `${iso(Math.round(axis.from))}/${iso(Math.round(axis.to) - 1)}` }), "looking");
  }, wait);
}

function change(how) {
  if (!axis) return;
  how(axis);
  settle(SETTLE);
}

// After each drawing: one stop for Tab, and the scale anew.
function arrange() {
  const all = marks();
  const current = all.find((each) => each.ariaCurrent) ?? all[0];
  for (const each of all) each.tabIndex = each === current ? 0 : -1;
  if (figure()) figure().tabIndex = current ? -1 : 0;
  axis = figure() ? new Axis(figure()) : null;
  for (const end of figure()?.querySelectorAll("[data-end]") ?? []) slider(end);
  tooltip.hidden = true;
  fit();
}

// --- opening ---------------------------------------------------------------------------------------------------------
// In the panel the links keep the days that were shown when it was drawn: only their event counts.
function leadsTo(link) {
  const url = new URL(link.getAttribute("href"), location.href);
  if (url.origin !== location.origin || url.pathname !== location.pathname || url.hash) return null;
  return find("panel").contains(link) ? address({ event: url.searchParams.get("event") }) : url;
}

async function close() {
  const slug = address().searchParams.get("event");
  if (!slug) return;
  await show(address({ event: null }));
  putFocus(phone.matches ? `#event-${slug} h4 a` : `#figure [data-event="${slug}"], #figure [data-events~="${slug}"]`);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const row = phone.matches && link.closest("#events h4") ? link.closest("tr").id.replace("event-", "") : null;
  const within = link.closest("#figure, #zoom, #shown, .panel .head");
  const url = row ? address({ event: row }) : within && leadsTo(link);
  if (!url) return;
  event.preventDefault();
  if (link.classList.contains("close")) close();
  else show(url);
});

// --- keys ------------------------------------------------------------------------------------------------------------
function step(by) {
  const all = marks();
  const at = all.indexOf(document.activeElement);
  focusOn(all[Math.max(0, Math.min(all.length - 1, at + by))]);
}

function stepLane(by) {
  const lanes = [...new Set(marks().map((each) => each.dataset.lane))];
  const at = document.activeElement;
  const wanted = lanes[lanes.indexOf(at.dataset.lane) + by];
  const place = (each) => each.getBoundingClientRect().left;
  const near = (a, b) => Math.abs(place(a) - place(at)) - Math.abs(place(b) - place(at));
  focusOn(marks().filter((each) => each.dataset.lane === wanted).sort(near)[0]);
}

function focusOn(mark) {
  for (const each of marks()) each.tabIndex = each === mark ? 0 : -1;
  mark?.focus();
}

const KEYS = {
  ArrowRight: () => step(1),
  ArrowLeft: () => step(-1),
  ArrowDown: () => stepLane(1),
  ArrowUp: () => stepLane(-1),
  Home: () => focusOn(marks()[0]),
  End: () => focusOn(marks().at(-1)),
  "Shift+ArrowRight": () => change((it) => it.pan((it.to - it.from) / 10)),
  "Shift+ArrowLeft": () => change((it) => it.pan((it.from - it.to) / 10)),
  "+": () => change((it) => it.zoom(1 / 1.5)),
  "-": () => change((it) => it.zoom(1.5)),
  0: () => change((it) => it.show(...it.bounds)),
  t: () => change((it) => it.pan(today() - it.to)),
  z: () => zoomInto(document.activeElement),
};
KEYS["="] = KEYS["+"];

// A box of several events, with some days around them.
function zoomInto(mark) {
  if (!mark?.dataset.focus) return;
  const [first, last] = mark.dataset.focus.split("/").map((day) => Date.parse(day) / 86400000);
  const around = Math.max(SHORTEST, (last - first) / 2);
  show(address({ focus: `${iso(Math.floor(first - around))}/${iso(Math.ceil(last + around))}` }));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  if (event.key === "Escape" && stage.contains(event.target)) return void close();
  if (event.key === "/") return void (event.preventDefault(), find("q").focus());
  if (!figure()?.contains(event.target) || event.target.dataset.end) return;
  const found = KEYS[`${event.shiftKey && event.key.length > 1 ? "Shift+" : ""}${event.key}`] ?? KEYS[event.key.toLowerCase()];
  if (found) found(event.preventDefault());
});

// --- wheel, drag, pinch ----------------------------------------------------------------------------------------------
stage.addEventListener("wheel", (event) => {
  if (!event.target.closest(".plot") || !(event.ctrlKey || event.shiftKey)) return; // else the page scrolls
  event.preventDefault();
  if (event.ctrlKey) change((it) => it.zoom(Math.exp(event.deltaY / 300), it.day(it.place(event))));
  else change((it) => it.pan(it.days(event.deltaX || event.deltaY)));
}, { passive: false });

const held = new Map(); // pointer → where and on what it was put down
let dragged = false;

stage.addEventListener("pointerdown", (event) => {
  if (!axis || event.button || !event.target.closest(".plot, .brush")) return;
  const end = event.target.closest(".brush") && (event.target.closest("[data-end]")?.dataset.end ?? "both");
  held.set(event.pointerId, { end, x: event.clientX, from: axis.from, to: axis.to, ...grip(event) });
  dragged = held.size > 1;
});

stage.addEventListener("dragstart", (event) => event.preventDefault()); // links are not dragged away

function grip(event) {
  const now = axis.place(event);
  return { now, day: axis.day(now) };
}

addEventListener("pointermove", (event) => {
  const start = held.get(event.pointerId);
  if (!start || !axis || (!dragged && Math.abs(event.clientX - start.x) < 5)) return;
  if (!dragged) stage.setPointerCapture(event.pointerId);
  dragged = true;
  tooltip.hidden = true;
  start.now = axis.place(event);
  if (held.size === 2) pinch(...held.values());
  else if (start.end) axis.show(...brushed(start, axis.stripDays(event.clientX - start.x)));
  else axis.pan(start.day - axis.day(start.now));
});

// Two fingers keep their days under them.
function pinch(one, two) {
  if (Math.abs(one.now - two.now) < 10) return;
  const perUnit = Math.abs((two.day - one.day) / (two.now - one.now));
  const from = one.day - perUnit * (one.now - axis.left);
  axis.show(from, from + perUnit * (axis.right - axis.left));
}

function brushed({ end, from, to }, days) {
  if (end === "from") return [Math.min(from + days, to - SHORTEST), to];
  if (end === "to") return [from, Math.max(to + days, from + SHORTEST)];
  return [from + days, to + days];
}

for (const name of ["pointerup", "pointercancel"]) {
  addEventListener(name, (event) => {
    if (!held.delete(event.pointerId)) return;
    for (const start of held.values()) start.day = axis.day(start.now); // the finger that stays
    if (dragged && !held.size) settle();
  });
}

stage.addEventListener("click", (event) => {
  if (dragged) event.preventDefault(), event.stopPropagation(); // the end of a drag opens nothing
  else if (axis && event.target.closest(".strip")) change((it) => it.pan(it.stripDay(event) - (it.from + it.to) / 2));
  else if (event.target.closest(".plot") && !event.target.closest("a")) nearest(event)?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  dragged = false;
}, true);

// A finger need not hit: the nearest mark within reach is meant.
function nearest({ clientX, clientY, pointerType }) {
  const far = (mark) => {
    const { left, right, top, bottom } = mark.getBoundingClientRect();
    return Math.hypot(Math.max(left - clientX, 0, clientX - right), Math.max(top - clientY, 0, clientY - bottom));
  };
  const [first] = marks().map((mark) => [far(mark), mark]).sort(([a], [b]) => a - b);
  return first && first[0] < (pointerType === "touch" ? 22 : 8) ? first[1] : null;
}
stage.addEventListener("dblclick", (event) => zoomInto(event.target.closest("[data-focus]:not(#figure)")));

// The ends of the brush are sliders for keys; the date fields say the same.
function slider(end) {
  const which = end.dataset.end;
  const field = document.querySelectorAll("#days label")[which === "from" ? 0 : 1];
  const day = new Date(`${figure().dataset.focus.split("/")[which === "from" ? 0 : 1]}T12:00`);
  const said = day.toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
  const [least, most] = axis.bounds;
  const told = { role: "slider", tabindex: 0, "aria-label": field.textContent.trim(), "aria-valuemin": least, "aria-valuemax": most, "aria-valuenow": axis[which], "aria-valuetext": said };
  for (const [name, value] of Object.entries(told)) end.setAttribute(name, value);
  const strip = end.closest(".strip");
  strip.removeAttribute("aria-hidden"); // it has something to say now, but its drawing has not
  for (const each of strip.children) each.setAttribute("aria-hidden", !each.contains(end));
  end.onkeydown = (event) => {
    const days = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -30, PageUp: 30 }[event.key];
    if (!days) return;
    event.preventDefault();
    change((it) => it.show(...brushed({ end: which, from: it.from, to: it.to }, days)));
  };
}

// --- the tooltip -----------------------------------------------------------------------------------------------------
document.addEventListener("pointerover", (event) => {
  clearTimeout(hovering);
  const mark = event.target.closest("#figure a[data-lane]");
  tooltip.hidden = true;
  if (mark && event.pointerType === "mouse" && !held.size) hovering = setTimeout(() => tell(mark), 150);
});

function tell(mark) {
  const box = mark.getBoundingClientRect();
  tooltip.replaceChildren(mark.getAttribute("aria-label"), Object.assign(document.createElement("small"), { textContent: mark.dataset.sources ?? "" }));
  tooltip.hidden = false;
  tooltip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - tooltip.offsetWidth - 8))}px`;
  tooltip.style.top = `${box.bottom + 8 + tooltip.offsetHeight > innerHeight ? box.top - 8 - tooltip.offsetHeight : box.bottom + 8}px`;
}

// --- the box of the figure -------------------------------------------------------------------------------------------
function fit() {
  const off = figure() && Math.abs(widthFor(address()) - Number(figure().dataset.width));
  if (off > SLACK) show(address(), "kept", ["figure"]);
}

new ResizeObserver(() => {
  clearTimeout(resizing);
  resizing = setTimeout(() => (Boolean(axis) === Boolean(figure()) ? fit() : arrange()), SETTLE);
}).observe(stage);
onSwap(arrange);
arrange();
