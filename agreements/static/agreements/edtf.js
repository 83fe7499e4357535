// Says under a date how it is read, while it is being written. The server has the one reading.
const PAUSE = 250;
const timers = new WeakMap();

async function tell(input, line) {
  const text = input.value;
  const answer = text.trim() ? await (await fetch(`${line.dataset.reader}?${new URLSearchParams({ text })}`)).json() : {};
  if (input.value !== text) return;
  line.textContent = answer.reading ?? answer.refused ?? "";
  line.classList.toggle("refused", "refused" in answer);
  input.toggleAttribute("aria-invalid", "refused" in answer);
}

document.addEventListener("input", ({ target }) => {
  const line = target.parentElement?.querySelector(":scope > .date-reading");
  if (!line || !target.classList.contains("date")) return;
  clearTimeout(timers.get(target));
  timers.set(target, setTimeout(() => tell(target, line).catch(() => {}), PAUSE));
});
