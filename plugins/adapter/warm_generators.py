"""Pelican's own generators, told which files there are and handed from memory what has not changed: for the preview."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator, StaticGenerator


def start_context(context: dict[str, Any], settings: dict[str, Any]) -> None:
    """Make the context of a pass anew, in place: what `Pelican.run()` does once, at its start."""
    context.clear()
    context.update(settings)
    context.update(generated_content={}, static_links=set(), static_content={}, localsiteurl=settings["SITEURL"])


class Remembering:
    """Keeps what was read from one pass to the next; a file that is not among `kept` is read.

    names: the files, relative to content/, as Pelican would find them. kept: what was read, by name.
    """

    names: Iterable[str] = ()
    kept: dict[str, Content]
    context: dict[str, Any]

    def generate_output(self, writer: Any) -> None:
        """Note every page; Pelican's own generator does this."""
        super().generate_output(writer)  # type: ignore[misc]

    def get_files(self, *_: Any, **__: Any) -> Iterable[str]:
        """Return the files that the library has found."""
        return self.names

    def get_cached_data(self, name: str, default: Any = None) -> Any:
        """Return what was read of a file, unless it has changed."""
        return self.kept.get(name, default)

    def cache_data(self, name: str, content: Content) -> None:
        """Keep what was read."""
        self.kept[name] = content

    def add_source_path(self, content: Content, static: bool = False) -> None:
        """Note where a page came from, without working out its path anew."""
        self.context["generated_content"][content.relative_source_path] = content

    def add_static_links(self, content: Content) -> None:
        """Do nothing: every picture stands in STATIC_PATHS, and is found there."""


class WarmArticles(Remembering, ArticlesGenerator):
    """The articles."""

    def generate_context(self) -> None:
        """Start with empty lists, since Pelican only ever adds to them."""
        for name in ("tags", "categories", "authors"):
            setattr(self, name, defaultdict(list))
        super().generate_context()


class WarmPages(Remembering, PagesGenerator):
    """The pages that are not articles."""


class KnownStatics(StaticGenerator):
    """The pictures and files that the library knows.

    Pelican's own generator walks the folders itself and follows links, so that a link would be shown which the
    gate has refused, or a whole disk be walked.

    names: their paths, relative to content/.
    """

    names: Iterable[str] = ()

    def get_files(self, paths: list[str], *_: Any, **__: Any) -> set[str]:
        """Return those that lie in one of the folders `paths`."""
        return {name for name in self.names if name.partition("/")[0] in paths}


def make_generators(context: dict[str, Any], settings: dict[str, Any]) -> list[Generator]:
    """Return the generators of a site that is kept warm, in Pelican's order."""
    folders = {"path": settings["PATH"], "theme": settings["THEME"], "output_path": settings["OUTPUT_PATH"]}
    articles, pages = (kind(context=context, settings=settings, **folders) for kind in (WarmArticles, WarmPages))
    articles.kept, pages.kept = {}, {}
    return [articles, pages, KnownStatics(context=context, settings=settings, **folders)]
