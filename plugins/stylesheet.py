"""Join the CSS files of the theme in layer order, without blanks and comments, for the style block of each page."""

import re
from pathlib import Path

import lightningcss
from markupsafe import Markup
from pelican import Pelican, signals

# The order of layers decides who wins; a file names its own layer.
LAYERS = ("tokens", "reset", "base", "layout", "components", "utilities", "print")
STYLE_END = re.compile(r"</\s*style", re.IGNORECASE)


def css_files(folder: Path) -> list[Path]:
    """Return the CSS files of theme/static/css in the order in which they are joined."""
    return [
        file
        for layer in LAYERS
        for file in ([folder / f"{layer}.css"] if layer != "components" else sorted((folder / layer).glob("*.css")))
        if file.is_file()
    ]


def join_stylesheet(folder: Path) -> Markup:
    """Return the whole style sheet, minified. Raises ValueError, naming the place, for what is not CSS."""
    sources = [f"@layer {', '.join(LAYERS)};", *(file.read_text(encoding="utf-8") for file in css_files(folder))]
    # Each file by itself first, so that a slip is named with its own file and line.
    for file in css_files(folder):
        lightningcss.process_stylesheet(file.read_text(encoding="utf-8"), filename=f"theme/static/css/{file.name}")
    sheet = str(lightningcss.process_stylesheet("\n".join(sources)))
    if STYLE_END.search(sheet):
        raise ValueError('A CSS file holds "</style", which would end the style block of every page. Take it out.')
    return Markup(sheet)  # noqa: S704 (our own files; what could end the block was refused)


def add_stylesheet(pelican: Pelican) -> None:
    """Give templates the variable STYLESHEET."""
    pelican.settings["STYLESHEET"] = join_stylesheet(Path(pelican.theme) / "static" / "css")


def register() -> None:
    """Run when the settings are read."""
    signals.initialized.connect(add_stylesheet)
