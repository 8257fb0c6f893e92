"""All forms that can be opened, and what they offer by name: sources and reviewers, each with its label."""

from typing import Any

from plugins.problems.field_errors import shorten
from plugins.reading.library import Document
from plugins.reading.redirects import REDIRECTS
from plugins.reading.site_data import GLOSSARY, PRACTICE, REVIEWERS, SOURCES
from plugins.reading.source_entries import Source
from tooling.editor.desk import Desk
from tooling.editor.forms import Known


def known_of(desk: Desk) -> Known:
    """Return the sources and reviewers that can be chosen, as far as they can be read."""
    data = desk.library.data
    sources = {name: label_of_source(source) for name, source in data.sources.items()}
    return Known(sources, {name: reviewer.name for name, reviewer in data.reviewers.items()})


def label_of_source(source: Source) -> str:
    """Return `Herd CP 2019: Botulinum toxins for …`, as far as it is known."""
    author = source.author[0].name if source.author else source.container_title
    return shorten(f"{author} {source.year}".strip() + f": {source.title}")


def list_forms(desk: Desk) -> list[dict[str, Any]]:
    """Return the forms that can be opened, in groups: of pages, the practice, sources, words, reviewers and redirects.

    An entry of data that cannot be read is listed by its name, so that its form can mend it.
    """
    data = desk.library.data
    pages = [_listed(_title_of(each), "page", desk.id_of(path)) for path, each in desk.library.documents.items()]
    sources = [
        _listed(label_of_source(data.sources[name]) if name in data.sources else name or f"Source {row + 1}", "source",
                desk.id_of(SOURCES), name or None, None if name else [row])
        for name, row in data.source_rows.items()
    ]  # fmt: skip
    words = _listed_entries(desk, "word", GLOSSARY, "terms", "term")
    reviewers = _listed_entries(desk, "reviewer", REVIEWERS, "reviewers", "name")
    groups = {
        "Pages": pages,
        "The practice": [_listed("The practice", "practice", desk.id_of(PRACTICE))],
        "Sources": sources,
        "Words explained": words,
        "Reviewers": reviewers,
        "Pages that moved": [_listed("Pages that moved", "redirects", desk.id_of(REDIRECTS))],
    }
    return [
        {"label": label, "forms": sorted(forms, key=lambda form: str(form["label"]).lower())}
        for label, forms in groups.items()
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
