"""The relation's page in a browser: the figure, the open event and the filters answer to pointer, keys and address."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

COATEPEQUE = "bukele-statement-coatepeque-2025"
FOCUSED = "document.activeElement.dataset.event"


@pytest.fixture
def desk(served: str, browser: Browser) -> Iterator[Page]:
    """The relation's page on a desk; at the end nothing may have been complained about."""
    yield from _opened(browser, f"{served}/us-sv/", 1440)


@pytest.fixture
def phone(served: str, browser: Browser) -> Iterator[Page]:
    yield from _opened(browser, f"{served}/us-sv/", 390, has_touch=True, is_mobile=True)


def _opened(browser: Browser, address: str, width: int, **how: Any) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **how)
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    yield page
    page.wait_for_load_state("networkidle")
    context.close()
    assert [each for each in complaints if "ERR_FAILED" not in each] == []


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def until(page: Page, condition: Callable[[], Any]) -> None:
    """Wait for something of the page, for five seconds at most; the policy forbids Playwright's own way."""
    for _ in range(100):
        if condition():
            return
        page.wait_for_timeout(50)
    pytest.fail("what was waited for did not come")


def focus(page: Page) -> str:
    """The days that the figure shows, as the address may give them."""
    return str(page.get_attribute("#figure", "data-focus"))


def drawn(page: Page, before: str) -> str:
    """Wait until other days are drawn, and the address says which."""
    until(page, lambda: focus(page) != before and asked(page).get("focus") == [focus(page)])
    return focus(page)


def mark(page: Page, slug: str = COATEPEQUE) -> Any:
    return page.locator(f"#figure [data-event={slug}], #figure [data-events~={slug}]").first


def focus_on_a_mark(page: Page) -> str:
    """The slug of a mark that has the focus now."""
    found = page.locator("#figure a[data-event]").first
    found.focus()
    return str(found.get_attribute("data-event"))


def test_a_click_on_a_mark_opens_its_event_and_the_address_names_it(desk):
    mark(desk).click()
    expect(desk.locator("#panel h2")).to_be_visible()
    assert asked(desk)["event"]
    slug = asked(desk)["event"][0]
    expect(desk.locator("#figure [aria-current=true]").first).to_be_attached()
    desk.reload()
    assert asked(desk)["event"] == [slug]
    expect(desk.locator("#panel h2")).to_be_visible()


def test_going_back_closes_it_and_going_forward_opens_it_again(desk):
    mark(desk).click()
    expect(desk.locator("#panel h2")).to_be_visible()
    desk.go_back()
    expect(desk.locator("#panel")).to_be_hidden()
    assert "event" not in asked(desk)
    desk.go_forward()
    expect(desk.locator("#panel h2")).to_be_visible()


def test_enter_opens_a_mark_that_keeps_the_focus_and_escape_closes_and_returns_it(desk):
    slug = focus_on_a_mark(desk)
    desk.keyboard.press("Enter")
    expect(desk.locator("#panel h2")).to_be_visible()
    desk.wait_for_load_state("networkidle")
    assert asked(desk)["event"] == [slug]
    assert desk.evaluate(FOCUSED) == slug
    desk.locator("#panel .close").focus()
    desk.keyboard.press("Escape")
    expect(desk.locator("#panel")).to_be_hidden()
    until(desk, lambda: desk.evaluate(FOCUSED) == slug)


def test_arrows_walk_from_mark_to_mark_and_from_lane_to_lane(desk):
    focus_on_a_mark(desk)
    lane = "document.activeElement.dataset.lane"
    first = desk.evaluate(FOCUSED)
    desk.keyboard.press("ArrowRight")
    assert desk.evaluate(FOCUSED) != first
    desk.keyboard.press("ArrowLeft")
    assert desk.evaluate(FOCUSED) == first
    begun = desk.evaluate(lane)
    desk.keyboard.press("ArrowDown")
    assert desk.evaluate(lane) != begun
    desk.keyboard.press("ArrowUp")
    assert desk.evaluate(lane) == begun


def test_the_figure_is_one_stop_for_tab(desk):
    stops = desk.eval_on_selector_all("#figure a[data-lane]", "all => all.filter(each => each.tabIndex === 0).length")
    assert stops == 1
    assert desk.locator("#figure a[data-lane]").count() > 10


def days(shown: str) -> int:
    first, last = map(date.fromisoformat, shown.split("/"))
    return (last - first).days


def test_keys_zoom_and_pan_and_the_address_follows(desk):
    focus_on_a_mark(desk)
    begun = focus(desk)
    desk.keyboard.press("-")
    wider = drawn(desk, begun)
    assert days(wider) > days(begun)
    desk.keyboard.press("Shift+ArrowLeft")
    earlier = drawn(desk, wider)
    assert earlier < wider
    assert days(earlier) == days(wider)
    desk.keyboard.press("0")
    drawn(desk, earlier)
    expect(desk.locator("#zoom li:first-child [aria-current]")).to_be_attached()
    desk.go_back()  # what is looked at in a row is one step
    until(desk, lambda: focus(desk) == begun)
    assert "focus" not in asked(desk)


def test_z_zooms_into_a_box_of_several_events_and_the_figure_keeps_the_focus(desk):
    begun, box = focus(desk), desk.locator("#figure a.cluster").first
    inside = str(box.get_attribute("data-focus")).split("/")
    box.focus()
    desk.keyboard.press("z")
    first, last = drawn(desk, begun).split("/")
    assert first < inside[0] <= inside[1] < last
    assert days(f"{first}/{last}") < days(begun)
    assert desk.evaluate("figure.contains(document.activeElement)")


def test_keys_lead_on_where_the_mark_that_had_the_focus_is_gone(desk):
    begun = focus(desk)
    focus_on_a_mark(desk)
    desk.keyboard.press("t")
    today = drawn(desk, begun)
    desk.keyboard.press("+")
    assert days(drawn(desk, today)) < days(today)


def middle_of_plot(page: Page) -> tuple[float, float]:
    box = page.locator("#figure svg.plot").first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_drag_pans_and_opens_nothing(desk):
    x, y = middle_of_plot(desk)
    begun = focus(desk)
    desk.mouse.move(x, y)
    desk.mouse.down()
    desk.mouse.move(x + 120, y, steps=6)
    desk.mouse.up()
    earlier = drawn(desk, begun)
    assert earlier < begun
    assert days(earlier) == days(begun)
    expect(desk.locator("#panel")).to_be_hidden()


def test_what_is_drawn_moves_with_the_hand(desk):
    x, y = middle_of_plot(desk)
    found = desk.locator("#figure a[data-event]").first
    before = found.bounding_box()
    desk.mouse.move(x, y)
    desk.mouse.down()
    desk.mouse.move(x + 40, y, steps=4)
    until(desk, lambda: abs(found.bounding_box()["x"] - before["x"] - 40) < 2)
    desk.mouse.up()


def test_the_wheel_scrolls_the_page_and_zooms_with_control_alone(desk):
    x, y = middle_of_plot(desk)
    begun = focus(desk)
    desk.mouse.move(x, y)
    desk.mouse.wheel(0, 200)
    until(desk, lambda: desk.evaluate("scrollY > 0"))
    assert focus(desk) == begun
    desk.evaluate("scrollTo(0, 0)")
    desk.keyboard.down("Control")
    desk.mouse.wheel(0, -200)
    desk.keyboard.up("Control")
    assert days(drawn(desk, begun)) < days(begun)


def test_the_ends_of_the_brush_answer_to_arrows_and_say_their_day(desk):
    begun = focus(desk)
    end = desk.locator("#figure [data-end=from]")
    assert end.get_attribute("role") == "slider"
    before = end.get_attribute("aria-valuetext")
    end.focus()
    desk.keyboard.press("PageDown")
    wider = drawn(desk, begun)
    assert wider.split("/")[1] == begun.split("/")[1]
    assert days(wider) == days(begun) + 30
    assert end.get_attribute("aria-valuetext") != before
    assert desk.evaluate("document.activeElement.dataset.end") == "from"


def test_an_end_of_the_brush_can_be_dragged(desk):
    begun = focus(desk)
    box = desk.locator("#figure [data-end=from]").bounding_box()
    desk.mouse.move(box["x"] + 3, box["y"] + box["height"] / 2)
    desk.mouse.down()
    desk.mouse.move(box["x"] - 200, box["y"] + box["height"] / 2, steps=6)
    desk.mouse.up()
    wider = drawn(desk, begun)
    assert wider.split("/")[1] == begun.split("/")[1]
    assert days(wider) > 1000


def test_the_date_fields_are_an_equal_way(desk):
    desk.click("#days summary")
    first, last = desk.locator("#days input").all()
    assert f"{first.input_value()}/{last.input_value()}" == desk.get_attribute("#figure", "data-focus")
    first.fill("2019-01-01")
    last.fill("2020-12-31")
    desk.wait_for_url("**focus=2019-01-01%2F2020-12-31")
    expect(desk.locator("#figure")).to_have_attribute("data-focus", "2019-01-01/2020-12-31")


def test_a_preset_is_a_link_that_the_module_follows_in_place(desk):
    desk.evaluate("window.stays = true")
    desk.click("#zoom a >> nth=1")
    desk.wait_for_url("**focus=**")
    expect(desk.locator("#zoom li:nth-child(2) [aria-current]")).to_be_attached()
    assert desk.evaluate("window.stays") is True


def test_a_filter_narrows_figure_list_and_sentence_at_once(desk):
    all_marks = desk.locator("#figure a[data-lane]").count()
    desk.click("#menu-kind")
    desk.check("input[name=kind][value=visit]")
    expect(desk.locator("#shown")).to_contain_text("Shown: 10 events")
    assert desk.locator("tr.event").count() == 10
    assert desk.locator("#figure a[data-lane]").count() < all_marks
    assert desk.inner_text("#menu-kind") == "Visit"
    expect(desk.locator("#said")).to_contain_text("Shown: 10 events")
    desk.go_back()
    expect(desk.locator("#shown")).to_be_empty()
    assert not desk.is_checked("input[name=kind][value=visit]")


def test_a_slash_leads_to_the_search_which_answers_while_one_types(desk):
    desk.keyboard.press("/")
    desk.keyboard.type("coatepeque")
    desk.wait_for_url("**q=coatepeque")
    expect(desk.locator("#shown")).to_contain_text("Shown:")
    assert desk.evaluate("document.activeElement.id") == "q"
    assert desk.input_value("#q") == "coatepeque"
    desk.click("#shown a")
    expect(desk.locator("#shown")).to_be_empty()
    assert desk.input_value("#q") == ""


def test_escape_closes_a_menu_and_returns_to_it(desk):
    desk.click("#menu-person")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Escape")
    assert desk.locator("details[open]").count() == 0
    assert desk.evaluate("document.activeElement.id") == "menu-person"


def test_hovering_tells_more_after_a_moment(desk):
    mark(desk).hover()
    expect(desk.locator("#tooltip")).to_be_visible()
    assert desk.inner_text("#tooltip")
    desk.mouse.move(5, 5)
    expect(desk.locator("#tooltip")).to_be_hidden()


def test_a_failure_is_one_sentence_in_place_and_can_be_tried_again(desk):
    desk.route("**/us-sv/?*part=*", lambda route: route.abort())
    before = desk.inner_html("#figure")
    desk.click("#zoom a >> nth=0")
    expect(desk.locator("#failed")).to_contain_text("Could not reach the record at")
    assert desk.inner_html("#figure") == before
    desk.unroute("**/us-sv/?*part=*")
    desk.click("#failed button")
    expect(desk.locator("#failed")).to_be_hidden()
    expect(desk.locator("#zoom li:first-child [aria-current]")).to_be_attached()


def test_a_later_wish_outruns_an_earlier_one(desk):
    held: list[Any] = []
    desk.route("**/us-sv/?*kind=visit*part=*", lambda route: held.append(route))
    desk.click("#menu-kind")
    desk.check("input[name=kind][value=visit]")
    desk.uncheck("input[name=kind][value=visit]")
    desk.check("input[name=kind][value=call]")
    expect(desk.locator("#shown")).to_contain_text("Shown: 2 events")
    assert held
    assert desk.locator("tr.event").count() == 2


@pytest.mark.parametrize("width", [900, 1200, 1440, 1900])
def test_the_figure_fits_its_box_at_every_width(desk, width):
    desk.set_viewport_size({"width": width, "height": 900})
    until(desk, lambda: abs(desk.evaluate("stage.clientWidth - figure.dataset.width")) <= 24)
    assert desk.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_a_row_opens_a_sheet_and_close_returns_to_it(phone):
    assert not phone.is_visible("#figure")
    phone.tap(f"#event-{COATEPEQUE} h4 a")
    expect(phone.locator("#panel h2")).to_be_visible()
    assert asked(phone) == {"event": [COATEPEQUE]}
    phone.tap("#panel .close")
    expect(phone.locator("#panel")).to_be_hidden()
    until(phone, lambda: phone.evaluate("document.activeElement.closest('tr')?.id") == f"event-{COATEPEQUE}")


def test_on_a_phone_rows_can_be_hit_and_one_view_shows_at_a_time(phone):
    heights = phone.eval_on_selector_all("tr.event", "rows => rows.map(row => row.getBoundingClientRect().height)")
    assert min(heights) >= 44
    assert not phone.is_visible("#contradictions")
    phone.tap(".views a[href='#contradictions']")
    assert phone.is_visible("#contradictions")
    assert not phone.is_visible("#events")


def test_without_a_script_every_view_can_be_reached(served, browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{served}/us-sv/")
    page.click("#menu-kind")
    page.check("input[name=kind][value=visit]")
    page.click("form.filters button")
    assert asked(page) == {"kind": ["visit"]}
    assert page.locator("tr.event").count() == 10
    mark(page, "rubio-visit-el-salvador-2025").click()
    assert page.is_visible("#panel h2")
    page.click("#panel [rel=next]")
    page.click("#panel .close")
    assert not page.is_visible("#panel")
    page.click("#zoom a >> nth=0")
    assert asked(page)["kind"] == ["visit"]
    page.click("#days summary")
    page.fill("#days input >> nth=0", "2019-01-01")
    page.fill("#days input >> nth=1", "2020-12-31")
    page.click("form.filters button")
    assert focus(page) == "2019-01-01/2020-12-31"
    page.wait_for_load_state("networkidle")
    context.close()
