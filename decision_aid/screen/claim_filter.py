"""Which claims to show: by verdict and section, or one alone; the choice is in the address, to be shared."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from decision_aid.schema import Claim, Content
from decision_aid.screen.links import link
from decision_aid.screen.mode import way


def chosen_claims(content: Content) -> list[Claim]:
    """Draw the filter; the claims that fit it, in the article's order."""
    words = content.interface.claims
    asked = st.query_params.get("claim") if way().remembers else None
    if asked is not None:
        if asked.upper() in content.claims:
            st.markdown(words.one_only.format(claim=asked.upper()))
            link("claims", words.show_all)
            return [content.claims[asked.upper()]]
        st.markdown(words.unknown_claim.format(claim=_plain(asked)))
    verdicts = content.interface.voices.verdicts
    verdict = _choice(content, words.by_verdict, "verdict", (verdicts[c.verdict] for c in content.article.claims))
    section = _choice(content, words.by_section, "section", (part.title for part in content.article.sections))
    claims = [
        claim
        for part in content.article.sections
        for claim in part.claims
        if section in (None, part.title) and verdict in (None, verdicts[claim.verdict])
    ]
    showing = words.showing.format(shown=len(claims), all=len(content.claims)) if claims else words.none
    hint = f" {words.hint}" if claims and (verdict or section) else ""
    with st.container(key="showing"):
        st.markdown(f"**{showing}**{hint}")
    return claims


def _choice(content: Content, label: str, name: str, options: Iterable[str]) -> str | None:
    """One row of the filter; a value in the address that it does not offer is left aside, in plain words."""
    offered = list(dict.fromkeys(options))
    if way().remembers and st.query_params.get(name) not in (None, *offered):
        st.markdown(content.interface.claims.unknown_filter)
    # A kiosk leaves no trace of what was looked at in its address.
    chosen = st.pills(label, offered, key=name, bind="query-params" if way().remembers else None)
    return chosen if chosen in offered else None


def _plain(text: str) -> str:
    """What a visitor wrote in the address, short and without anything that Markdown would act on."""
    return "".join(letter for letter in text[:20] if letter.isalnum() or letter == " ")
