"""Every field of every form takes any text: the value reads back, and nothing else moves."""

from typing import Any, NamedTuple

import pytest

from plugins.problems.field_errors import models_in
from plugins.problems.places import Keys, Places
from plugins.reading.article_fields import ArticleFields, PageFields
from plugins.reading.article_parts import Answer, Bar, Cell, Change, Chart, Choice, Evidence, Moment, Status
from plugins.reading.data_file import DataFile
from plugins.reading.front_matter import parse_header, split_front_matter
from plugins.reading.site_data import Address, Practice, Reviewer, Term
from plugins.reading.source_entries import Author, Source
from tests.support.form_office import MIGRAINE, Office, keys_in_file, leaves, moved_lines
from tooling.editor.forms.descriptions import Field
from tooling.editor.forms.form_places import has, value_at
from tooling.editor.forms.form_values import read_value, show_value
from tooling.editor.values.wanted_values import without

BOTOX, JAW_PAIN = "content/botox.md", "content/uses/jaw-pain.md"
ANY = 'It\'s “new”, "so": see #1 & [a] 😀 é'
TEXTS = (f"{ANY}\n\n# two: 'b'\n- three\n", "")
MORE_TEXTS = (
    ANY,
    '"',
    "a: b",
    "- a",
    "\\n \\",
    "true",
    "12",
    "2026-11-22",
    "null",
    "{b: c}",
    "--- a rule",
    " blanks ",
    "\n",
)
VALUES: dict[str, tuple[Any, ...]] = {
    "text": TEXTS,
    "long": ("A long text that goes on: #1. " * 8, *TEXTS),
    "number": (0, 7.25, "44.8", "1,5: #", ""),
    "whole": (0, "12", "twelve: #", ""),
    "date": ("2026-12-31", "tomorrow: #", ""),
    "flag": (True, False),
    "choice": ("off-label", "no such: #", ""),
    "several": (["jaw", "neck"], ["a: #"], []),
    "sources": (["herd-2019", "diener-2010"], ["herd-2019", "x: #1"], []),
    "texts": (["Monday: 9 to 5", "# 2", "😀", "a, b", 'say "c"'], ["one\ntwo"], [""], []),
    "issued": ("2010", "2011-02", "2012-12-31", "summer: #", ""),
}


def first_of_each(forms: list[dict[str, Any]]) -> list[tuple[dict[str, Any], Field]]:
    """Return each field of some forms with its form: of the entries of a list, those of the first one where it is."""
    known: dict[str, tuple[dict[str, Any], Field]] = {}
    for form in forms:
        for field in leaves(form["fields"]):
            inner = field["keys"][len(form["keys"]) :]
            known.setdefault("/".join("*" if isinstance(key, int) else key for key in inner), (form, field))
    return list(known.values())


class Before(NamedTuple):
    """A file before it is changed: its text, what it says, and where."""

    text: str
    values: Any
    places: Places


def look(office: Office, path: str) -> Before:
    """Return what a file holds."""
    text, values = office.desk.text(path), office.values(path)
    if path.endswith(".md"):
        return Before(text, values, parse_header(split_front_matter(text)[0] or ""))
    return Before(text, values, DataFile(path, text, values).places)


def check_set(office: Office, path: str, before: Before, field: Field, sent: Any) -> None:
    """Set a field, and see that the value reads back, and that nothing beside it moved; then put the file back."""
    told = f"{path} {field['keys']} {sent!r}"
    keys = keys_in_file(before.values, field["keys"])
    form = office.ask("set", path, keys=field["keys"], was=field["digest"], value=sent, part=field["keys"])
    changed = office.values(path)
    assert less(before.values, keys) == less(changed, keys), told
    written = value_at(changed, keys)
    assert show_value(field["kind"], written) == show_value(field["kind"], read_value(field["kind"], sent)), told
    if isinstance(sent, str) and sent and field["kind"] in ("text", "long", "choice"):
        assert written == sent, told
    assert form["fields"][0]["value"] == show_value(field["kind"], written), told
    old, new, start = moved_lines(before.text, office.desk.text(path))
    if not has(before.values, keys):
        assert len(old) <= 2, told
    elif old or new:
        first, places = before.places.find(keys)[0], before.places.places
        others = [line for name, (line, _) in places.items() if line > first and name[: len(keys)] != keys]
        comma = 1 if path.endswith(".json") else 0  # behind the field before it
        assert first - comma <= start, told
        assert start + len(old) <= min(others, default=len(before.text)), told
    office.put_back(path)


def less(values: Any, keys: Keys) -> Any:
    """Return the values without the one behind these keys, whether it stands there or not."""
    return without(values, keys) if has(values, keys) else values


FORMS = {
    "page": [{"what": "page", "file": path} for path in (JAW_PAIN, MIGRAINE, BOTOX, "content/pages/safety.md")],
    "practice": [{"what": "practice"}],
    "source": [{"what": "source", "id": name} for name in ("diener-2010", "fda-2004-axillary")],
    "word": [{"what": "word", "id": name} for name in ("placebo", "fda")],
    "reviewer": [{"what": "reviewer", "id": "rosa-vidal"}],
}


def fill_in(office: Office) -> None:
    """Put in what the guide has none of: a time line, a reviewer."""
    office.ask("new-reviewer", values={"name": "Rosa Vidal", "credentials": "MD"})
    if "timeline" not in office.values(JAW_PAIN):
        office.ask("add", JAW_PAIN, keys=["timeline"], at=0)
    office.open()


@pytest.mark.parametrize("what", FORMS)
def test_every_field_takes_any_value_and_nothing_else_moves(office: Office, what: str) -> None:
    fill_in(office)
    known: dict[str, Before] = {}
    is_single = False
    for form, field in first_of_each([office.form(**asked) for asked in FORMS[what]]):
        path, more = form["path"], () if known else MORE_TEXTS
        if path not in known:
            known[path] = look(office, path)
        if field["kind"] in ("text", "long") and (is_single := not is_single):
            more = (*more, ANY)
        for value in (*VALUES[field["kind"]], *more):
            check_set(office, path, known[path], field, value)


def test_every_model_has_a_field_among_those_that_are_set(office: Office) -> None:
    fill_in(office)
    asked = [each for forms in FORMS.values() for each in forms]
    labels = {field["label"] for _, field in first_of_each([office.form(**each) for each in asked])}
    models = (PageFields, ArticleFields, Status, Evidence, Answer, Cell, Choice, Change, Moment, Bar, Chart,
              Practice, Address, Reviewer, Term, Source, Author)  # fmt: skip
    for model in models:
        own = {str(info.title) for info in model.model_fields.values() if not any(models_in(info.annotation))}
        assert own <= labels, model
