"""Every page of the site and how to render it: the one thing that the build and the preview share.

Pelican's writer renders a page as soon as it is told of it. This one notes how to render it; the build then renders
every entry, and the preview the entry that the browser asks for.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Template
from pelican import Pelican, signals
from pelican.utils import sanitised_join
from pelican.writers import FileOverwriteFailedError, Writer


class PageTable(Writer):  # type: ignore[misc]
    """A writer that keeps, for each path of the site, how to render it.

    entries: from the path of a page, relative to the output folder, to a function that returns its text.
    """

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings)
        self.entries: dict[str, Callable[[], str]] = {}
        settings["PAGE_TABLE"] = self

    def write_file(  # noqa: PLR0913 (the signature is Pelican's)
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
        """Note how to render a page. Raises FileOverwriteFailedError if its path is taken, RuntimeError if outside."""
        if not name:
            return
        sanitised_join(self.output_path, name)
        if name in self.entries:
            raise FileOverwriteFailedError(f"Two pages want to be {name}.")

        def render() -> str:
            return str(template.render({**context, "output_file": name, **variables}))

        self.entries[name] = render

    def render(self, name: str) -> str:
        """Return the text of one page. Raises KeyError for an unknown path, and whatever its template raises."""
        return self.entries[name]()

    def render_all(self) -> Iterator[tuple[str, str]]:
        """Yield the path and the text of every page, in the order of their paths."""
        for name in sorted(self.entries):
            yield name, self.entries[name]()


def write_all(pelican: Pelican) -> None:
    """Write every page of the table into the output folder: what a build does at its end."""
    if pelican.settings.get("RENDER_ON_REQUEST"):
        return
    table: PageTable = pelican.settings["PAGE_TABLE"]
    for name, text in table.render_all():
        path = Path(table.output_path, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def use_page_table(pelican: Pelican) -> type[Writer]:
    """Give Pelican our writer."""
    return PageTable


def register() -> None:
    """Run when Pelican asks for its writer, and when all pages are known."""
    signals.get_writer.connect(use_page_table)
    signals.finalized.connect(write_all)
