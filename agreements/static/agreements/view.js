// The view in the address, and how another one comes: its parts are asked for, and the elements of the answer take the
// places of those with the same ids. The server draws everything.
const PANEL = 328; // px, where the panel stands beside the figure
const stage = document.getElementById("stage");
const wide = matchMedia("(min-width: 75em)");
export const phone = matchMedia("(max-width: 44.9375em)");
export const find = (id) => document.getElementById(id);
export const figure = () => (phone.matches ? null : find("figure"));

const pending = new Set();
const swapped = [];
let asking = new AbortController();
let shown = location.pathname + location.search;
let shownAt = new Date();

// Called after each swap.
export const onSwap = (listener) => swapped.push(listener);

// This view with some parameters changed; null leaves one out.
export function address(changes = {}) {
  const url = new URL(location.href);
  url.hash = "";
  for (const [name, value] of Object.entries(changes)) {
    url.searchParams.delete(name);
    for (const each of [value ?? []].flat()) url.searchParams.append(name, each);
  }
  return url;
}

function changes(url) {
  const [here, there] = [new URL(shown, location.origin).searchParams, url.searchParams];
  const names = new Set([...here.keys(), ...there.keys()]);
  return [...names].filter((name) => String(here.getAll(name)) !== String(there.getAll(name)));
}

function partsFor(names) {
  if (names.every((name) => name === "focus")) return ["figure"];
  if (names.every((name) => name === "focus" || name === "event")) return ["figure", "panel"];
  return ["figure", "panel", "events"];
}

export function widthFor(url) {
  const beside = wide.matches && url.searchParams.has("event") ? PANEL : 0;
  return Math.max(320, Math.min(4000, stage.clientWidth - beside));
}

// Show a view: a step in the browser's history, where steps of one `kind` in a row are one; "kept" is no step.
export async function show(url, kind = null, parts = partsFor(changes(url))) {
  if (kind && history.state === kind) history.replaceState(kind, "", url);
  else if (kind !== "kept") history.pushState(kind, "", url);
  shown = url.pathname + url.search;
  for (const part of parts) if (part !== "figure" || figure()) pending.add(part);
  asking.abort();
  const { signal } = (asking = new AbortController());
  const late = setTimeout(() => figure()?.classList.add("busy"), 400);
  try {
    swap(await answer(url, signal));
    find("failed").hidden = true;
  } catch (error) {
    if (!signal.aborted) failed(url);
  }
  clearTimeout(late);
  if (!signal.aborted) figure()?.classList.remove("busy");
}

async function answer(url, signal) {
  const asked = new URL(url);
  asked.searchParams.set("part", [...pending].join(",") || "panel");
  if (pending.has("figure")) asked.searchParams.set("width", widthFor(url));
  const found = await fetch(asked, { signal });
  if (found.status >= 400 && found.status < 500) location.reload(); // the page says what is wrong with its address
  if (!found.ok) throw new Error(found.statusText);
  return found.text();
}

function swap(html) {
  const focused = placeOfFocus();
  for (const fresh of [...new DOMParser().parseFromString(html, "text/html").body.children]) {
    find(fresh.id)?.replaceWith(fresh);
  }
  const opened = pending.has("panel") && !pending.has("events");
  pending.clear();
  shownAt = new Date();
  for (const listener of swapped) listener();
  if (focused && document.activeElement === document.body) putFocus(focused);
  say((opened && find("panel-title")?.textContent) || find("shown").firstChild?.textContent || figure()?.dataset.said);
}

function failed(url) {
  const [words, again] = find("failed").children;
  const time = (moment) => moment.toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
  words.textContent = words.dataset.words.replace("{now}", time(new Date())).replace("{then}", time(shownAt));
  again.onclick = () => show(url, "kept", [...pending]);
  find("failed").hidden = false;
}

// Said once, politely.
function say(words = "") {
  if (find("said").textContent !== words) find("said").textContent = words;
}

// What is the same element for the reader after a swap, as a selector.
function placeOfFocus() {
  const at = document.activeElement;
  const { lane, event, events } = at.dataset;
  if (lane) return `#figure [data-lane="${lane}"]${event ? `[data-event="${event}"]` : `[data-events="${events}"]`}`;
  if (at.dataset.end) return `#figure [data-end="${at.dataset.end}"]`;
  if (at.rel && find("panel").contains(at)) return `#panel [rel="${at.rel}"]`;
  return at.id ? `#${CSS.escape(at.id)}` : null;
}

// Where the element itself is gone, its part of the page takes the focus: the figure's one stop, the panel's title.
export function putFocus(selector) {
  const instead = { "#figure": '#figure[tabindex="0"], #figure a[tabindex="0"]', "#panel": "#panel-title" }[selector.split(" ")[0]];
  const found = document.querySelector(selector) ?? (instead && document.querySelector(instead));
  found?.focus({ preventScroll: true });
}

addEventListener("popstate", () => {
  const url = address();
  if (url.pathname + url.search !== shown) show(url, "kept");
});
