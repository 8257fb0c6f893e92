"""Join the CSS files of the theme in layer order, without blanks and comments, for the style block of each page.

Every page has the layers and the components; css/below/ adds what stands on every page below the home page, css/kinds/
what only one kind of page shows. What is published leaves out the components that no page of the kind has in its header.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import lightningcss
from markupsafe import Markup
from pelican import Pelican, signals

from plugins.adapter.short_names import short_names, shorten_css
from plugins.problems.problem import Problem, ProblemError
from plugins.reading.library import Document

# The order of layers decides who wins; a file names its own layer.
KINDS = {
    "overview": ("components",),
    "use": ("components", "below"),
    "page": ("components", "below"),
}  # and their folders
LAYERS = ("tokens", "reset", "base", "layout", "components", "utilities", "print")
# The first that know @layer, from 2022 on: what they lack, such as light-dark(), is written in their words
OLDEST_BROWSERS = ["chrome >= 99", "firefox >= 97", "safari >= 15.4", "ios_saf >= 15.4", "samsung >= 18"]
NOT_BRACES = re.compile(r"/\*.*?\*/|\"[^\"\n]*\"|'[^'\n]*'", re.DOTALL)
STYLE_END = re.compile(r"</\s*style", re.IGNORECASE)


def css_files(folder: Path, kind: str, unused: frozenset[str] = frozenset()) -> list[Path]:
    """Return the CSS files of theme/static/css that a kind of page has, in the order in which they are joined.

    unused: the names of components that are left out.
    """
    shared = [file for name in KINDS[kind] for file in sorted((folder / name).glob("[!._]*.css"))]
    parts = {"components": [*shared, folder / "kinds" / f"{kind}.css"]}
    files = [file for layer in LAYERS for file in parts.get(layer, [folder / f"{layer}.css"])]
    return [file for file in files if file.stem not in unused and file.is_file()]


def join_stylesheet(folder: Path, kind: str, unused: frozenset[str] = frozenset()) -> Markup:
    """Return the style sheet of a kind of page, minified. Raises ValueError; ProblemError for what is not CSS."""
    parts = {file.relative_to(folder): file.read_text(encoding="utf-8") for file in css_files(folder, kind, unused)}
    for name, css in parts.items():
        minify(css, name)  # by itself, so that a slip is named with its own file and line
    # As it was written: what is minified twice has its prefixes twice
    sheet = minify("\n".join([f"@layer {','.join(LAYERS)};", *parts.values()]), Path())
    if STYLE_END.search(sheet):
        raise ValueError('A CSS file holds "</style", which would end the style block of every page. Take it out.')
    return Markup(sheet)


@lru_cache(maxsize=100)  # the kinds of pages share most files
def minify(css: str, name: Path) -> str:
    """Return CSS without blanks and comments, as OLDEST_BROWSERS understand it. Raises ProblemError for what is not CSS."""
    path = f"theme/static/css/{name.as_posix()}"
    braces = NOT_BRACES.sub("", css)
    if braces.count("{") != braces.count("}"):  # CSS itself forgives what is not closed
        told = "A brace is missing, or one too many. Count them."
        raise ProblemError(Problem(path, css.count("\n") or 1, 1, "css", told))
    try:
        return str(lightningcss.process_stylesheet(css, filename="css", browsers_list=OLDEST_BROWSERS))
    except ValueError as error:
        # lightningcss tells the place in its words alone, and counts lines from 0
        said = re.fullmatch(r"Parsing stylesheet failed: (?P<why>.*) at css:(?P<line>\d+):(?P<column>\d+)", str(error))
        line, column, why = (int(said["line"]) + 1, int(said["column"]), said["why"]) if said else (1, 1, str(error))
        told = f"This is not CSS ({why}). Check the braces here and above."
        raise ProblemError(Problem(path, line, column, "css", told)) from None


def join_stylesheets(theme: Path, documents: Iterable[Document] | None = None) -> dict[str, Markup]:
    """Return the style sheet of each kind of page of a theme: whole, or as these documents need it."""
    known = None if documents is None else list(documents)
    unused = {kind: frozenset() if known is None else unused_components(known, kind) for kind in KINDS}
    return {kind: join_stylesheet(theme / "static" / "css", kind, unused[kind]) for kind in KINDS}


def unused_components(documents: Iterable[Document], kind: str) -> frozenset[str]:
    """Return the components that no document of a kind has in its header."""
    articles = [document.article for document in documents if document.kind == kind and document.article]
    people = [chart.shows_people for article in articles for chart in article.charts]
    shown = {
        "timeline": any(article.timeline for article in articles),
        "choices": any(article.choices for article in articles),
        "chart": bool(people),
        "chart_averages": not all(people),
        "chart_people": any(people),
    }
    return frozenset(name for name, is_shown in shown.items() if not is_shown)


def add_stylesheets(pelican: Pelican) -> None:
    """Give templates the variable STYLESHEETS, and the writer SHORT_NAMES: of what is published, not of the preview."""
    sheets, names = join_stylesheets(Path(pelican.theme)), {}
    if not pelican.settings.get("RENDER_ON_REQUEST"):
        names = short_names(sheets.values())
        sheets = join_stylesheets(Path(pelican.theme), pelican.settings["LIBRARY"].documents.values())
    pelican.settings["SHORT_NAMES"] = names
    pelican.settings["STYLESHEETS"] = {kind: Markup(shorten_css(sheet, names)) for kind, sheet in sheets.items()}


def register() -> None:
    """Run when the settings are read."""
    signals.initialized.connect(add_stylesheets)
