/* Django's autocomplete fields are named only by what is chosen in them: an empty one has no name at all. Whoever
   cannot see the form needs the label, too. */

function name(select) {
  const label = select.labels[0], box = select.nextElementSibling;
  if (!label || !box?.classList.contains("select2")) return;
  label.id ||= `${select.id}_label`;
  const chosen = box.querySelector("[role=combobox]:not(input, textarea)"), search = box.querySelector(".select2-search__field");
  const said = chosen?.getAttribute("aria-labelledby") ?? "";
  if (chosen && !said.includes(label.id)) chosen.setAttribute("aria-labelledby", `${label.id} ${said}`.trim());
  for (const field of [search, box.querySelector("[role=textbox]")])
    if (field && !field.hasAttribute("aria-labelledby")) field.setAttribute("aria-labelledby", label.id);
}

const all = () => document.querySelectorAll("select.admin-autocomplete").forEach(name);
new MutationObserver(all).observe(document.body, { childList: true, subtree: true });
all();
