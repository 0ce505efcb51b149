"""`make bench`: measure this app beside the two floors, turn about on one machine, and say how they compare."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from bench import readers, visits
from bench.contenders import ALL, OURS, STOCK, TUNED, Contender, serve
from decision_aid.figures import figure
from decision_aid.kept_content import load

# How many readers one process is to hold.
ASKED = 600
LEVELS = (100, 200, 300, 450, 600, 900, 1200)
Table = dict[str, dict[str, list[float]]]


def main() -> int:
    """Measure, print the table, write JSON and RESULTS.md."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured, turn about")
    parser.add_argument("--seconds", type=float, default=15, help="how long each crowd is counted")
    parser.add_argument("--levels", type=int, nargs="*", default=LEVELS, help="how many readers at once")
    parser.add_argument("--out", type=Path, default=Path("bench/results.json"))
    given = parser.parse_args()
    began = datetime.now(UTC)
    found: dict[str, Any] = {"machine": machine(), "date": f"{began:%Y-%m-%d %H:%M} UTC", "rounds": given.rounds}
    numbers: Table = {contender.name: {} for contender in ALL}
    pages: dict[str, Any] = {}
    with visits.chromium() as browser:
        for turn in range(given.rounds):
            for contender in (*ALL[turn % 3:], *ALL[:turn % 3]):
                say(f"round {turn + 1}: {contender.name}")
                measured, of_pages = one_round(browser, contender)
                for name, value in measured.items():
                    numbers[contender.name].setdefault(name, []).append(value)
                pages[contender.name] = of_pages
    found["numbers"], found["pages"] = numbers, pages
    found["crowds"] = {contender.name: crowds(contender, given.levels, given.seconds) for contender in ALL}
    found["load_average"] = os.getloadavg()
    content = load()
    pictures = [figure(outcome, content.interface.figures).svg for outcome in content.outcomes.values()]
    found["largest_figure_bytes"] = max(len(svg.encode()) for svg in pictures if svg)
    given.out.write_text(json.dumps(found, indent=1), encoding="utf-8")
    table = as_markdown(found)
    given.out.with_name("RESULTS.md").write_text(table, encoding="utf-8")
    sys.stdout.write(f"{table}\n{json.dumps(found)}\n")
    return 0


def one_round(browser: Any, contender: Contender) -> tuple[dict[str, float], dict[str, Any]]:
    """Everything but crowds, once, on a fresh process."""
    measured: dict[str, float] = {}
    with serve(contender) as served:
        measured["start_ms"] = 1000 * served.start_seconds
        visits.first_visit(browser, served)  # what the server makes at its first visit is made; the browser is warm
        fast = visits.first_visit(browser, served)
        measured["first_visit_ms"], measured["first_visit_bytes"] = fast["heading_ms"], fast["bytes"]
        turned = visits.turns(browser, contender, served)
        headed, whole = zip(*turned.values(), strict=True)
        measured["turn_ms"], measured["slowest_turn_ms"] = median(headed), max(headed)
        measured["whole_turn_ms"], measured["slowest_whole_turn_ms"] = median(whole), max(whole)
        slow = visits.first_visit(browser, served, slow=True, words=contender is OURS)
        measured["slow_first_visit_ms"], measured["slow_second_visit_ms"] = slow["heading_ms"], slow["second_ms"]
        if contender is OURS:
            measured["slow_first_words_ms"] = slow["first_words_ms"]
            measured["slow_booklet_ms"] = visits.booklet(browser, served)
    with serve(contender) as served:
        of_pages = readers.per_page(contender, served)
        measured["run_cpu_ms"] = median(page["cpu_ms"] for page in of_pages.values())
        measured["slowest_run_cpu_ms"] = max(page["cpu_ms"] for page in of_pages.values())
        measured["turn_bytes"] = median(page["bytes"] for page in of_pages.values())
        packed = readers.per_page(contender, served, packed=True)
        measured["packed_run_cpu_ms"] = median(page["cpu_ms"] for page in packed.values())
    with serve(contender) as served:
        held = readers.memory(served)
        measured["process_mib"], measured["session_kib"] = held["process_mib"], held["session_kib"]
    return measured, of_pages


def crowds(contender: Contender, levels: tuple[int, ...], seconds: float) -> list[dict[str, Any]]:
    """More and more readers, until nineteen in twenty no longer turn a page within a second; ours, up to ASKED."""
    found = []
    for level in levels:
        with serve(contender) as served:
            begun, cpu = time.perf_counter(), served.cpu_seconds()
            one = readers.crowd(contender, served, level, seconds)
            one["server_cpu_share"] = (served.cpu_seconds() - cpu) / (time.perf_counter() - begun)
            one["process_mib"] = served.memory_kib() / 1024
        say(f"{contender.name}, {level} readers: p50 {one['p50_ms']:.0f} ms, p95 {one['p95_ms']:.0f} ms, "
            f"{one['errors']} errors")
        found.append(one)
        if not held([one]) and (contender is not OURS or level >= ASKED):
            break
    return found


def held(crowds: list[dict[str, Any]]) -> int:
    """The largest crowd of which nineteen in twenty turn a page within a second, without an error."""
    kept = [one["readers"] for one in crowds if one["p95_ms"] <= 1000 * readers.SLOW and not one["errors"]]
    return max(kept, default=0)


def machine() -> str:
    """What this was measured on."""
    model = next((line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} × {model}, {platform.system()} {platform.release()}, Python {platform.python_version()}"


ROWS: tuple[tuple[str, str, Callable[[float], str]], ...] = (
    ("start_ms", "start of the process to first page served, ms", "{:.0f}".format),
    ("first_visit_ms", "first visit, cold, to heading, ms", "{:.0f}".format),
    ("first_visit_bytes", "first visit, bytes", "{:,.0f}".format),
    ("turn_ms", "page turn, to the heading, median of the walk, ms", "{:.0f}".format),
    ("slowest_turn_ms", "page turn, to the heading, slowest page, ms", "{:.0f}".format),
    ("whole_turn_ms", "page turn, to the whole page, median, ms", "{:.0f}".format),
    ("slowest_whole_turn_ms", "page turn, to the whole page, slowest page, ms", "{:.0f}".format),
    ("run_cpu_ms", "CPU of a script run, median page, ms", "{:.1f}".format),
    ("slowest_run_cpu_ms", "CPU of a script run, slowest page, ms", "{:.1f}".format),
    ("packed_run_cpu_ms", "CPU of a script run, median page, on a packed line as in browsers, ms", "{:.1f}".format),
    ("turn_bytes", "bytes of a page turn before packing, median page", "{:,.0f}".format),
    ("process_mib", "memory of the process, MiB", "{:.0f}".format),
    ("session_kib", "memory of an open session, KiB", "{:.0f}".format),
    ("slow_first_words_ms", "1.6 Mbit/s: first words, ms", "{:.0f}".format),
    ("slow_first_visit_ms", "1.6 Mbit/s: first visit to heading, ms", "{:.0f}".format),
    ("slow_second_visit_ms", "1.6 Mbit/s: second visit to heading, ms", "{:.0f}".format),
    ("slow_booklet_ms", "1.6 Mbit/s: the whole booklet, ms", "{:.0f}".format),
)


def as_markdown(found: dict[str, Any]) -> str:
    """The last run as a table: medians with their spread, and ratios with the spread of the rounds' ratios."""
    numbers: Table = found["numbers"]
    lines = [
        "# What `make bench` measured last",
        "",
        f"{found['date']}, {found['machine']}, {found['rounds']} rounds turn about. Median (lowest to highest). "
        f"Ratios are of the rounds' pairs. Load average at the end: {found['load_average'][0]:.1f}.",
        "",
        *head("", *(contender.name for contender in ALL), "ours ÷ tuned", "ours ÷ stock"),
    ]
    for key, name, spell in ROWS:
        cells = [spread(numbers[contender.name].get(key, []), spell) for contender in ALL]
        ratios = [spread(ratio(numbers, key, other), "{:.2f}".format) for other in (TUNED, STOCK)]
        lines.append(row(name, *cells, *ratios))
    lines += ["", "Readers who turn a page every 5 s:", ""]
    lines += head("readers", *(f"{contender.name}: p50 / p95 ms, errors" for contender in ALL))
    by_level = {name: {one["readers"]: one for one in crowds} for name, crowds in found["crowds"].items()}
    for level in sorted({level for levels in by_level.values() for level in levels}):
        lines.append(row(str(level), *(waited(by_level[contender.name].get(level)) for contender in ALL)))
    most = ", ".join(f"{name} {held(crowds)}" for name, crowds in found["crowds"].items())
    lines += ["", f"Held (p95 within one second, no error): {most}.", ""]
    lines += [f"Largest figure: {found['largest_figure_bytes']:,} bytes.", ""]
    lines += ["CPU of a script run and bytes of a page turn, by page:", "", *head("page", "CPU, ms", "bytes")]
    for page, one in found["pages"][OURS.name].items():
        lines.append(row(page, f"{one['cpu_ms']:.1f}", f"{one['bytes']:,.0f}"))
    return "\n".join(lines) + "\n"


def row(*cells: str) -> str:
    """One line of a table."""
    return f"| {' | '.join(cells)} |"


def head(*cells: str) -> tuple[str, str]:
    """The first two lines of a table."""
    return row(*cells), row(*("---" for _ in cells))


def waited(crowd: dict[str, Any] | None) -> str:
    """How long a crowd waited."""
    return f"{crowd['p50_ms']:.0f} / {crowd['p95_ms']:.0f}, {crowd['errors']}" if crowd else "–"


def spread(values: list[float], spell: Callable[[float], str]) -> str:
    """A median with the lowest and highest."""
    return f"{spell(median(values))} ({spell(min(values))} to {spell(max(values))})" if values else "–"


def ratio(numbers: Table, key: str, other: Contender) -> list[float]:
    """Ours by another's, round for round."""
    ours, theirs = numbers[OURS.name].get(key, []), numbers[other.name].get(key, [])
    return [mine / its for mine, its in zip(ours, theirs, strict=False) if its]


def say(text: str) -> None:
    """How far it is."""
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
