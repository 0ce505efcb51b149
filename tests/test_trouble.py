"""What a visitor meets where a page breaks, and what is noted of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from decision_aid.schema import Content
from decision_aid.screen.shown import settings
from decision_aid.screen.trouble import tell


@pytest.fixture(params=[None, "kiosk"])
def _fixed_to(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server that fixes no mode, and a kiosk that has no address for phones."""
    if request.param:
        monkeypatch.setenv("DECISION_AID_MODE", request.param)
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.usefixtures("_fixed_to")
def test_a_page_that_breaks_says_so_in_plain_words_and_notes_nothing_of_the_visitors(
    content: Content, capsys: pytest.CaptureFixture[str]
) -> None:
    def page() -> None:
        from decision_aid.screen import links, trouble

        links.navigate()
        try:
            int("my own secret words")
        except ValueError as error:
            if trouble.tell(error) is not True:
                raise

    shown = AppTest.from_function(page).run(timeout=20)
    assert not shown.exception
    words = content.interface.problems
    assert [title.value for title in shown.title] == [words.broken_title]
    assert words.broken in shown.markdown[0].value
    noted = capsys.readouterr().err
    assert "ValueError" in noted
    assert "secret" not in noted
    assert callable(tell)
