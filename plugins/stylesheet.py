"""Join the CSS files of the theme in layer order, without blanks and comments, for the style block of each page.

Every page has the layers and the components; css/kinds/ adds what only one kind of page shows.
"""

import re
from pathlib import Path

import lightningcss
from markupsafe import Markup
from pelican import Pelican, signals

# The order of layers decides who wins; a file names its own layer.
KINDS = ("overview", "use", "page")
LAYERS = ("tokens", "reset", "base", "layout", "components", "utilities", "print")
STYLE_END = re.compile(r"</\s*style", re.IGNORECASE)


def css_files(folder: Path, kind: str) -> list[Path]:
    """Return the CSS files of theme/static/css that a kind of page has, in the order in which they are joined."""
    parts = {"components": [*sorted((folder / "components").glob("*.css")), folder / "kinds" / f"{kind}.css"]}
    files = [file for layer in LAYERS for file in parts.get(layer, [folder / f"{layer}.css"])]
    return [file for file in files if file.is_file()]


def join_stylesheet(folder: Path, kind: str) -> Markup:
    """Return the style sheet of a kind of page, minified. Raises ValueError, naming the place, for what is not CSS."""
    sources = [f"@layer {', '.join(LAYERS)};"]
    for file in css_files(folder, kind):
        sources.append(file.read_text(encoding="utf-8"))
        # By itself first, so that a slip is named with its own file and line
        lightningcss.process_stylesheet(sources[-1], filename=f"theme/static/css/{file.relative_to(folder)}")
    sheet = str(lightningcss.process_stylesheet("\n".join(sources)))
    if STYLE_END.search(sheet):
        raise ValueError('A CSS file holds "</style", which would end the style block of every page. Take it out.')
    return Markup(sheet)


def join_stylesheets(theme: Path) -> dict[str, Markup]:
    """Return the style sheet of each kind of page of a theme."""
    return {kind: join_stylesheet(theme / "static" / "css", kind) for kind in KINDS}


def add_stylesheets(pelican: Pelican) -> None:
    """Give templates the variable STYLESHEETS."""
    pelican.settings["STYLESHEETS"] = join_stylesheets(Path(pelican.theme))


def register() -> None:
    """Run when the settings are read."""
    signals.initialized.connect(add_stylesheets)
