"""What the operator fixes through the environment."""

from __future__ import annotations

import pytest

from decision_aid.settings import SettingError, read_settings


@pytest.mark.parametrize(("given", "region"), [({}, None), ({"DECISION_AID_REGION": ""}, None),
                                               ({"DECISION_AID_REGION": " UK "}, "uk")])
def test_a_region_may_be_fixed(given: dict[str, str], region: str | None) -> None:
    assert read_settings(given).region == region


def test_nonsense_is_refused_with_what_to_write() -> None:
    with pytest.raises(SettingError, match="DECISION_AID_REGION is 'mars'; write one of us, uk, elsewhere"):
        read_settings({"DECISION_AID_REGION": "mars"})
