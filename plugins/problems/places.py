"""Where each value stands in what people wrote: in a header, a TOML or a JSON file. Lines and columns are 1-based."""

from dataclasses import dataclass, field
from typing import Any

from plugins.problems.yaml_errors import Finding

Keys = tuple[str | int, ...]  # the way to a value: ("charts", 0, "bars", 1, "value")
Place = tuple[int, int]


@dataclass(frozen=True)
class Places:
    """Where the values of a file stand, and their names; a value of a list, and a group of TOML, have no name."""

    places: dict[Keys, Place] = field(default_factory=dict)
    key_places: dict[Keys, Place] = field(default_factory=dict)

    def find(self, keys: Keys) -> Place:
        """Return where a field stands: its name, or itself, or else the group that it is missing from."""
        for length in range(len(keys), 0, -1):
            part = keys[:length]
            if place := self.key_places.get(part) or self.places.get(part):
                return place
        return 1, 1


@dataclass(frozen=True)
class Header(Places):
    """The values of a header, before they are checked against the model."""

    values: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def value(self, keys: Keys) -> object:
        """Return the value behind these keys, or None."""
        found: object = self.values
        for part in keys:
            if isinstance(found, dict) and isinstance(part, str):
                found = found.get(part)
            elif isinstance(found, list) and isinstance(part, int) and part < len(found):
                found = found[part]
            else:
                return None
        return found
