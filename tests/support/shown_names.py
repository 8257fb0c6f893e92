"""The names that a built page has in place of those of the theme: tests name what they look for as the theme does."""

from functools import cache
from pathlib import Path

from plugins.adapter.short_names import short_names, shorten_css, shorten_html
from plugins.adapter.stylesheet import join_stylesheets

THEME = Path(__file__).resolve().parent.parent.parent / "theme"


@cache
def names_of_theme() -> dict[str, str]:
    """Return the short name of each class and custom property of the theme."""
    return short_names(join_stylesheets(THEME).values())


def shown(selector: str) -> str:
    """Return a CSS selector, or what holds some, as built pages have it: `.prose img` becomes `.a img`."""
    return shorten_css(selector, names_of_theme())


def shown_html(html: str) -> str:
    """Return a piece of HTML as built pages have it."""
    return shorten_html(html, names_of_theme())
