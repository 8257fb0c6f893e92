"""Every page of the site and how to render it: the one thing that the build and the preview share.

Pelican's writer renders a page as soon as it is told of it. This one notes how to render it; the build then
renders every entry, and the preview the entry that the browser asks for.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Template
from pelican import Pelican, signals
from pelican.utils import sanitised_join
from pelican.writers import FileOverwriteFailedError, Writer

from plugins.workers import map_forked

# A name that cannot lead out of the output folder; any other one is looked at more closely
PLAIN_NAME = re.compile(r"[a-z0-9-]+(?:[./][a-z0-9-]+)*")


class PageTable(Writer):
    """A writer that keeps, for each path of the site, how to render it.

    entries: from the path of a page, relative to the output folder, to a function that returns its text.
    """

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings)
        self.entries: dict[str, Callable[[], str]] = {}
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
            return str(template.render({**context, "output_file": name, **variables}))

        self.entries[name] = render

    def render(self, name: str) -> str:
        """Return the text of one page.

        Raises KeyError for an unknown path, and whatever its template raises.
        """
        try:
            return self.entries[name]()
        except Exception as error:
            error.add_note(name)  # a template serves many pages: say which one it was
            raise

    def render_all(self) -> Iterator[tuple[str, str]]:
        """Yield the path and the text of every page, in the order of their paths."""
        for name in sorted(self.entries):
            yield name, self.render(name)


def write_all(pelican: Pelican) -> None:
    """Write every page of the table into the output folder: what a build does at its end."""
    if pelican.settings.get("RENDER_ON_REQUEST"):
        return
    table: PageTable = pelican.settings["PAGE_TABLE"]

    def write(name: str) -> None:
        path = Path(table.output_path, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(table.render(name), encoding="utf-8", newline="\n")

    names = sorted(table.entries)
    for name in names[:1]:
        write(name)  # here, so that workers find the templates compiled
    map_forked(write, names[1:])


def use_page_table(pelican: Pelican) -> type[Writer]:
    """Give Pelican our writer."""
    return PageTable


def register() -> None:
    """Run when Pelican asks for its writer, and when all pages are known."""
    signals.get_writer.connect(use_page_table)
    signals.finalized.connect(write_all)
