"""How a page is looked at for barriers: axe, sizes of what one taps, room for text, structure; and the report."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.conftest import ROOT

SIZES = ((320, 700), (768, 1024), (1280, 900))
KIOSK = (1080, 1920)
THEMES = ("light", "dark")
REPORT = ROOT / "build" / "accessibility.md"
ROWS = REPORT.with_suffix("")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]

# What stems from Streamlit's own pages and cannot be mended here, by axe's rule, each with its reason. None so far.
NOT_OURS: dict[str, str] = {}

# A page stands still once the run has ended, nothing of the page before is left and nothing has changed for a while.
QUIET = """() => new Promise((done) => {
  let last, since = performance.now(), began = since;
  const look = () => {
    const app = document.querySelector("[data-testid=stApp]");
    const busy = app && app.dataset.testScriptState !== "notRunning"
      || document.querySelector("[data-stale=true], [data-testid=stSkeleton]")
      || app && !document.querySelector(".foot")
      || document.getAnimations().some((one) => one.playState === "running" && one.effect?.getTiming().iterations < 99);
    const now = performance.now(), seen = document.querySelectorAll("*").length;
    if (busy || seen !== last) { since = now; last = seen; }
    if (now - since > 80 || now - began > 8000) done();
    else setTimeout(look, 30);
  };
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
LEAST, LEAST_MAIN = 24, 44
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
CUT_OFF = """() => [...document.querySelectorAll("main *")].filter((one) => {
  const style = getComputedStyle(one);
  if (!one.innerText?.trim() || one.clientWidth < 4 || !one.checkVisibility({ visibilityProperty: true })) return false;
  const [x, y] = [style.overflowX, style.overflowY].map((way) => way === "hidden" || way === "clip");
  return x && one.scrollWidth > one.clientWidth + 1 || y && one.scrollHeight > one.clientHeight + 1;
}).map((one) => `${one.tagName}.${one.className} “${one.innerText.slice(0, 60)}”`)"""
STRUCTURE = """() => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true });
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(shown).map((one) => +one.tagName[1]);
  return {
    h1: levels.filter((level) => level === 1).length,
    skips: levels.filter((level, place) => level > (levels[place - 1] ?? 0) + 1).length,
    lang: document.documentElement.lang, title: document.title,
    mains: document.querySelectorAll("main").length,
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


def look(page: Page, sizes: Iterable[tuple[int, int]]) -> tuple[list[str], dict[str, Any]]:
    """Look at the page as it stands in every size and theme: what is wrong, and what was measured."""
    wrong: list[str] = []
    smallest = smallest_main = 9999.0
    looks = 0
    for size in sizes:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            settle(page)
            # A theme changes colours and nothing else.
            found = violations(page, None if theme == THEMES[0] else COLOUR_RULES)
            wrong += [f"{size[0]} px, {theme}: {one}" for one in found]
            looks += 1
        if (width := page.evaluate(WIDTH)) > size[0]:
            wrong.append(f"{size[0]} px: the page is {width} px wide")
        for target in page.evaluate(TARGETS, MAIN):
            side = min(target["width"], target["height"])
            least = LEAST_MAIN if target["main"] else LEAST
            # Half a pixel is lost where a size in rem is not a whole number of pixels.
            if side < least - 0.5:
                measured = f"{target['width']:.0f} × {target['height']:.0f}"
                wrong.append(f"{size[0]} px: {target['name']} is {measured}, not {least}")
            smallest = min(smallest, side)
            smallest_main = min(smallest_main, side if target["main"] else 9999)
    return wrong, {"looks": looks, "smallest": round(smallest), "smallest_main": round(smallest_main)}


def spaced_out(page: Page, sizes: Iterable[tuple[int, int]]) -> list[str]:
    """What is cut off or runs out of the page with the text spacing of WCAG 1.4.12."""
    wrong: list[str] = []
    for size in sizes:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        settle(page)
        before = set(page.evaluate(CUT_OFF))
        style = page.add_style_tag(content=SPACED)
        settle(page)
        cut = [one for one in page.evaluate(CUT_OFF) if one not in before]
        wrong += [f"{size[0]} px, text spaced out: cut off: {one}" for one in cut]
        if (width := page.evaluate(WIDTH)) > size[0]:
            wrong.append(f"{size[0]} px, text spaced out: the page is {width} px wide")
        style.evaluate("one => one.remove()")
    return wrong


def structure(page: Page) -> tuple[list[str], dict[str, Any]]:
    """What is wrong with headings, landmarks, language, tables and figures; and what was found."""
    found: dict[str, Any] = page.evaluate(STRUCTURE)
    wrong = [
        text for text, bad in (
            (f"{found['h1']} headings of level 1", found["h1"] != 1),
            (f"{found['skips']} headings that skip a level", found["skips"]),
            (f"{found['mains']} main landmarks", found["mains"] != 1),
            (f"language '{found['lang']}'", found["lang"] != "en"),
            ("no title", not found["title"].strip()),
            (f"{found['tables']} tables without caption or real headers", found["tables"]),
            (f"{found['figures']} figures without a name, words or table", found["figures"]),
            (f"ids that stand twice: {found['ids']}", found["ids"]),
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
