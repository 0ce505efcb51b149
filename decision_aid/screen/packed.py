"""Bytes to send, each packed once for those browsers that can unpack it."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from hashlib import sha256

import brotli  # type: ignore[import-untyped]
from starlette.datastructures import Headers
from starlette.responses import Response

BEST, QUICK = 11, 5


@dataclass(frozen=True)
class Packed:
    """The same bytes in each form they are sent in; a form that would not be smaller is left out."""

    plain: bytes
    forms: tuple[tuple[str, bytes], ...]
    tag: str


def pack(plain: bytes, quality: int = QUICK) -> Packed:
    """Bytes packed by brotli and gzip.

    Args:
        plain: what to send.
        quality: how hard brotli tries: BEST is for once at the set-up, QUICK for a server that is asked.
    """
    return packed_already(plain, *forms(plain, quality))


def forms(plain: bytes, quality: int) -> tuple[tuple[str, bytes], ...]:
    """Bytes packed by brotli and gzip, though they may not get smaller."""
    return ("br", brotli.compress(plain, quality=quality)), ("gzip", gzip.compress(plain, mtime=0))


def packed_already(plain: bytes, *forms: tuple[str, bytes]) -> Packed:
    """Bytes whose packed forms are at hand."""
    smaller = tuple((name, packed) for name, packed in forms if len(packed) < len(plain))
    return Packed(plain, smaller, f'W/"{sha256(plain).hexdigest()[:16]}"')


def answer(page: Packed, asked: Headers, **headers: str) -> Response:
    """The bytes in the best form that a browser takes, or word that its own copy is still right.

    Args:
        page: what to send.
        asked: the headers of the request.
        headers: the answer's headers, with _ for -.
    """
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    named["Vary"] = "Accept-Encoding"
    if "immutable" not in named.get("Cache-Control", ""):
        named["ETag"] = page.tag
        if page.tag in asked.get("if-none-match", ""):
            return Response(status_code=304, headers=named)
    takes = _taken(asked.get("accept-encoding", ""))
    for name, packed in page.forms:
        if name in takes:
            return Response(packed, headers={**named, "Content-Encoding": name})
    return Response(page.plain, headers=named)


def _taken(accept: str) -> set[str]:
    """The names in an Accept-Encoding header, without those it refuses by q=0."""
    taken = set()
    for part in accept.lower().split(","):
        name, _, weight = part.partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            taken.add(name.strip())
    return taken
