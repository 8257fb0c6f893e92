"""Entries that were added to a data file, apart from the rest: two people who each add a source have no conflict."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plugins.problems.places import Keys
from plugins.reading.library import DATA
from tooling.editor.not_possible import NotPossible
from tooling.editor.values import json_values, toml_values

NAME = "id"  # of an entry of a JSON list


@dataclass(frozen=True)
class Entry:
    """An entry of a list, behind another one (after; nothing for the first), or of a group of a TOML file."""

    group: str
    name: str
    value: Any
    after: str = ""


def take_out(path: str, text: str, base: str) -> tuple[str, list[Entry]] | None:
    """Return a text without the entries that the base does not have, and these entries; None where there are none."""
    if not path.startswith(DATA) or not path.endswith((".json", ".toml")):
        return None
    language = json_values if path.endswith(".json") else toml_values
    try:
        added = list(find_added(language.read_values(text), language.read_values(base)))
        for keys, _ in reversed(added):
            text = language.remove(text, keys)
    except NotPossible:
        return None
    return (text, [entry for _, entry in added]) if added else None


def find_added(now: Any, base: Any) -> Iterator[tuple[Keys, Entry]]:
    """Yield the entries of a list, or of a group, that the base does not have, each with the way to it."""
    if isinstance(now, list) and isinstance(base, list):
        known, after = set(map(name_of, base)), ""
        for at, value in enumerate(now):
            name = name_of(value)
            if name and name not in known:
                yield (at,), Entry("", name, value, after)
            after = name
    elif isinstance(now, dict) and isinstance(base, dict):
        for group, entries in now.items():
            there = base.get(group)
            if not isinstance(entries, dict) or not isinstance(there, dict):
                continue
            for name in entries.keys() - there.keys():
                if isinstance(entries[name], dict):
                    yield (group, name), Entry(group, name, entries[name])


def name_of(value: Any) -> str:
    """Return the name of an entry of a list; nothing if it has none."""
    name = value.get(NAME) if isinstance(value, dict) else None
    return name if isinstance(name, str) else ""


def put_in(path: str, text: str, entries: list[Entry]) -> str | None:
    """Return a text with entries added; None where another one of the same name is there, or it cannot be done."""
    try:
        for entry in entries:
            added = add_to_list(text, entry) if path.endswith(".json") else add_to_group(text, entry)
            if added is None:
                return None
            text = added
    except NotPossible:
        return None
    return text


def add_to_list(text: str, entry: Entry) -> str | None:
    """Return the list with an entry behind the one that it stood behind, or at its end. Raises NotPossible."""
    values = json_values.read_values(text)
    if not isinstance(values, list):
        return None
    names = list(map(name_of, values))
    if entry.name in names:
        return text if values[names.index(entry.name)] == entry.value else None
    at = names.index(entry.after) + 1 if entry.after in names else len(names) if entry.after else 0
    return json_values.add_item(text, (), at, entry.value)


def add_to_group(text: str, entry: Entry) -> str | None:
    """Return the text with an entry in its group. Raises NotPossible."""
    group = toml_values.read_values(text).get(entry.group)
    if isinstance(group, dict) and entry.name in group:
        return text if group[entry.name] == entry.value else None
    return toml_values.set_value(text, (entry.group, entry.name), entry.value)
