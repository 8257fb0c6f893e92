"""The ids that the theme and the preview give to their own parts of a page; a heading of the text takes another."""

import re

# theme/templates: base, use, overview, in_short, contents_list, source_list, about_page, all-sources; tooling/preview/page.py
TAKEN = ("main", "sources", "status", "short", "contents", "about-this-page", "related")
NUMBERED = re.compile(r"(?:source|cite|callout)-\d+|all-sources-(?:studies|others)(?:-.*)?|preview(?:-.*)?", re.DOTALL)


def is_reserved(name: str) -> bool:
    """Tell whether a heading may not have this id."""
    return name in TAKEN or NUMBERED.fullmatch(name) is not None
