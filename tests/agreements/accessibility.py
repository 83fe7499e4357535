"""What would keep somebody out of a page, as axe-core finds it (WCAG 2.2 A and AA, and good practice)."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = (
    (1440, "light"),
    (1440, "dark"),
    (390, "light"),
    (390, "dark"),
)


def barriers(page: Page, address: str) -> list[str]:
    """Each violation with the first element it is about, at a desk and on a phone, by day and by night."""
    found = []
    for width, theme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        page.goto(address)
        for each in Axe().run(page).response["violations"]:
            target = each["nodes"][0]["target"]
            found.append(f"{address} {width} {theme}: {each['id']} ({each['impact']}) at {target}: {each['help']}")
    return found
