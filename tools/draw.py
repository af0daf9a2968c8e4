"""Draws the pictures of the modules that come with Luwes, from drawings/lessons.html into luwes/learning/reference/pictures."""

import io
import sys
from pathlib import Path

from browser import program
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "luwes" / "learning" / "reference" / "pictures"
SCALE = 2  # two dots to a point: sharp on a phone, no wider than a desk's column
COLOURS = 64


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program(),
            args=["--headless", "--no-sandbox", "--disable-gpu"],
        )
        page = browser.new_page(viewport={"width": 360, "height": 800}, device_scale_factor=SCALE)
        page.goto((ROOT / "tools" / "drawings" / "lessons.html").as_uri())
        for section in page.locator("section").all():
            name = section.get_attribute("id")
            drawn = Image.open(io.BytesIO(section.screenshot())).convert("RGB")
            drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(
                FOLDER / f"{name}.png", optimize=True
            )
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
