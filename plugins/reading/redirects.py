"""Read content/data/redirects.toml: where readers go when a page has moved or was withdrawn."""

from dataclasses import dataclass
from typing import Any

from plugins.problems.problem import Problem
from plugins.reading.names import parse_page_address, show
from plugins.reading.toml_places import Place, Spot, find_spot, read_places

REDIRECTS = "content/data/redirects.toml"
TABLE = "redirects"
FORM = 'Write each line as "/uses/old/" = "/uses/new/", below "[redirects]".'


@dataclass(frozen=True)
class Redirect:
    """A page that moved: its old address and its new one, both addresses of pages of this site.

    place, target_place: line and column of each in redirects.toml, 1-based.
    """

    source: str
    target: str
    place: Place
    target_place: Place


def read_redirects(text: str, values: dict[str, Any]) -> tuple[tuple[Redirect, ...], list[Problem]]:
    """Return the redirects in the order of the file, and what is not an address in it.

    text, values: of redirects.toml, as it stands there and as tomllib reads it.
    """
    if values == {TABLE: {}}:
        return (), []
    places = read_places(text)
    problems = [
        _problem(find_spot(places, (name,)).name, f'"{show(name)}" does not stand below "[{TABLE}]". {FORM}')
        for name in values
        if name != TABLE
    ]
    table = values.get(TABLE)
    if not isinstance(table, dict):
        place = find_spot(places, (TABLE,)).name
        return (), problems or [_problem(place, f'The line "[{TABLE}]" is missing. {FORM}')]
    redirects = []
    for source, target in table.items():
        read = _read_redirect(source, target, find_spot(places, (TABLE, source)), problems)
        if read is not None:
            redirects.append(read)
    return tuple(redirects), problems


def _read_redirect(source: str, target: Any, spot: Spot, problems: list[Problem]) -> Redirect | None:
    found = len(problems)
    if not isinstance(target, str):
        problems.append(_problem(spot.value, f'The new address of "{show(source)}" must be one text. {FORM}'))
        return None
    addresses = []
    for value, place in ((source, spot.name), (target, spot.value)):
        try:
            addresses.append(parse_page_address(value))
        except ValueError as error:
            problems.append(_problem(place, str(error)))
    return Redirect(addresses[0], addresses[1], spot.name, spot.value) if len(problems) == found else None


def _problem(place: Place, told: str) -> Problem:
    return Problem(REDIRECTS, *place, "redirect-form", told)
