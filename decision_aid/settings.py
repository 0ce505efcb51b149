"""What the operator fixes through the environment, checked once at the start."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar, get_args

from decision_aid.schema import Mode, Region

MODE = "DECISION_AID_MODE"
REGION = "DECISION_AID_REGION"
IDLE = "DECISION_AID_IDLE_SECONDS"
WARNING = "DECISION_AID_WARNING_SECONDS"
HOSTS = "DECISION_AID_HOSTS"
PHONE = "DECISION_AID_PHONE_ADDRESS"
KNOWN = (MODE, REGION, IDLE, WARNING, HOSTS, PHONE)
SHORTEST, LONGEST = 30, 600

Choice = TypeVar("Choice", bound=str)


class SettingError(Exception):
    """A setting that cannot be used; `str()` says which, and what to write instead."""


@dataclass(frozen=True)
class Settings:
    """The operator's settings.

    Attributes:
        mode: how the aid is used; None leaves it to the reader.
        region: whose help lines, law and paper; None leaves it to the reader.
        idle_seconds: how long a kiosk waits without a sign of a reader before it asks "Still reading?".
        warning_seconds: how long a kiosk then waits before it forgets everything.
        hosts: the names that the aid is served under; none serves under every name.
        phone_address: where a reader's own phone finds the aid, such as https://aid.example.org; None: where this
            browser found it. A kiosk on a server of its own needs it, because that server is a kiosk to phones too.
    """

    mode: Mode | None = None
    region: Region | None = None
    idle_seconds: int = 90
    warning_seconds: int = 30
    hosts: tuple[str, ...] = ()
    phone_address: str | None = None


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in an environment.

    Raises:
        SettingError: a value is not one of those allowed, or a name that begins like ours is not one of ours.
    """
    for name in environment:
        if name.startswith("DECISION_AID_") and name not in KNOWN:
            raise SettingError(f"{name} is not a setting; the settings are {', '.join(KNOWN)}.")
    return Settings(
        mode=_one_of(environment, MODE, get_args(Mode)),
        region=_one_of(environment, REGION, get_args(Region)),
        idle_seconds=_seconds(environment, IDLE, Settings.idle_seconds),
        warning_seconds=_seconds(environment, WARNING, Settings.warning_seconds),
        hosts=_hosts(environment.get(HOSTS, "")),
        phone_address=_address(environment, PHONE),
    )


def without_phones(settings: Settings) -> str | None:
    """What to tell an operator whose kiosk cannot hand a list to a phone; None where it can, or is no kiosk."""
    if settings.mode != "kiosk" or settings.phone_address:
        return None
    return (
        f"{PHONE} is left out, so this kiosk shows no code for phones: they would meet a kiosk here too. "
        "Write where phones find the aid in another mode, such as https://aid.example.org."
    )


def _one_of(environment: Mapping[str, str], name: str, choices: tuple[Choice, ...]) -> Choice | None:
    given = environment.get(name, "").strip().lower()
    if given and given not in choices:
        raise SettingError(f"{name} is '{given}'; write one of {', '.join(choices)}, or leave it out.")
    return next((choice for choice in choices if choice == given), None)


def _address(environment: Mapping[str, str], name: str) -> str | None:
    given = environment.get(name, "").strip().rstrip("/")
    if given and not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?", given):
        raise SettingError(
            f"{name} is '{given}'; write the address of a site without a page, such as https://aid.example.org, "
            "or leave it out."
        )
    return given or None


def _seconds(environment: Mapping[str, str], name: str, otherwise: int) -> int:
    given = environment.get(name, "").strip()
    if not given:
        return otherwise
    if not re.fullmatch(r"[0-9]{1,4}", given) or not SHORTEST <= int(given) <= LONGEST:
        raise SettingError(
            f"{name} is '{given}'; write a whole number of seconds from {SHORTEST} to {LONGEST}, or leave it out."
        )
    return int(given)


def _hosts(given: str) -> tuple[str, ...]:
    """The names that the aid is served under, without ports."""
    hosts = tuple(given.lower().replace(",", " ").split())
    for host in hosts:
        if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", host):
            raise SettingError(f"{HOSTS} holds '{host}'; write names without ports, such as aid.example.org.")
    return hosts
