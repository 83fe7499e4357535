"""The pages in a browser: they hold at every width, the policy is kept, the theme switch works."""

import pytest

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PATHS = ("/us-sv/", "/us-sv/?lang=es", "/agreements/us-sv-detention-arrangement-2025/", "/events/nuclear-mou-2025/")


def test_pages_hold_from_phone_to_desk_and_break_no_rule(served, page):
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in PATHS:
        page.goto(served + path)
        for width in (320, 390, 720, 900, 1200, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(OVERFLOW) == 0, f"{path} is wider than {width} px"
    assert complaints == []


def test_without_a_script_everything_is_there_but_the_switch(served, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/us-sv/")
    assert page.locator("tr.event:visible").count() == 70
    assert page.locator(".theme").is_hidden()
    page.fill("#public-on", "2025-04-01")
    page.click("form.controls button")
    assert page.url == f"{served}/us-sv/?public_on=2025-04-01"
    assert page.locator("#event-grant-letter-2025-03-22").count() == 0
    context.close()


def test_the_chosen_theme_holds_on_the_next_page(live_server, page):
    page.goto(f"{live_server.url}/")
    page.click("button[value=dark]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 23, 26)"
    assert page.get_attribute("button[value=dark]", "aria-pressed") == "true"
    page.reload()
    assert page.get_attribute("html", "data-theme") == "dark"
    page.click("button[value=light]")
    assert page.get_attribute("html", "data-theme") == "light"


DRAWN_TEXT = """() => {
  const palette = ["CanvasText", "Canvas"].map((name) => {
    document.body.style.setProperty("outline-color", name);
    return getComputedStyle(document.body).outlineColor;
  });
  const strange = (each) => [getComputedStyle(each).fill, getComputedStyle(each).stroke]
    .some((colour) => colour !== "none" && !palette.includes(colour));
  return [...document.querySelectorAll("main svg text")].filter(strange).map((each) => each.textContent);
}"""


@pytest.mark.parametrize("path", ["/us-sv/", "/agreements/us-sv-aca-2019/"])
def test_in_a_palette_of_the_readers_own_every_drawn_word_has_its_colours(served, browser, path):
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    page.goto(served + path)
    assert page.locator("main svg text").count() > 10
    assert page.evaluate(DRAWN_TEXT) == []
    context.close()
