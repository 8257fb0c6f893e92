"""Join the CSS files of the theme in layer order, without blanks and comments, for the style block of each page.

Every page has the layers and the components; css/kinds/ adds what only one kind of page shows.
"""

import re
from functools import lru_cache
from pathlib import Path

import lightningcss
from markupsafe import Markup
from pelican import Pelican, signals

from plugins.problems.problem import Problem, ProblemError

# The order of layers decides who wins; a file names its own layer.
KINDS = ("overview", "use", "page")
LAYERS = ("tokens", "reset", "base", "layout", "components", "utilities", "print")
# The first that know @layer, from 2022 on: what they lack, such as light-dark(), is written in their words
OLDEST_BROWSERS = ["chrome >= 99", "firefox >= 97", "safari >= 15.4", "ios_saf >= 15.4", "samsung >= 18"]
NOT_BRACES = re.compile(r"/\*.*?\*/|\"[^\"\n]*\"|'[^'\n]*'", re.DOTALL)
STYLE_END = re.compile(r"</\s*style", re.IGNORECASE)


def css_files(folder: Path, kind: str) -> list[Path]:
    """Return the CSS files of theme/static/css that a kind of page has, in the order in which they are joined."""
    parts = {"components": [*sorted((folder / "components").glob("[!._]*.css")), folder / "kinds" / f"{kind}.css"]}
    files = [file for layer in LAYERS for file in parts.get(layer, [folder / f"{layer}.css"])]
    return [file for file in files if file.is_file()]


def join_stylesheet(folder: Path, kind: str) -> Markup:
    """Return the style sheet of a kind of page, minified. Raises ValueError; ProblemError for what is not CSS."""
    # One file after the other, so that a slip is named with its own file and line
    parts = [minify(file.read_text(encoding="utf-8"), file.relative_to(folder)) for file in css_files(folder, kind)]
    sheet = minify("".join([f"@layer {','.join(LAYERS)};", *parts]), Path())  # once more, which joins the layers
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


def join_stylesheets(theme: Path) -> dict[str, Markup]:
    """Return the style sheet of each kind of page of a theme."""
    return {kind: join_stylesheet(theme / "static" / "css", kind) for kind in KINDS}


def add_stylesheets(pelican: Pelican) -> None:
    """Give templates the variable STYLESHEETS."""
    pelican.settings["STYLESHEETS"] = join_stylesheets(Path(pelican.theme))


def register() -> None:
    """Run when the settings are read."""
    signals.initialized.connect(add_stylesheets)
