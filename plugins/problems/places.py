"""Where each value stands in what people wrote: in a header, a TOML or a JSON file. Lines and columns are 1-based."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, get_args

from pydantic import GetCoreSchemaHandler, GetPydanticSchema
from pydantic_core import core_schema

from plugins.problems.yaml_errors import Finding

Keys = tuple[str | int, ...]  # the way to a value: ("charts", 0, "bars", 1, "value")
Place = tuple[int, int]


def _written_as_pairs(item: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
    """Return how pydantic writes a dict as pairs into JSON, which has no such names, and reads it back from them.

    The pairs are read by pydantic itself: through Python, which would make each of them twice, it takes twice as long.
    """
    pairs = handler.generate_schema(tuple[tuple[get_args(item)], ...])  # type: ignore[misc]
    as_pairs = core_schema.plain_serializer_function_ser_schema(lambda known: tuple(known.items()))
    return core_schema.no_info_after_validator_function(dict, pairs, serialization=as_pairs)


ByKeys = Annotated[dict[Keys, Place], GetPydanticSchema(_written_as_pairs)]
WordsByKeys = Annotated[dict[Keys, str], GetPydanticSchema(_written_as_pairs)]


@dataclass(frozen=True)
class Places:
    """Where the values of a file stand, and their names; a value of a list, and a group of TOML, have no name."""

    places: ByKeys = field(default_factory=dict)
    key_places: ByKeys = field(default_factory=dict)

    def find(self, keys: Keys) -> Place:
        """Return where a field stands: its name, or itself, or else the group that it is missing from."""
        for length in range(len(keys), 0, -1):
            part = keys[:length]
            if place := self.key_places.get(part) or self.places.get(part):
                return place
        return 1, 1


@dataclass(frozen=True)
class Header(Places):
    """The values of a header, before they are checked against the model.

    written: of a value that is no text, such as 1.10, true or ~, what stands in the file.
    """

    values: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    written: WordsByKeys = field(default_factory=dict)

    def tell(self, place: Place, told: str, rule: str = "header-yaml") -> None:
        """Note what is wrong at a place."""
        self.findings.append((*place, rule, told))

    @cached_property
    def cited(self) -> tuple[tuple[str, Place], ...]:
        """Every text that a field `sources` holds, with its place."""
        found = ((self.value(keys), place) for keys, place in self.places.items() if "sources" in keys)
        return tuple((value, place) for value, place in found if isinstance(value, str))

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
