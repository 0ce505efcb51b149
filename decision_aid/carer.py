"""The content as it speaks to someone who reads for a person they care for.

Only wording that addresses the reader changes; claims, statements, cells and figures stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from decision_aid.schema import Addressed, Content, Frozen

Part = TypeVar("Part", bound=Frozen)

_MADE: dict[str, Content] = {}


def for_carer(content: Content) -> Content:
    """The content with its wording for carers in place; made once for each version of the content."""
    if content.version not in _MADE:
        _MADE.clear()
        parts = {name: _spoken(getattr(content, name)) for name in ("interface", "options", "values")}
        _MADE[content.version] = content.model_copy(update={**parts, "for_carer": True})
    return _MADE[content.version]


def _spoken(part: Part) -> Part:
    changed: dict[str, object] = {}
    for name in type(part).model_fields:
        inner = getattr(part, name)
        if isinstance(inner, Frozen):
            changed[name] = _spoken(inner)
        elif isinstance(inner, Mapping):
            changed[name] = {key: _spoken(one) if isinstance(one, Frozen) else one for key, one in inner.items()}
    if isinstance(part, Addressed):
        changed |= part.carer
    return part.model_copy(update=changed)
