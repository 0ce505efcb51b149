"""How a page is looked at for barriers: axe, sizes of what one taps, room for text, structure; and the report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.conftest import ROOT

SIZES = ((320, 700), (768, 1024), (1280, 900))
KIOSK = (1080, 1920)
# A screen of 1280 by 1024 at 400 %.
ZOOMED = (320, 256)
THEMES = ("light", "dark")
REPORT = ROOT / "build" / "accessibility.md"
ROWS = REPORT.with_suffix("")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
LEAST, LEAST_MAIN, LEAST_MAIN_IN_KIOSK = 24, 44, 80

# What stems from Streamlit's own pages and cannot be mended here, by axe's rule, each with its reason. None so far.
NOT_OURS: dict[str, str] = {}

# A page stands still once the run has ended, nothing of the page before is left and nothing has changed for a while.
QUIET = """() => new Promise((done) => {
  let last, since = performance.now(), began = since;
  const look = () => {
    const app = document.querySelector("[data-testid=stApp]");
    const busy = app && app.dataset.testScriptState !== "notRunning"
      || document.querySelector("[data-stale=true], [data-testid=stSkeleton]")
      || app && !document.querySelector(".foot, .st-key-staff")
      || document.getAnimations().some((one) => one.playState === "running" && one.effect?.getTiming().iterations < 99);
    const now = performance.now(), seen = document.querySelectorAll("*").length;
    if (busy || seen !== last) { since = now; last = seen; }
    if (now - since > 80 || now - began > 8000) done();
    else setTimeout(look, 30);
  };
  look();
})"""
THEMED = """(theme) => new Promise((done) => {
  const app = document.querySelector("[data-testid=stApp]"), began = performance.now();
  const look = () => !app || getComputedStyle(app).colorScheme === theme || performance.now() - began > 3000
    ? requestAnimationFrame(() => done()) : setTimeout(look, 10);
  look();
})"""
AXE = """async ([tags, rules]) => {
  const found = await axe.run(document, rules
    ? { resultTypes: ["violations"], runOnly: { type: "rule", values: rules } }
    : { resultTypes: ["violations"], runOnly: tags, rules: { "target-size": { enabled: true } } });
  const told = (node) => `${node.target.join(" ")}: ${node.html.slice(0, 120)} (${node.any[0]?.message ?? ""})`;
  return found.violations.map(({ id, help, nodes }) => ({ id, help, places: nodes.map(told) }));
}"""
WIDTH = "Math.max(...['html', '[data-testid=stMain]'].map(s => document.querySelector(s)?.scrollWidth ?? 0))"
# A link within a sentence may be as high as its line (WCAG 2.5.8); a box is hit by its label too.
TARGETS = """(main) => [...document.querySelectorAll("main :is(a, button, summary, input, [role=radio])")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("[inert]"))
  .map((one) => [one, one.matches("input") ? one.closest("label") ?? one : one])
  .map(([one, hit]) => {
    const { width, height } = hit.getBoundingClientRect();
    const alone = hit.parentElement.innerText.trim() === hit.innerText.trim();
    const inSentence = getComputedStyle(hit).display === "inline" && !alone;
    const text = (hit.innerText || one.name || "").trim().slice(0, 40);
    const name = `${hit.tagName.toLowerCase()}.${hit.className} “${text}”`;
    return { name, width, height, inSentence, main: hit.matches(main) };
  }).filter(({ width, height, inSentence }) => width > 1 && height > 1 && !inSentence)"""
# What steers the aid: everything but words explained, sources, and lists of links.
MAIN = (
    "button:not(.term), label, [data-testid=stPageLink-NavLink], summary[class*=st-], [data-testid=stTextInput] input"
)
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
CUT_OFF = """() => [...document.querySelectorAll("main *")].filter((one) => {
  const style = getComputedStyle(one);
  if (!one.innerText?.trim() || one.clientWidth < 4 || !one.checkVisibility({ visibilityProperty: true })) return false;
  const [x, y] = [style.overflowX, style.overflowY].map((way) => way === "hidden" || way === "clip");
  return x && one.scrollWidth > one.clientWidth + 1 || y && one.scrollHeight > one.clientHeight + 1;
}).map((one) => `${one.tagName}.${one.className} “${one.innerText.slice(0, 60)}”`)"""
# 70 letters of the aid's font are about 33 times as wide as its size.
LONGEST_LINE = 34
LONG_LINES = """(most) => [...document.querySelectorAll("main :is(p, li, dd)")].filter((one) =>
  one.checkVisibility() && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
  && one.clientWidth > most * parseFloat(getComputedStyle(one).fontSize)
).map((one) => one.innerText.slice(0, 60))"""
# What lies over the text at the window's top and foot, wherever the reader has scrolled to.
STAYS = """() => {
  const main = document.querySelector("[data-testid=stMain]");
  main?.scrollTo(0, 400);
  const boxes = [...document.querySelectorAll("main *, body > *")].filter((one) => {
    const { position } = getComputedStyle(one);
    return ["fixed", "sticky"].includes(position) && !one.closest("dialog, [popover]")
      && one.checkVisibility({ visibilityProperty: true });
  }).map((one) => one.getBoundingClientRect())
    .filter(({ top, bottom, height, width }) => height > 4 && width > 40 && (top <= 1 || bottom >= innerHeight - 1));
  const taken = boxes.reduce((sum, { top, bottom }) => sum + Math.min(bottom, innerHeight) - Math.max(top, 0), 0);
  main?.scrollTo(0, 0);
  return taken;
}"""
STRUCTURE = """() => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true });
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(shown).map((one) => +one.tagName[1]);
  return {
    h1: levels.filter((level) => level === 1).length,
    skips: levels.filter((level, place) => level > (levels[place - 1] ?? 0) + 1).length,
    lang: document.documentElement.lang, title: document.title,
    mains: document.querySelectorAll("main").length,
    moving: document.getAnimations().map((one) => one.animationName ?? one.transitionProperty),
    tables: [...document.querySelectorAll("main table")].filter((table) => !table.caption?.textContent.trim()
      || [...table.querySelectorAll("thead th")].some((th) => th.scope !== "col")
      // The caption of a table with a single row names that row.
      || table.tBodies[0]?.rows.length > 1
        && [...table.querySelectorAll("tbody tr")].some((row) => !row.querySelector("th[scope^=row]"))).length,
    figures: [...document.querySelectorAll("main svg.people")].filter((one) => {
      const figure = one.closest(".figure");
      return one.getAttribute("role") !== "img" || !one.getAttribute("aria-label")
        || !figure.querySelector(".groups p") || !figure.querySelector(".as-table table");
    }).length,
    ids: [...document.querySelectorAll("[id]")].map((one) => one.id)
      .filter((id, place, all) => all.indexOf(id) !== place),
    // The page's own top needs no id.
    nowhere: [...document.querySelectorAll("main a[href^='#']:not([href='#top'])")].filter(shown)
      .map((one) => one.hash.slice(1)).filter((place) => !document.getElementById(decodeURIComponent(place))),
  };
}"""


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def settle(page: Page) -> None:
    """Wait until the page stands still."""
    page.evaluate(QUIET)


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds by these rules, or by all, each with where it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    found: list[dict[str, Any]] = page.evaluate(AXE, [TAGS, rules])
    return [f"{one['id']}: {one['help']}: {one['places']}" for one in found if one["id"] not in NOT_OURS]


def look(
    page: Page, sizes: Iterable[tuple[int, int]], least_main: int = LEAST_MAIN, spaced: bool = False
) -> tuple[list[str], dict[str, Any]]:
    """Look at the page as it stands in every size and theme.

    Args:
        page: the page, standing still.
        sizes: of the window.
        least_main: how large whatever steers the aid must be, in px.
        spaced: whether it must also bear the text spacing of WCAG 1.4.12.

    Returns:
        What is wrong, and what was measured.
    """
    wrong: list[str] = []
    smallest = smallest_main = 9999.0
    looks = 0
    for size in sizes:
        page.emulate_media(color_scheme=THEMES[0])  # type: ignore[arg-type]
        page.set_viewport_size({"width": size[0], "height": size[1]})
        settle(page)
        for theme in THEMES:
            if theme != THEMES[0]:
                page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
                page.evaluate(THEMED, theme)
            # A theme changes colours and nothing else.
            found = violations(page, None if theme == THEMES[0] else COLOUR_RULES)
            wrong += [f"{size[0]} px, {theme}: {one}" for one in found]
            looks += 1
        wrong += _too_wide(page, size)
        wrong += [f"{size[0]} px: long lines: {one}" for one in page.evaluate(LONG_LINES, LONGEST_LINE)]
        for target in page.evaluate(TARGETS, MAIN):
            side = min(target["width"], target["height"])
            least = least_main if target["main"] else LEAST
            # Half a pixel is lost where a size in rem is not a whole number of pixels.
            if side < least - 0.5:
                measured = f"{target['width']:.0f} × {target['height']:.0f}"
                wrong.append(f"{size[0]} px: {target['name']} is {measured}, not {least}")
            smallest = min(smallest, side)
            smallest_main = min(smallest_main, side if target["main"] else 9999)
        wrong += _spaced_out(page, size) if spaced else []
    return wrong, {"looks": looks, "smallest": round(smallest), "smallest_main": round(smallest_main)}


def _too_wide(page: Page, size: tuple[int, int], how: str = "") -> list[str]:
    width = page.evaluate(WIDTH)
    return [f"{size[0]} × {size[1]} px{how}: the page is {width} px wide"] if width > size[0] else []


def _spaced_out(page: Page, size: tuple[int, int]) -> list[str]:
    """What is cut off or runs out of the page with the text spacing of WCAG 1.4.12."""
    before = set(page.evaluate(CUT_OFF))
    style = page.add_style_tag(content=SPACED)
    cut = [f"{size[0]} px, text spaced out: cut off: {one}" for one in page.evaluate(CUT_OFF) if one not in before]
    cut += _too_wide(page, size, ", text spaced out")
    style.evaluate("one => one.remove()")
    return cut


def zoomed(page: Page) -> list[str]:
    """What is wrong at 400 % zoom: the page runs out of the window, or what stays in sight leaves no room to read."""
    page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
    settle(page)
    wrong = _too_wide(page, ZOOMED)
    if (kept := page.evaluate(STAYS)) > ZOOMED[1] / 2:
        wrong.append(f"at 400 %: what stays in sight takes {kept:.0f} of {ZOOMED[1]} px")
    return wrong


def in_forced_colours(page: Page) -> list[str]:
    """What axe finds of contrast where the device sets all colours."""
    page.emulate_media(forced_colors="active")
    wrong = [f"forced colours: {one}" for one in violations(page, COLOUR_RULES)]
    page.emulate_media(forced_colors="none")
    return wrong


def nameless(page: Page) -> list[str]:
    """What can be used or seen and has no name in the accessibility tree."""
    tree = page.locator("body").aria_snapshot()
    kinds = "button|link|checkbox|radio|switch|combobox|textbox|img|table|navigation|radiogroup|dialog"
    return [f"in the accessibility tree: {one.strip()}" for one in re.findall(rf"^\s*- (?:{kinds})\s*:?$", tree, re.M)]


def structure(page: Page) -> tuple[list[str], dict[str, Any]]:
    """What is wrong with headings, landmarks, language, tables and figures; and what was found."""
    found: dict[str, Any] = page.evaluate(STRUCTURE)
    wrong = nameless(page) + [
        text for text, bad in (
            (f"{found['h1']} headings of level 1", found["h1"] != 1),
            (f"{found['skips']} headings that skip a level", found["skips"]),
            (f"{found['mains']} main landmarks", found["mains"] != 1),
            (f"language '{found['lang']}'", found["lang"] != "en"),
            ("no title", not found["title"].strip()),
            (f"moving: {found['moving']}", found["moving"]),
            (f"{found['tables']} tables without caption or real headers", found["tables"]),
            (f"{found['figures']} figures without a name, words or table", found["figures"]),
            (f"ids that stand twice: {found['ids']}", found["ids"]),
            (f"links that lead nowhere on the page: {found['nowhere']}", found["nowhere"]),
        ) if bad
    ]
    return wrong, found


def note(group: str, name: str, wrong: list[str], measured: dict[str, Any]) -> None:
    """Keep what was seen for the report."""
    ROWS.mkdir(parents=True, exist_ok=True)
    row = {"group": group, "name": name, "wrong": wrong, **measured}
    (ROWS / f"{group}-{name.replace('/', '_')}.json").write_text(json.dumps(row), encoding="utf-8")


def write_report() -> Path | None:
    """One Markdown page of all that was looked at in this run; None where nothing was."""
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(ROWS.glob("*.json"))]
    if not rows:
        return None
    total = sum(row.get("looks", 0) for row in rows)
    lines = [
        "# Accessibility, as last measured", "",
        f"axe-core with WCAG 2.0 to 2.2, A and AA, and best practices: {total} looks at {len(rows)} pages and states, "
        f"{sum(len(row['wrong']) for row in rows)} problems. Themes: {', '.join(THEMES)}. "
        f"Widths: {', '.join(str(width) for width, _ in SIZES)} px, and {KIOSK[0]} × {KIOSK[1]} for the kiosk. "
        "Each page was also looked at with the text spacing of WCAG 1.4.12, at 400 % zoom "
        f"({ZOOMED[0]} × {ZOOMED[1]} px), in forced colours, for motion, headings, landmarks, title, language, tables, "
        "figures and names in the accessibility tree. "
        "Sizes are those of the smallest thing to tap, and of the smallest that steers the aid, in px.", "",
        f"Not ours to mend: {'; '.join(f'{rule}: {why}' for rule, why in NOT_OURS.items()) or 'nothing'}.", "",
        "| Mode or state | Page | Looks | Smallest | Smallest main | Problems |", f"|{' --- |' * 6}",
    ]
    for row in rows:
        sizes = [str(row.get(name, "")) for name in ("smallest", "smallest_main")]
        lines.append(
            f"| {row['group']} | {row['name']} | {row.get('looks', '')} | {' | '.join(sizes)} | "
            f"{'<br>'.join(row['wrong']) or 'none'} |"
        )
    REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return REPORT
