"""Every kind of page in a browser: no error, nothing from elsewhere, nothing cut, and nothing axe finds; and used.

It needs chromium and the packages playwright and axe-playwright-python: pip install 'slipstick[browser-tests]'.
"""

import os
import shutil
from threading import Thread

import pytest

from slipstick.site.make import make
from slipstick.site.serve import address, server

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

PAGES = (
    *("index.html", "kinds/gpu.html", "parts/a100-sxm-80gb.html", "parts/llama-3-1-8b.html", "formulas/index.html"),
    *("formulas/roofline.html", "kinds/numbers.html", "sheets/index.html", "sheets/latency.html"),
)
LOOKS = (("light", 1600), ("dark", 360))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    place = tmp_path_factory.mktemp("site") / "pages"
    make(str(place))
    return place


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as running:
        found = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module", params=["disk", "served"])
def root(request, site):
    if request.param == "disk":
        yield f"{site.as_uri()}/"
        return
    with server(str(site), 0) as serving:
        Thread(target=serving.serve_forever, args=(0.05,), daemon=True).start()
        yield address(serving)
        serving.shutdown()


@pytest.fixture
def opened(browser, root):
    """Opens a page in a look; what went wrong on the way is at the end an error."""
    wrong, contexts = [], []

    def open_(path, scheme="light", width=1600):
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme))
        page = contexts[-1].new_page()
        page.on("console", lambda told: wrong.append(told.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda asked: asked.url.startswith(root) or wrong.append(asked.url))
        page.goto(root + path)
        return page

    yield open_
    for each in contexts:
        each.close()
    assert wrong == []


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_axe_finds_nothing(opened, path, scheme, width):
    page = opened(path, scheme, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.Axe().run(page, options={"preload": False}).response["violations"]
    assert [(each["id"], [node["html"][:100] for node in each["nodes"]]) for each in found] == []


def test_a_list_is_searched_sorted_and_compared_and_its_address_says_so(opened):
    page = opened("kinds/gpu.html")
    page.get_by_label("Search").fill("h100")
    seen = page.locator("table.list tbody tr:visible")
    assert 1 < seen.count() < 30
    page.get_by_role("button", name="bandwidth").click()
    page.get_by_role("button", name="bandwidth").click()
    values = [row.split("\t")[3] for row in seen.all_inner_texts()]
    worth = [float(text.split()[0]) * {"GB/s": 1, "TB/s": 1000}[text.split()[1]] for text in values if text]
    assert worth == sorted(worth, reverse=True)
    page.get_by_label("Compare h100-sxm", exact=True).check()
    page.get_by_label("Compare h100-pcie", exact=True).check()
    again = opened(page.url.partition("/pages/")[2] or page.url.split("/", 3)[3])
    compared = again.get_by_role("group", name="Comparison")
    assert compared.locator("thead a").all_inner_texts() == ["h100-pcie", "h100-sxm"]
    assert again.get_by_label("Search").input_value() == "h100"


def test_a_formula_is_tried_with_units_sliders_and_what_is_wrong(opened):
    page = opened("formulas/roofline.html")
    place = page.locator("#attainable .try")
    assert place.locator("output").inner_text() == "attainable = 3.75 GFLOP/s"
    place.locator("input[type=text]").nth(2).fill("16")
    assert place.locator("output").inner_text() == "attainable = 17.6 GFLOP/s"
    place.get_by_label("unit of peak").select_option("TFLOP/s")
    assert place.locator("output").inner_text() == "attainable = 240 GFLOP/s"
    place.locator("input[type=text]").nth(0).fill("-1")
    assert place.locator("output").inner_text() == "peak: expected at least 0"
    place.locator("input[type=text]").nth(0).fill("1")
    place.get_by_label("slide intensity").focus()
    page.keyboard.press("End")
    assert place.locator("output").inner_text() == "attainable = 1 TFLOP/s"


def test_a_roofline_is_asked_by_keys_pointer_and_own_points(opened):
    page = opened("parts/a100-sxm-80gb.html#points=12 20e12")
    place = page.locator(".roofline")
    assert "81.74 % of the roof" in place.inner_text()
    assert place.locator("circle.mine").count() == 1
    page.get_by_label("Intensity").focus()
    page.keyboard.press("End")
    assert "1000 FLOP/B: at most 312 TFLOP/s, limited by arithmetic" in place.inner_text()
    place.locator("svg").hover(position={"x": 200, "y": 100})
    assert "limited by memory" in place.inner_text()
