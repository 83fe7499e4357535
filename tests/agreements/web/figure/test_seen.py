"""The figure in a browser: nothing overlaps, nothing is cut, whatever the window and the width."""

from playwright.sync_api import Page

from tests.agreements.workers import wait_for

PATH = "/us-sv/"
WINDOWS = ("", "?focus=2025-03-08/2025-03-25", "?focus=2024-11-01/2025-10-31", "?focus=2019-07-01/2021-12-31")
OVERLAPS = """() => {
  const box = (element) => element.getBoundingClientRect();
  const beside = (a, b) => a.left >= b.right - 0.5 || b.left >= a.right - 0.5;
  const touch = (a, b) => !beside(box(a), box(b)) && box(a).top < box(b).bottom - 4 && box(b).top < box(a).bottom - 4;
  const found = [];
  const say = (one, other) => found.push(`${one.textContent} / ${other.textContent || "a sign"}`);
  const apart = (all) => all.forEach((one, at) => {
    all.slice(at + 1).forEach((other) => touch(one, other) && say(one, other));
  });
  const inside = (all, frame) => all.forEach((one) => {
    if (box(one).right > frame.right || box(one).left < frame.left) found.push(`out: ${one.textContent}`);
  });
  for (const plot of document.querySelectorAll(".figure .lane svg.plot")) {
    const labels = [...plot.querySelectorAll("text.label")];
    const words = [...plot.querySelectorAll(".strand text")];
    apart(labels);
    apart(words);
    inside([...labels, ...words], box(plot));
    for (const sign of plot.querySelectorAll(".sign, .box")) {
      labels.forEach((label) => sign.closest("a") !== label.closest("a") && touch(label, sign) && say(label, sign));
    }
  }
  apart([...document.querySelectorAll(".figure .axis text")].filter((each) => !each.closest(".day-flag")));
  return found;
}"""
CUT = """() => [...document.querySelectorAll(".figure .name, .figure .today")]
  .filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.textContent)"""
DRAWN = """() => {
  const figure = document.querySelector("#figure");
  return Math.abs(figure.clientWidth - figure.dataset.width) <= 24;
}"""
BASELINES = """() => [...document.querySelectorAll(".figure section .lane")].map((lane) => {
  const foot = (element) => element.getBoundingClientRect().bottom;
  return Math.abs(foot(lane.querySelector(".name")) - foot(lane.querySelector("svg.plot")));
})"""


def drawn(page: Page, address: str, width: int) -> None:
    """The page at a width, its figure drawn for that width."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    wait_for(lambda: page.evaluate(DRAWN), "the figure at its width")


def test_nothing_overlaps_and_nothing_is_cut(served, page):
    for width in (760, 1000, 1200, 1440):
        for window in WINDOWS:
            drawn(page, served + PATH + window, width)
            assert page.evaluate(OVERLAPS) == [], f"{window} at {width}"
            assert page.evaluate(CUT) == [], f"{window} at {width}"


def test_names_stand_on_the_same_line_as_their_bands(served, page):
    drawn(page, served + PATH, 1440)
    assert max(page.evaluate(BASELINES)) <= 1


def test_it_is_not_drawn_on_a_phone(served, page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(served + PATH)
    assert page.locator("#figure").is_hidden()


def test_without_a_script_it_fits_every_width(served, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + PATH)
    for width in (720, 1000, 1200, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        right = page.locator(".figure .lane svg.plot").first.bounding_box()
        column = page.locator(".figure .lane .today").first.bounding_box()
        assert right and column and right["x"] + right["width"] <= column["x"] + 0.5
        assert column["x"] + column["width"] <= width
    context.close()
