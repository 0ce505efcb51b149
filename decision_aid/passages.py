"""Every passage of the content that a reader may meet, with the file and line it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decision_aid.cross_checks import every_value
from decision_aid.schema import Passage, PassageKind
from decision_aid.source_files import Place, Source

# Keys whose values no reader sees as words: ids, and words chosen from a fixed list.
_MACHINE = frozenset(
    "id references claims repeats outcomes pages page sheet about certainty verdict flags kind seen issued checked_on"
    " review_by no_link shown_as worked_out urgent not_known folded language words_a_minute per answer rule test tests"
    " rules status rests_on region".split()
)
_NUMBERS = frozenset(
    "treatment_count treatment_total comparison_count comparison_total treatment_per comparison_per low high extra"
    " extra_low extra_high".split()
)
_MARKS = ("verdict", "certainty", "answer", "not_known", "folded", "status")
# Texts whose meaning hangs on what stands beside them, or on whose they are.
_MARKED = frozenset({"text", "leaves_out", "note"})
_LINKS = frozenset("URL DOI PMID address emergency_address".split())
_TITLES = frozenset("author short title container_title number paid_by".split())


def passages(sources: Iterable[Source]) -> Iterator[Passage]:
    """All passages of some content files, in the order in which they stand there."""
    for source in sources:
        for place, value in every_value(source.values):
            if source.name.endswith(".csv") and isinstance(value, dict) and len(place) == 2:
                row = "; ".join(f"{key} {cell}" for key, cell in value.items() if key != "references")
                yield Passage(source.name, source.line(place), place, row, "numbers")
            if not isinstance(value, str) or not value.strip() or not place:
                continue
            kind = _kind(source.name, place)
            if kind:
                yield Passage(source.name, source.line(place), place, value, kind, _marks(source, place))


def _marks(source: Source, place: Place) -> str:
    """What changes the meaning of a text: what stands beside it, such as `verdict: supported`, or what it is said of.

    The same words, such as "nothing important" or "do not say", are right of one claim or option and wrong of
    another; so whose they are is a mark of theirs. "" for wording that means the same wherever it stands.
    """
    if place[-1] not in _MARKED:
        return ""
    above = [source.values]
    for step in place[:-1]:
        above.append(above[-1][step])
    beside = above[-1] if isinstance(above[-1], dict) else {}
    marks = [f"{key}: {beside[key]}" for key in _MARKS if key in beside]
    if place[-1] in ("leaves_out", "note") and "id" in beside:
        marks.append(f"of: {beside['id']}")
    if len(place) > 3 and place[-3] in ("cells", "known"):
        marks.append(f"of: {above[-3]['id']}, {place[-2]}")
    return "; ".join(marks)


def _kind(file: str, place: Place) -> PassageKind | None:
    """What a value is; None where no reader meets it as words."""
    keys = [step for step in place if isinstance(step, str)]
    last = keys[-1]
    # An editors' choice, by ids and numbers, of what stands elsewhere in the file.
    if keys[0] == "waiting_room":
        return None
    if last in _LINKS:
        return "link"
    if file.endswith("references.yaml") and last in _TITLES:
        return "title"
    if file.endswith("interface.yaml"):
        return None if last in {"language", "words_a_minute"} else "text"
    if last in _MACHINE:
        # A list called `not_known` holds sentences; elsewhere it is a mark.
        return "text" if last == "not_known" and isinstance(place[-1], int) else None
    if file.endswith(".csv") and last in _NUMBERS:
        return None
    if file.endswith("article.yaml") and keys in (["sections", "claims", "text"], ["sections", "in_short"]):
        return "claim"
    return "text"
