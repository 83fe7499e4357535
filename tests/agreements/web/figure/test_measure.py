"""How wide a text may get."""

from playwright.sync_api import Browser

from agreements.web.figure.measure import fitting, width

SAMPLES = (
    "3 Feb Bukele at Coatepeque",
    "13–16 Mar reported call, first transfers",
    "agreed in principle 13 Nov 2025, signed 29 Jan 2026",
    "WWWWWWWWMMMMMM",
    "Illinois, till 11.11.1911",
    "15 ene – 24 abr 2025: 35 hechos",
    "no rige según la Asamblea Legislativa de El Salvador; «señal» ñandú",
)
MEASURED = """([texts, font]) => {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  return texts.map((text) => pen.measureText(text).width);
}"""


def test_no_common_font_is_wider_than_estimated(browser: Browser):
    page = browser.new_page()
    for bold in (False, True):
        for face in ("DejaVu Sans", "Liberation Sans", "sans-serif"):
            font = f'{"bold " if bold else ""}11px "{face}"'
            drawn = page.evaluate(MEASURED, [list(SAMPLES), font])
            for text, real in zip(SAMPLES, drawn, strict=True):
                assert real <= width(text, 11, bold=bold), f"{text!r} in {font}"
    page.close()


def test_a_width_grows_with_size_and_weight():
    assert width("Feb", 22) == 2 * width("Feb", 11) < width("Feb", 22, bold=True)
    assert width("") == 0


def test_the_first_text_that_fits_is_taken():
    texts = ["in force since 1 March 2006", "in force", ""]
    assert fitting(texts, 1000) == texts[0]
    assert fitting(texts, width("in force")) == "in force"
    assert fitting(texts, width("in force") - 0.1) == ""
