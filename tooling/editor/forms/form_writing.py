"""Write one change of a form into the text of a file: only the YAML, TOML or JSON of that value moves."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from plugins.problems.places import Keys
from plugins.reading.front_matter import split_front_matter
from tooling.editor.forms.descriptions import Schema, kind_of, part_of
from tooling.editor.forms.form_places import Part, Place
from tooling.editor.not_possible import NotPossible
from tooling.editor.values import json_values, toml_values, yaml_values


class Language(Protocol):
    """How values of a file are put in, added, taken out and moved; all else in the text stays as it is."""

    def set_value(self, text: str, keys: Keys, value: Any, order: Sequence[str] = ()) -> str: ...
    def add_item(self, text: str, keys: Keys, at: int, value: Any) -> str: ...
    def remove(self, text: str, keys: Keys) -> str: ...
    def move(self, text: str, keys: Keys, to: int) -> str: ...


def language_of(path: str) -> Language:
    """Return the language that a file holds its values in."""
    kind: Language = toml_values if path.endswith(".toml") else json_values if path.endswith(".json") else yaml_values
    return kind


def rewrite_part(part: Part, change: Callable[[Language, str], str]) -> str:
    """Return the whole text of a file after a change of its values; of a page, only what stands between the fences changes.

    Raises NotPossible.
    """
    language = language_of(part.path)
    if part.what != "page":
        return change(language, part.text)
    _, _, body_line, _ = split_front_matter(part.text)
    lines = part.text.split("\n")
    header = change(language, "\n".join(lines[1 : body_line - 2]))
    text = "\n".join([lines[0], *([header] if header else []), *lines[body_line - 2 :]])
    if (split_front_matter(text)[0] or "") != header:
        raise NotPossible('A line "---" ends the header, so no text of it can hold one. Write another dash.')
    return text


def set_in(place: Place, value: Any) -> str:
    """Return the text of the file with another value in a field. value: "" or [] for one that was emptied. Raises NotPossible."""
    keys, order = place.at, names_of(place.part.schema, place.inner[:-1])
    is_empty = value is False or value in ("", [])
    if is_empty and not place.stands and not place.is_required:
        return place.part.text
    if value in ("", []) and not place.is_required and not place.is_entry:
        if place.part.what == "source" or (place.may_be_none and len(keys) > 1):
            return take_out(place)
        if place.may_be_none:
            value = None  # "reviewer:" stays, to be filled in
    return rewrite_part(place.part, lambda language, text: language.set_value(text, keys, value, order))


def take_out(place: Place) -> str:
    """Return the text of the file without a field, an entry of a list, or a whole part. Raises NotPossible."""
    return rewrite_part(place.part, lambda language, text: language.remove(text, place.at))


def add_to(place: Place, at: int, value: Any) -> str:
    """Return the text of the file with one more entry in a list. Raises NotPossible."""
    return rewrite_part(place.part, lambda language, text: language.add_item(text, place.at, at, value))


def move_in(place: Place, to: int) -> str:
    """Return the text of the file with an entry of a list in another place. Raises NotPossible."""
    return rewrite_part(place.part, lambda language, text: language.move(text, place.at, to))


def names_of(schema: Schema, keys: Keys) -> list[str]:
    """Return the names of the fields of a group, in the order of its model."""
    found = part_of(schema, keys)
    return list(found[0].get("properties", {})) if found and kind_of(found[0]) == "group" else []
