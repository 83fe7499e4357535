// The light and dark switch. The choice is a cookie, so that the server can draw the page in it from the start.
const switcher = document.querySelector(".theme");
const buttons = [...switcher.querySelectorAll("button")];
const dark = matchMedia("(prefers-color-scheme: dark)");
const YEAR = 31536000;

function show() {
  const theme = document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === theme));
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    document.documentElement.dataset.theme = button.value;
    document.cookie = `theme=${button.value};path=/;max-age=${YEAR};samesite=lax`;
    show();
  });
}

dark.addEventListener("change", show);
show();
switcher.hidden = false;
