"""The values of a header before they are checked, each with its place: what the words of a problem need of it."""

from dataclasses import dataclass, field
from typing import Any

from plugins.problems.yaml_errors import Finding

Location = tuple[str | int, ...]  # the way to a value: ("charts", 0, "bars", 1, "value")
Place = tuple[int, int]  # line and column, 1-based


@dataclass(frozen=True)
class Header:
    """The values of a header, before they are checked against the model."""

    values: dict[str, Any]
    places: dict[Location, Place]  # where each value stands
    key_places: dict[Location, Place]  # where the name of each value stands
    findings: list[Finding] = field(default_factory=list)
