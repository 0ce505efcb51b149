"""Pictures of the aid for the README, made anew: `make screenshots` writes docs/screenshots/*.png."""

from __future__ import annotations

import os
from typing import Literal, NamedTuple

from playwright.sync_api import sync_playwright

from tests.accessibility import settle
from tests.conftest import CHROMIUM_FLAGS, ROOT, STILL, free_port, serving, uvicorn

FOLDER = ROOT / "docs" / "screenshots"


class Shot(NamedTuple):
    """One picture: what is shown and opened, on what screen, and how large the picture is against the screen."""

    address: str
    width: int
    height: int
    scale: float = 1
    theme: Literal["light", "dark"] = "light"
    text: str = "normal"
    start: str = "h1"
    opened: str = ""


SHOTS = {
    "self-desktop": Shot("side_effects?mode=self", 1280, 900, 0.75, start="#topic-1"),
    "self-phone": Shot("side_effects?mode=self", 390, 844),
    "self-phone-dark-largest": Shot("help_now?mode=self", 390, 844, theme="dark", text="largest"),
    "clinic": Shot("options?mode=clinic", 1280, 800, 0.75, opened=".st-key-rows [role=radio]", start=".st-key-rows"),
    "kiosk": Shot("?mode=kiosk", 1080, 1920, 0.4),
}


def main() -> None:
    """Serve the aid, visit it as each shot says, and keep the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    port = free_port()
    with serving(*uvicorn(port), port=port) as address, sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        for name, shot in SHOTS.items():
            context = browser.new_context(
                viewport={"width": shot.width, "height": shot.height}, device_scale_factor=shot.scale,
                color_scheme=shot.theme, reduced_motion="reduce",
            )
            page = context.new_page()
            page.goto(f"{address}/{shot.address}")
            page.wait_for_selector(STILL, state="attached")
            settle(page)
            if shot.text != "normal":
                page.locator(".comfort .opens").click()
                page.locator(f".comfort input[value={shot.text}]").check()
                page.keyboard.press("Escape")
            if shot.opened:
                page.locator(shot.opened).nth(1).click()
                page.wait_for_selector(STILL, state="attached")
                settle(page)
            if shot.start != "h1":
                page.locator(shot.start).first.evaluate("one => one.scrollIntoView()")
            settle(page)
            page.screenshot(path=FOLDER / f"{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
