"""What the operator fixes through the environment, checked once at the start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from decision_aid.schema import Region

REGION = "DECISION_AID_REGION"


class SettingError(Exception):
    """A setting that cannot be used; `str()` says which, and what to write instead."""


@dataclass(frozen=True)
class Settings:
    """The operator's settings; None leaves the choice to the reader."""

    region: Region | None = None


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in an environment.

    Raises:
        SettingError: a value is not one of those allowed.
    """
    given = environment.get(REGION, "").strip().lower()
    regions: dict[str, Region] = {region: region for region in get_args(Region)}
    if given and given not in regions:
        raise SettingError(f"{REGION} is '{given}'; write one of {', '.join(regions)}, or leave it out.")
    return Settings(region=regions.get(given))
