"""What the HTML of a page depends on: its own text, and what templates may know of the site and of the other pages.

A page may show the header of another one, its address, the state of its review and what it cites; never its body.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from plugins.memory.steps import Inputs, digest, hash_folder
from plugins.reading.front_matter import split_front_matter
from plugins.reading.library import Document, Library
from plugins.reading.notices import NOTICES

PLAIN = (str, int, float, bool, type(None))
ELSEWHERE = {
    "OUTPUT_PATH",
    "PATH",
    "THEME",
    "PROJECT",
    "CACHE_PATH",
    "PLUGIN_PATHS",
}  # where things are, not what they say


def page_inputs(settings: Mapping[str, Any], contents: Mapping[str, Any]) -> Callable[[str], Inputs]:
    """Return the function that names what a page depends on, by its path in the output folder.

    contents: Pelican's articles and pages, by that path; it knows no other path.
    """
    library: Library = settings["LIBRARY"]
    documents = {document.file: document for document in library.documents.values()}
    plain = [
        f"{name}={settings[name]!r}" for name in sorted(settings) if name not in ELSEWHERE and is_plain(settings[name])
    ]
    listed = [listing(documents[name], content) for name, content in sorted(contents.items())]
    notices = ["\n".join(line.text for line in library.blocks.get(name, ())) for name in sorted(NOTICES)]
    day, theme = repr(settings["BUILD_DATE"]), hash_folder(Path(settings["THEME"]))
    sheets = map(str, settings["STYLESHEETS"].values())  # they follow from all headers together
    shared = digest(library.data.digest, day, theme, *sheets, *plain, *listed, *notices)
    return lambda name: (name, shared, documents[name].digest, library.pictures_in(documents[name]))


def is_plain(value: object) -> bool:
    """Tell whether a setting says itself what it is: a text, a number, a list of them."""
    return isinstance(value, PLAIN) or (
        isinstance(value, list | tuple) and all(isinstance(each, PLAIN) for each in value)
    )


def listing(document: Document, content: Any) -> str:
    """Return what other pages may know of a page."""
    review = content.review
    told = (review.state, review.reviewer, review.reviewed, review.next_review, review.is_overdue, review.unlisted)
    where = (document.path, content.url, content.save_as, content.status)
    header = split_front_matter(document.text)[0]
    return repr((where, header, told, list(content.citations)))
