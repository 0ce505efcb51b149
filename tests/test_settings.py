"""What the operator fixes through the environment."""

from __future__ import annotations

import pytest

from decision_aid.settings import SettingError, read_settings


@pytest.mark.parametrize(("given", "region"), [({}, None), ({"DECISION_AID_REGION": ""}, None),
                                               ({"DECISION_AID_REGION": " UK "}, "uk")])
def test_a_region_may_be_fixed(given: dict[str, str], region: str | None) -> None:
    assert read_settings(given).region == region


@pytest.mark.parametrize(("given", "mode"), [({}, None), ({"DECISION_AID_MODE": "Kiosk "}, "kiosk")])
def test_a_mode_may_be_fixed(given: dict[str, str], mode: str | None) -> None:
    assert read_settings(given).mode == mode


@pytest.mark.parametrize(
    ("given", "address"), [("", None), (" https://aid.example.org/ ", "https://aid.example.org")]
)
def test_the_address_for_phones_may_be_set(given: str, address: str | None) -> None:
    assert read_settings({"DECISION_AID_PHONE_ADDRESS": given}).phone_address == address


@pytest.mark.parametrize("given", ["aid.example.org", "https://aid.example.org/start", "javascript:alert(1)", "https://"])
def test_an_address_for_phones_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(SettingError, match="DECISION_AID_PHONE_ADDRESS is '"):
        read_settings({"DECISION_AID_PHONE_ADDRESS": given})


@pytest.mark.parametrize("seconds", ["30", "600", " 120 "])
def test_the_kiosks_times_may_be_set(seconds: str) -> None:
    found = read_settings({"DECISION_AID_IDLE_SECONDS": seconds, "DECISION_AID_WARNING_SECONDS": seconds})
    assert found.idle_seconds == found.warning_seconds == int(seconds)


def test_a_kiosk_waits_ninety_seconds_and_asks_for_thirty_unless_told_otherwise() -> None:
    assert (read_settings({}).idle_seconds, read_settings({}).warning_seconds) == (90, 30)


@pytest.mark.parametrize(
    ("name", "value", "instead"),
    [
        ("DECISION_AID_REGION", "mars", "write one of us, uk, elsewhere"),
        ("DECISION_AID_MODE", "demo", "write one of clinic, self, kiosk"),
        *((f"DECISION_AID_{which}_SECONDS", value, "write a whole number of seconds from 30 to 600")
          for which in ("IDLE", "WARNING") for value in ("29", "601", "-90", "9e1", "soon", "1.5", "٩٠", "99999999")),
    ],
)
def test_nonsense_is_refused_with_what_to_write(name: str, value: str, instead: str) -> None:
    with pytest.raises(SettingError, match=f"{name} is '{value}'; {instead}"):
        read_settings({name: value})


def test_a_setting_that_is_none_of_ours_is_refused() -> None:
    with pytest.raises(SettingError, match="DECISION_AID_MODUS is not a setting; the settings are DECISION_AID_MODE"):
        read_settings({"DECISION_AID_MODUS": "kiosk"})
