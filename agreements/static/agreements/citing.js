// The address of a citation: its page is copied in the background, and what the page says of itself fills what is empty.
const form = document.querySelector("form.log[data-capture]");
const PAUSE = 1000, TRIES = 40;
const FILLED = ["title", "publisher", "published", "language"];

function line(input) {
  const found = input.parentElement.querySelector(".log-capture");
  if (found) return found;
  const made = document.createElement("span");
  made.className = "log-capture";
  made.setAttribute("aria-live", "polite");
  input.after(made);
  return made;
}

async function answer(method, url) {
  const sent = new FormData();
  sent.set("url", url);
  sent.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const query = new URLSearchParams({ url });
  return (await (method === "POST" ? fetch(form.dataset.capture, { method, body: sent }) : fetch(`${form.dataset.capture}?${query}`))).json();
}

async function capture(input) {
  const url = input.value.trim();
  const said = line(input);
  said.textContent = "";
  if (!/^https?:\/\//.test(url)) return;
  said.textContent = "A copy of the page is being fetched …";
  let told = await answer("POST", url);
  for (let tries = 0; told.state === "waiting" && tries < TRIES; tries++) {
    await new Promise((done) => setTimeout(done, PAUSE));
    if (input.value.trim() !== url) return;
    told = await answer("GET", url);
  }
  if (input.value.trim() === url) said.textContent = words(told, input);
}

function words(told, input) {
  if (told.state === "done") {
    const filled = fill(input, told.fields);
    return filled.length ? `A copy is stored. Filled in from the page: ${filled.join(", ")}.` : "A copy is stored.";
  }
  return told.reason ? `${told.reason} It can be cited all the same.` : "The copy will come later; the record does not wait.";
}

// Only what nobody has written: an empty field, or one that still holds its default.
function fill(input, fields) {
  return FILLED.filter((name) => {
    const field = document.getElementById(input.id.replace(/-url$/, `-${name}`));
    if (!fields[name] || (field.value && field.value !== field.defaultValue) || field.value === fields[name]) return false;
    field.value = fields[name];
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  });
}

const isAddress = (target) => target.matches?.("[name^=citations-][name$=-url]");
form?.addEventListener("focusin", ({ target }) => isAddress(target) && line(target));
form?.addEventListener("change", ({ target }) => {
  if (isAddress(target)) capture(target).catch(() => (line(target).textContent = ""));
});
