"""Read a TOML file into a model: what is wrong with a field is told in plain words, where it stands.

texts: the text of each file by its path from the project's root.
"""

from typing import Any

from pydantic import BaseModel, ValidationError

from plugins.problems.data_errors import explain_data_error, read_toml
from plugins.problems.problem import Problem
from plugins.reading.toml_places import Keys, find_spot, read_places


def load_toml(texts: dict[str, str], path: str, problems: list[Problem]) -> dict[str, Any] | None:
    """Return what a TOML file holds, None if it cannot be read. problems: are added to."""
    if path not in texts:
        problems.append(Problem(path, 1, 1, "data-missing", "The file is missing. Take it back from git."))
        return None
    values, found = read_toml(path, texts[path])
    problems.extend(found)
    return values


def read_toml_model(texts: dict[str, str], path: str, model: type[BaseModel], problems: list[Problem]) -> Any:
    """Return a TOML file as a value of the model, None if it cannot be read. problems: are added to."""
    values = load_toml(texts, path, problems)
    return _validate_toml(path, texts[path], model, values, problems) if values is not None else None


def read_toml_table(
    texts: dict[str, str], path: str, table: str, model: type[BaseModel], problems: list[Problem]
) -> dict[str, Any]:
    """Return the entries of a TOML file's one group, `[table.name]`, by their names. problems: are added to."""
    values = load_toml(texts, path, problems) or {}
    entries: dict[str, Any] = {}
    for other in values.keys() - {table}:
        told = f'"{other}" is not a group of this file. Write "[{table}.name]" above its entries.'
        problems.append(_problem_at(path, texts[path], (other,), told))
    group = values.get(table, {})
    if not isinstance(group, dict):
        told = f'"{table}" must be a group. Write "[{table}.name]" above its entries.'
        problems.append(_problem_at(path, texts[path], (table,), told))
        return entries
    for key, value in group.items():
        entry = _validate_toml(path, texts[path], model, value, problems, (table, key))
        if entry is not None:
            entries[key] = entry
    return entries


def _problem_at(path: str, text: str, keys: Keys, told: str) -> Problem:
    """Return a problem with a field of a TOML file, at its place. The places are looked for only now."""
    return Problem(path, *find_spot(read_places(text), keys).name, "data-field", told)


def _validate_toml(
    path: str, text: str, model: type[BaseModel], values: Any, problems: list[Problem], group: Keys = ()
) -> Any:
    """Read values into the model; report each problem where its field stands in the group."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            told = explain_data_error(model, detail)
            problems.append(_problem_at(path, text, (*group, *detail["loc"]), told))
        return None
