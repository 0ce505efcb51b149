"""Which claims to show: by verdict and section, or one alone; the choice is in the address, to be shared."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from decision_aid.schema import Claim, Content
from decision_aid.screen.links import link

KNOWN = {"verdict", "section", "claim", "mode"}


def address_form(words: str) -> str:
    """A verdict as it stands in an address: 'not supported' is 'not-supported'."""
    return words.replace(" ", "-")


def chosen_claims(content: Content) -> list[Claim]:
    """Draw the filter; the claims that fit it, in the article's order."""
    words = content.interface.claims
    one = st.query_params.get("claim")
    if one is not None:
        if one.upper() in content.claims:
            st.markdown(words.one_only.format(claim=one.upper()))
            link("claims", words.show_all)
            return [content.claims[one.upper()]]
        st.markdown(words.unknown_claim.format(claim=_plain(one)))
    verdicts = {address_form(claim.verdict): content.interface.voices.verdicts[claim.verdict]
                for claim in content.claims.values()}
    sections = {section.id: section.title for section in content.article.sections}
    asked = st.query_params.get("verdict"), st.query_params.get("section")
    verdict = _choice(words.by_verdict, "verdict", verdicts)
    section = _choice(words.by_section, "section", sections)
    if asked[0] not in (None, *verdicts) or asked[1] not in (None, *sections):
        st.caption(words.unknown_filter)
    claims = [
        claim
        for part in content.article.sections
        for claim in part.claims
        if section in (None, part.id) and verdict in (None, address_form(claim.verdict))
    ]
    st.markdown(words.showing.format(shown=len(claims), all=len(content.claims)) if claims else words.none)
    return claims


def _choice(label: str, name: str, options: Mapping[str, str]) -> str | None:
    chosen = st.pills(label, list(options), format_func=options.__getitem__, key=name, bind="query-params")
    return chosen if chosen in options else None


def _plain(text: str) -> str:
    """What a visitor wrote in the address, without anything that Markdown would act on, and short."""
    return "".join(letter for letter in text[:20] if letter.isalnum() or letter == " ")
