"""Which part of which file a form is of, and what stands there now.

Keys of a browser are those of the file, but for a source: it is named by its id and not by its number, so that nothing is
written into another one when somebody puts a source before it.
"""

from dataclasses import dataclass
from typing import Any

from plugins.problems.places import Header, Keys, Places
from plugins.problems.problem import Problem
from plugins.reading.article_fields import ArticleFields, PageFields
from plugins.reading.data_file import DataFile, open_data_file
from plugins.reading.data_places import find_json_places
from plugins.reading.front_matter import NOT_READ, parse_header, split_front_matter
from plugins.reading.redirects import REDIRECTS, TABLE
from plugins.reading.site_data import GLOSSARY, PRACTICE, REVIEWERS, SOURCES, Practice, Reviewer, Term
from plugins.reading.source_entries import Source
from tooling.editor.desk import BAD_REQUEST, NOT_DONE, NOT_FOUND, Desk, Refusal
from tooling.editor.forms.descriptions import Schema, part_of, schema_of

DATA = {PRACTICE: "practice", SOURCES: "source", GLOSSARY: "word", REVIEWERS: "reviewer", REDIRECTS: "redirects"}
PATHS = {what: path for path, what in DATA.items()}
TABLES = {"word": "terms", "reviewer": "reviewers"}  # the group of the file that holds its entries
MODELS = {"practice": Practice, "source": Source, "word": Term, "reviewer": Reviewer}
NAMED = ("source", "word", "reviewer")  # what there are many of, each with an id
TITLES = {"practice": "The practice", "redirects": "Pages that moved"}
NO_FIELD = "There is no such field. Load the page anew."
LINE = {
    "type": "string",
    "description": "The new address, where readers of the old one go.",
    "examples": ["/uses/new-name/"],
}


@dataclass(frozen=True)
class Part:
    """What one form is of: a whole header, the practice, one source, word or reviewer.

    held: what the whole file says. root: keys of this part in the file. shown: the same for a browser.
    """

    what: str
    path: str
    text: str
    held: Header | DataFile
    root: Keys
    shown: Keys
    schema: Schema
    title: str

    @property
    def values(self) -> Any:
        """All that the file says."""
        return self.held.values

    @property
    def places(self) -> Places:
        """Where the values of this part stand."""
        if isinstance(self.held, Header):
            return self.held
        return find_json_places(self.text, self.root)[0] if self.path == SOURCES else self.held.places

    @property
    def end(self) -> int:
        """The last line of the file that values stand on."""
        return split_front_matter(self.text)[2] - 2 if self.what == "page" else self.text.count("\n") + 1

    @property
    def value(self) -> Any:
        """What stands in this part now."""
        return value_at(self.values, self.root)


@dataclass(frozen=True)
class Place:
    """One field of a form, an entry of a list, or the whole part. inner: its keys in the part."""

    part: Part
    inner: Keys
    schema: Schema
    is_required: bool

    @property
    def at(self) -> Keys:
        """Its keys in the file."""
        return (*self.part.root, *self.inner)

    @property
    def value(self) -> Any:
        """What stands there now; None for nothing."""
        return value_at(self.part.values, self.at)

    @property
    def may_be_none(self) -> bool:
        """Whether its model takes nothing for a value."""
        return self.schema.get("default", "") is None

    @property
    def is_entry(self) -> bool:
        """Whether it is an entry of a list."""
        return bool(self.inner) and isinstance(self.inner[-1], int)

    @property
    def label(self) -> str:
        """What a person calls it: "Charts 1: Title"."""
        words, schema = "", self.part.schema
        for key in self.inner:
            found = part_of(schema, (key,))
            schema = found[0] if found else {}
            words = f"{words} {key + 1}" if isinstance(key, int) else f"{words}: {schema.get('title', key)}"
        return words.removeprefix(": ") or self.part.title

    @property
    def stands(self) -> bool:
        """Whether anything stands there, be it nothing but a name."""
        return has(self.part.values, self.at)


def value_at(values: Any, keys: Keys) -> Any:
    """Return the value behind these keys, None where there is none."""
    for key in keys:
        if not has(values, (key,)):
            return None
        values = values[key]
    return values


def has(values: Any, keys: Keys) -> bool:
    """Tell whether something stands behind these keys."""
    for key in keys:
        if isinstance(key, int):
            if not isinstance(values, list) or not 0 <= key < len(values):
                return False
        elif not isinstance(values, dict) or key not in values:
            return False
        values = values[key]
    return True


def open_part(desk: Desk, path: str, keys: Keys) -> tuple[Part, Keys]:
    """Return the part of a file that a browser's keys are in, and the keys of a field within it. Raises Refusal."""
    text = desk.text(path)
    what = DATA.get(path, "page")
    if what == "page":
        return _page(desk, path, text), keys
    held = read_data(desk, path, text)
    if what == "practice":
        return Part(what, path, text, held, (), (), schema_of(Practice), TITLES[what]), keys
    if what == "redirects":
        return _redirects(held), keys[1:] if keys[:1] == (TABLE,) else keys
    length = 2 if what in TABLES else 1
    shown = keys[:length]
    root = shown if what in TABLES else _row(held.values, shown)
    if len(shown) < length or (what in TABLES and shown[0] != TABLES[what]) or not has(held.values, root):
        raise Refusal(NOT_FOUND, "This entry is not there any more. Load the page anew.")
    return Part(what, path, text, held, root, shown, schema_of(MODELS[what]), str(shown[-1])), keys[length:]


def find_place(desk: Desk, path: str, keys: Keys) -> Place:
    """Return the field behind the keys of a browser. Raises Refusal for one that no model knows."""
    part, inner = open_part(desk, path, keys)
    found = part_of(part.schema, inner)
    if found is None:
        raise Refusal(BAD_REQUEST, NO_FIELD)
    return Place(part, inner, *found)


def blank_part(what: str) -> Part:
    """Return a part that is not in its file yet: of a new source, word or reviewer. Raises Refusal for others."""
    if what not in NAMED:
        raise Refusal(BAD_REQUEST, "There is no such form. Load the page anew.")
    held = DataFile(PATHS[what], "", None)
    return Part(what, PATHS[what], "", held, (), (), schema_of(MODELS[what]), f"New {what}")


def read_data(desk: Desk, path: str, text: str) -> DataFile:
    """Return what a file of data says. text: of the file now. Raises Refusal if it cannot be read."""
    problems: list[Problem] = []
    known = (file for file in desk.library.data.files if (file.path, file.text) == (path, text))
    file = next(known, None) or open_data_file({path: text}, path, problems)
    if file is None:
        raise Refusal(NOT_DONE, f"{path} cannot be read, line {problems[0].line}: {problems[0].message}")
    return file


def _page(desk: Desk, path: str, text: str) -> Part:
    document = desk.library.documents.get(path)
    if document is None:
        raise Refusal(BAD_REQUEST, f"There is no form for {path}. Load the page anew.")
    header = document.header if document.text == text else None
    header = _read_header(path, text, header)
    model = PageFields if document.kind == "page" else ArticleFields
    return Part("page", path, text, header, (), (), schema_of(model), str(header.values.get("title") or path))


def _read_header(path: str, text: str, known: Header | None) -> Header:
    """Return the header of a page. known: the same, if it was read already. Raises Refusal if it cannot be read."""
    yaml_text, _, _, finding = split_front_matter(text)
    header = known or parse_header(yaml_text or "")
    findings = [finding] if finding else [each for each in header.findings if each[2].startswith(NOT_READ)]
    if findings:
        line, _, _, told = findings[0]
        raise Refusal(NOT_DONE, f"The header cannot be read, {path}, line {line}: {told}")
    return header


def _redirects(held: DataFile) -> Part:
    """Return the redirects: a field for each old address, and one more for each that is not there yet."""
    lines = held.values.get(TABLE)
    properties = {old: {**LINE, "title": old} for old in lines} if isinstance(lines, dict) else {}
    schema = {"type": "object", "properties": properties, "additionalProperties": {**LINE, "title": "New address"}}
    return Part("redirects", held.path, held.text, held, (TABLE,), (TABLE,), schema, TITLES["redirects"])


def _row(values: Any, shown: Keys) -> Keys:
    """Return the place of a source in the list: by its id, or by its number where it has none."""
    if not shown or not isinstance(values, list):
        return (-1,)
    if isinstance(shown[0], int):
        return shown
    rows = (row for row, entry in enumerate(values) if isinstance(entry, dict) and entry.get("id") == shown[0])
    return (next(rows, -1),)
