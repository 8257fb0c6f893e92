"""Read content/data/redirects.toml: where readers go when a page has moved or was withdrawn."""

from dataclasses import dataclass

from plugins.problems.places import Place
from plugins.problems.problem import Problem
from plugins.reading.data_file import DataFile
from plugins.reading.names import parse_page_address, show

REDIRECTS = "content/data/redirects.toml"
TABLE = "redirects"
RULE = "redirect-form"
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


def read_redirects(file: DataFile, problems: list[Problem]) -> tuple[Redirect, ...]:
    """Return the redirects in the order of the file. problems: what is not an address in it is added to them."""
    if file.values == {TABLE: {}}:
        return ()
    for name in file.values.keys() - {TABLE}:
        problems.append(file.problem((name,), f'"{show(name)}" does not stand below "[{TABLE}]". {FORM}', RULE))
    table = file.values.get(TABLE)
    if isinstance(table, dict):
        read = [_read_redirect(file, source, problems) for source in table]
        return tuple(redirect for redirect in read if redirect is not None)
    if table is not None or not file.values:
        problems.append(file.problem((TABLE,), f'The line "[{TABLE}]" is missing. {FORM}', RULE))
    return ()


def _read_redirect(file: DataFile, source: str, problems: list[Problem]) -> Redirect | None:
    keys, target = (TABLE, source), file.values[TABLE][source]
    place, target_place = file.places.find(keys), file.places.places.get(keys, (1, 1))
    if not isinstance(target, str):
        told = f'The new address of "{show(source)}" must be one text. {FORM}'
        problems.append(Problem(file.path, *target_place, RULE, told))
        return None
    addresses = []
    for value, where in ((source, place), (target, target_place)):
        try:
            addresses.append(parse_page_address(value))
        except ValueError as error:
            problems.append(Problem(file.path, *where, RULE, str(error), subject=value))
    return Redirect(addresses[0], addresses[1], place, target_place) if len(addresses) == 2 else None
