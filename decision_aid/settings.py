"""What the operator fixes through the environment, checked once at the start."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from decision_aid.schema import Region

REGION = "DECISION_AID_REGION"
HOSTS = "DECISION_AID_HOSTS"


class SettingError(Exception):
    """A setting that cannot be used; `str()` says which, and what to write instead."""


@dataclass(frozen=True)
class Settings:
    """The operator's settings; None leaves the choice to the reader, no hosts serves under every name."""

    region: Region | None = None
    hosts: tuple[str, ...] = ()


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in an environment.

    Raises:
        SettingError: a value is not one of those allowed.
    """
    given = environment.get(REGION, "").strip().lower()
    regions: dict[str, Region] = {region: region for region in get_args(Region)}
    if given and given not in regions:
        raise SettingError(f"{REGION} is '{given}'; write one of {', '.join(regions)}, or leave it out.")
    return Settings(region=regions.get(given), hosts=_hosts(environment.get(HOSTS, "")))


def _hosts(given: str) -> tuple[str, ...]:
    """The names that the aid is served under, without ports."""
    hosts = tuple(given.lower().replace(",", " ").split())
    for host in hosts:
        if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", host):
            raise SettingError(f"{HOSTS} holds '{host}'; write names without ports, such as aid.example.org.")
    return hosts
