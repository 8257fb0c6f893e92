"""Every page of the site and how to render it, which the build and the preview share; and what is copied as it is.

Pelican's writer renders a page as soon as it is told of it. This one notes how to render it; the build then
renders every entry, and the preview the entry that the browser asks for.
"""

import re
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import Template
from pelican import Pelican, signals
from pelican.generators import StaticGenerator
from pelican.utils import sanitised_join
from pelican.writers import FileOverwriteFailedError, Writer

from plugins.adapter.drawn_pictures import write_file, write_pictures
from plugins.adapter.page_inputs import page_inputs
from plugins.adapter.short_names import shorten_html
from plugins.memory.steps import Memory, Step
from plugins.problems.reporting import Refused
from plugins.reading.library import Library
from plugins.reading.pictures import KINDS, Picture
from plugins.reading.public_files import read_public_file
from plugins.workers import map_forked

# A name that cannot lead out of the output folder; any other one is looked at more closely
PAGE: Step[str] = Step("page", str)
AT_ONCE = 1000  # pages in the main memory
PLAIN_NAME = re.compile(r"[a-z0-9-]+(?:[./][a-z0-9-]+)*")


class PageTable(Writer):
    """A writer that keeps, for each path of the site, how to render it.

    entries: from the path of a page, relative to the output folder, to a function that returns its text.
    contents: the article or page that stands behind it, if one does.
    """

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings)
        self.entries: dict[str, Callable[[], str]] = {}
        self.contents: dict[str, Any] = {}
        settings["PAGE_TABLE"] = self

    def write_file(
        self,
        name: str,
        template: Template,
        context: dict[str, Any],
        relative_urls: bool = False,
        paginated: Any = None,
        template_name: str | None = None,
        override_output: bool = False,
        url: str | None = None,
        **variables: Any,
    ) -> None:
        """Note how to render a page.

        Raises FileOverwriteFailedError if its path is taken, RuntimeError if outside.
        """
        if not name:
            return
        if name in self.entries:
            raise FileOverwriteFailedError(f"Two pages want to be {name}.")
        if not PLAIN_NAME.fullmatch(name):
            sanitised_join(self.output_path, name)

        def render() -> str:
            text = str(template.render({**context, "output_file": name, **variables}))
            return shorten_html(text, self.settings["SHORT_NAMES"]) if self.settings.get("SHORT_NAMES") else text

        self.entries[name] = render
        if (content := variables.get("article") or variables.get("page")) is not None:
            self.contents[name] = content

    def render(self, name: str) -> str:
        """Return the text of one page.

        Raises KeyError for an unknown path, and whatever its template raises.
        """
        try:
            return self.entries[name]()
        except Exception as error:
            error.add_note(name)  # a template serves many pages: say which one it was
            raise


def write_all(pelican: Pelican) -> None:
    """Write every page of the table into the output folder: what a build does at its end."""
    if pelican.settings.get("RENDER_ON_REQUEST"):
        return
    table: PageTable = pelican.settings["PAGE_TABLE"]

    output = Path(table.output_path)
    memory: Memory = pelican.settings.get("MEMORY") or Memory()
    copy_public_files(pelican.settings["LIBRARY"], Path(pelican.settings["PATH"]), output, memory)
    names = sorted(table.entries)
    for name in names if memory.store else names[:1]:
        if name not in table.contents or not memory.store:
            write(output, name, table.render(name))  # the first one here, so that workers find the templates compiled
    if memory.store is None:
        map_forked(lambda name: write(output, name, table.render(name)), names[1:])
        return
    inputs = page_inputs(pelican.settings, table.contents)
    rest = iter(sorted(table.contents))
    while some := list(islice(rest, AT_ONCE)):
        texts = memory.map(PAGE, table.render, some, inputs)
        map_forked(lambda page: write(output, *page), list(zip(some, texts, strict=True)))


def write(output: Path, name: str, text: str) -> None:
    """Write a page into the output folder."""
    path = output / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def copy_public_files(library: Library, content: Path, output: Path, memory: Memory) -> None:
    """Copy what the library knows of content/images/ and content/extra/, and nothing else; pictures are drawn anew.

    Pelican's own copying walks the folders by itself and follows links. Here each file is read without following one,
    and judged again, so that the bytes that are written are the ones that were judged. Raises Refused for a file
    that has become, since the gate read it, what may not be published.
    """
    pictures = {path: library.pictures.get(path, Picture()) for path in library.others if path.endswith(tuple(KINDS))}
    write_pictures(pictures, content, output, memory)
    for path in sorted(library.others - pictures.keys()):
        raw, problems = read_public_file(content, path)
        if problems:
            raise Refused(problems)
        write_file(output / path.removeprefix("content/"), raw)


def forget_statics(generator: StaticGenerator) -> None:
    """Leave Pelican nothing to copy but the theme's icons: whatever it found by itself nobody has judged."""
    generator.staticfiles = []
    generator.context["staticfiles"] = []


def use_page_table(pelican: Pelican) -> type[Writer]:
    """Give Pelican our writer."""
    return PageTable


def register() -> None:
    """Run when Pelican asks for its writer, when it has looked for files to copy, and when all pages are known."""
    signals.get_writer.connect(use_page_table)
    signals.static_generator_finalized.connect(forget_statics)
    signals.finalized.connect(write_all)
