"""All forms that can be opened, and what they offer by name: sources and reviewers, each with its label."""

from typing import Any

from plugins.problems.field_errors import shorten
from plugins.reading.library import Document
from plugins.reading.redirects import REDIRECTS
from plugins.reading.site_data import GLOSSARY, PRACTICE, REVIEWERS, SOURCES
from plugins.reading.source_entries import Source
from tooling.editor.desk import Desk
from tooling.editor.finding import by_line
from tooling.editor.forms.descriptions import Known


def known_of(desk: Desk) -> Known:
    """Return the sources and reviewers that can be chosen, as far as they can be read."""
    data = desk.library.data
    reviewers = {name: reviewer.name for name, reviewer in data.reviewers.items()}
    return Known(lambda name: label_source(data.sources.get(name), name), reviewers)


def label_source(source: Source | None, name: str) -> str:
    """Return `Herd CP, 2019: Botulinum toxins for …`; of a source that cannot be read its name."""
    return shorten(f"{by_line(source)}: {source.title}") if source else name


def list_forms(desk: Desk, only: str | None = None) -> list[dict[str, Any]]:
    """Return the forms that can be opened, in groups: of pages, the practice, sources, words, reviewers and redirects.

    only: the id of one group, if not all are asked for.
    An entry of data that cannot be read is listed by its name, so that its form can mend it.
    """
    data = desk.library.data
    pages = [_listed(_title_of(each), "page", desk.id_of(path)) for path, each in desk.library.documents.items()]
    sources = [
        _listed(label_source(data.sources.get(name), name or f"Source {row + 1}"), "source",
                desk.id_of(SOURCES), name or None, None if name else [row])
        for name, row in data.source_rows.items()
    ]  # fmt: skip
    words = _listed_entries(desk, "word", GLOSSARY, "terms", "term")
    reviewers = _listed_entries(desk, "reviewer", REVIEWERS, "reviewers", "name")
    groups = {
        "pages": ("Pages", pages),
        "practice": ("The practice", [_listed("The practice", "practice", desk.id_of(PRACTICE))]),
        "sources": ("Sources", sources),
        "words": ("Words explained", words),
        "reviewers": ("Reviewers", reviewers),
        "redirects": ("Pages that moved", [_listed("Pages that moved", "redirects", desk.id_of(REDIRECTS))]),
    }
    return [
        {"id": group, "label": label, "forms": sorted(forms, key=lambda form: str(form["label"]).lower())}
        for group, (label, forms) in groups.items()
        if only in (None, group)
    ]


def _listed(
    label: str, what: str, file: str, name: str | None = None, keys: list[int] | None = None
) -> dict[str, object]:
    return {"label": label, "what": what, "file": file, "id": name, "keys": keys}


def _title_of(document: Document) -> str:
    title = document.header.values.get("title") if document.header else None
    return str(title or document.path)


def _listed_entries(desk: Desk, what: str, path: str, table: str, label: str) -> list[dict[str, object]]:
    """Return the entries of a TOML file's one group, each with the word that it is known by."""
    file = next((file for file in desk.library.data.files if file.path == path), None)
    entries = file.values.get(table) if file else None
    return [
        _listed(str(entry.get(label) or name) if isinstance(entry, dict) else name, what, desk.id_of(path), name)
        for name, entry in (entries.items() if isinstance(entries, dict) else ())
    ]
