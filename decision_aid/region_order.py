"""Topics on the rules of one region: the reader's own first, those of others behind a fold, none dropped."""

from __future__ import annotations

from collections.abc import Sequence

from decision_aid.schema import Region, Topic

Placed = tuple[str, Topic]


def by_region(topics: Sequence[Topic], region: Region | None) -> tuple[list[Placed], list[Placed]]:
    """The topics of a page in the order for a region, and those to fold away; each with the name of its place.

    Args:
        topics: the topics in the content's order, which gives each its place's name.
        region: the reader's region; None leaves all as it is.

    A topic that holds a claim of the article is never folded away, for both voices stand on every page.
    """
    placed = [(f"topic-{number}", topic) for number, topic in enumerate(topics, start=1)]
    if region is None:
        return placed, []
    own = [pair for pair in placed if pair[1].region == region]
    folded = [pair for pair in placed if pair[1].region not in (None, region) and not pair[1].claims]
    rest = [pair for pair in placed if pair not in own and pair not in folded]
    first = next((number for number, topic in enumerate(topics) if topic.region), 0)
    before = [pair for pair in rest if placed.index(pair) < first]
    return [*before, *own, *rest[len(before):]], folded
