// What a status update rests on stands out in the document while one is at the update, and is brought into view.
export function passages(page) {
  const text = page.querySelector(".review-document");
  const marks = [...text.querySelectorAll("mark")];
  let shown = null;

  function show(row, scroll) {
    if (!row || row === shown) return;
    shown = row;
    const wanted = row.dataset.passages.split(" ");
    for (const mark of marks) mark.classList.toggle("on", mark.dataset.numbers.split(" ").some((each) => wanted.includes(each)));
    if (scroll) reveal(text, marks.find((mark) => mark.classList.contains("on")));
  }

  for (const [type, scroll] of [["focusin", true], ["pointerover", false]]) {
    page.addEventListener(type, ({ target }) => show(target.closest?.("[data-passages]"), scroll));
  }
  reveal(text, marks.find((mark) => mark.closest(".review-text")));
}

// Only within the document's own column: on a narrow screen, where all is one column, the page stays where it is.
function reveal(text, mark) {
  if (!mark || text.scrollHeight <= text.clientHeight) return;
  const top = mark.getBoundingClientRect().top - text.getBoundingClientRect().top;
  if (top < 0 || top > text.clientHeight * 0.7) text.scrollTop += top - text.clientHeight / 3;
}
