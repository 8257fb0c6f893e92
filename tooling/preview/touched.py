"""Tell which pages have to be read again: those that have changed, or show data that has changed."""

from plugins.reading.library import Document, Library
from plugins.reading.site_data import SiteData


def touched_documents(library: Library, earlier: Library | None) -> set[str]:
    """Return the paths of the pages that are new, gone, changed, or that show other data."""
    if earlier is None:
        return {*library.documents}
    paths = {*library.documents, *earlier.documents}
    touched = {path for path in paths if library.documents.get(path) is not earlier.documents.get(path)}
    if library.shown_pictures != earlier.shown_pictures:
        touched.update(path for path, page in library.documents.items() if library.pictures_in(page))
    if library.data is not earlier.data:
        pages = library.documents.items()
        touched.update(path for path, page in pages if shown(page, library.data) != shown(page, earlier.data))
    return touched


def shown(document: Document, data: SiteData) -> object:
    """Return the data that is read into a page: the sources that it names, and who reviewed it."""
    sources = {name: data.sources[name] for name in document.words & data.sources.keys()}
    reviewer = document.fields.reviewer if document.fields else None
    return sources, data.reviewers.get(reviewer or "")
