"""Read a TOML or JSON file into a model: what is wrong with a field is told in plain words, where it stands.

texts: the text of each file by its path from the project's root. problems: are added to.
"""

import json
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ValidationError

from plugins.problems.data_errors import TOO_DEEP, explain_data_error, explain_json_error, explain_toml_error
from plugins.problems.field_errors import FieldError, is_misspelt
from plugins.problems.places import Keys, Places
from plugins.problems.plain_names import plain_name
from plugins.problems.problem import Problem
from plugins.reading.data_places import find_json_places, find_toml_places
from plugins.reading.names import SLUG, show


@dataclass(frozen=True)
class DataFile:
    """What a file of data holds, before it is checked against a model."""

    path: str
    text: str
    values: Any

    @cached_property
    def places(self) -> Places:
        """Where each value stands; looked for when it is asked for, so that a file that is right costs nothing."""
        return find_json_places(self.text)[0] if self.path.endswith(".json") else find_toml_places(self.text)

    def problem(self, keys: Keys, told: str, rule: str = "data-field") -> Problem:
        """Return what is wrong with a value, at its place."""
        return Problem(self.path, *self.places.find(keys), rule, told, subject=str(keys[-1]) if keys else "")

    def read(self, model: type[BaseModel], problems: list[Problem], keys: Keys = ()) -> Any:
        """Return the group at `keys` as a value of the model, None if it cannot be one."""
        group = self.values
        for key in keys:
            group = group[key]
        if self.values == {} and any(field.is_required() for field in model.model_fields.values()):
            problems.append(self.problem((), "The file is empty. Take it back from git.", "data-missing"))
            return None
        try:
            return model.model_validate(group)
        except ValidationError as error:
            details = error.errors(include_url=False)
            unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
            is_json = self.path.endswith(".json")
            for detail in details:
                if detail["type"] == "missing" and is_misspelt(detail["loc"], unknown):
                    continue  # it has another name there, and that is told
                cause = detail.get("ctx", {}).get("error")
                field = (cause.field,) if isinstance(cause, FieldError) else ()
                told = explain_data_error(model, detail, keys, is_json)
                rule = getattr(model, "rule", "data-field") if cause else "data-field"
                problems.append(self.problem((*keys, *detail["loc"], *field), told, rule))
            return None


def open_data_file(texts: dict[str, str], path: str, problems: list[Problem]) -> DataFile | None:
    """Return what a file holds, None if it is missing or cannot be read."""
    if path not in texts:
        problems.append(Problem(path, 1, 1, "data-missing", "The file is missing. Take it back from git."))
        return None
    kind = "json" if path.endswith(".json") else "toml"
    try:
        if kind == "toml":
            return DataFile(path, texts[path], tomllib.loads(texts[path]))
        return _open_json(path, texts[path], problems)
    except json.JSONDecodeError as error:
        place, told = explain_json_error(error)
    except tomllib.TOMLDecodeError as error:
        place, told = explain_toml_error(error, texts[path])
    except (RecursionError, ValueError):
        place, told = (1, 1), TOO_DEEP
    problems.append(Problem(path, *place, f"data-{kind}", told))
    return None


def _open_json(path: str, text: str, problems: list[Problem]) -> DataFile:
    """Read JSON; a name that stands twice in a group is a problem, since json passes over it."""
    is_twice = False

    def group(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal is_twice
        values = dict(pairs)
        is_twice = is_twice or len(values) < len(pairs)
        return values

    file = DataFile(path, text, json.loads(text, object_pairs_hook=group))
    for keys in find_json_places(text)[1] if is_twice else ():
        problems.append(file.problem(keys, f'"{keys[-1]}" stands twice in one entry. Keep one.', "data-json"))
    return file


def read_table(file: DataFile | None, table: str, model: type[BaseModel], problems: list[Problem]) -> dict[str, Any]:
    """Return the entries of a TOML file's one group, `[table.name]`, by their names."""
    if file is None:
        return {}
    for other in file.values.keys() - {table}:
        inner = next(iter(file.values[other]), "") if get_close_matches(other.lower(), [table]) else other
        told = f'"{show(other)}" is not a group of this file. Write "[{table}.{plain_name(str(inner)) or "name"}]".'
        problems.append(file.problem((other,), told))
    group = file.values.get(table, {})
    if not isinstance(group, dict):
        told = f'"{table}" must be a group. Write "[{table}.name]" above its entries.'
        problems.append(file.problem((table,), told))
        return {}
    for key in (key for key in group if not SLUG.fullmatch(key)):
        told = f'"{show(key)}" cannot be a name: it has small letters, digits and hyphens.'
        told = f'{told} Write "[{table}.{plain_name(key) or "name"}]".'
        problems.append(file.problem((table, key), told))
    read = {key: file.read(model, problems, (table, key)) for key in group}
    return {key: entry for key, entry in read.items() if entry is not None}
