"""Tell which pages have to be read again: those that have changed, or show data that has changed."""

import re
from collections.abc import Mapping

from plugins.reading.library import Document, Library


def touched_documents(library: Library, earlier: Library | None) -> set[str]:
    """Return the paths of the pages that are new, gone, changed, or that name changed data."""
    if earlier is None:
        return {*library.documents}
    paths = {*library.documents, *earlier.documents}
    touched = {path for path in paths if library.documents.get(path) is not earlier.documents.get(path)}
    if library.data is not earlier.data:
        words = changed_words(library, earlier)
        touched.update(path for path, document in library.documents.items() if names_any(document, words))
    return touched


def changed_words(library: Library, earlier: Library) -> set[str]:
    """Return the source ids, glossary words and reviewers whose entries have changed."""
    now, before = library.data, earlier.data
    words = changed_keys(now.sources, before.sources) | changed_keys(now.reviewers, before.reviewers)
    for key in changed_keys(now.glossary, before.glossary):
        for term in (now.glossary.get(key), before.glossary.get(key)):
            words.update((term.term, *term.also) if term else ())
    return words


def changed_keys(now: Mapping[str, object], before: Mapping[str, object]) -> set[str]:
    """Return the keys whose values differ."""
    return {key for key in {*now, *before} if now.get(key) != before.get(key)}


def names_any(document: Document, words: set[str]) -> bool:
    """Tell whether a page holds one of the words, anywhere: too many pages rather than too few."""
    if not words:
        return False
    pattern = "|".join(re.escape(word) for word in words)
    return bool(re.search(pattern, f"{document.text}\n{document.body}", re.IGNORECASE))
