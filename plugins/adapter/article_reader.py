"""Turn a document of the library into what Pelican renders: its HTML, and values for the templates."""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican import signals
from pelican.generators import Generator
from pelican.readers import BaseReader, Readers
from pelican.urlwrappers import Category

from plugins.facts.review_status import review_status
from plugins.facts.source_parts import is_further_list, placed_parts
from plugins.markup.body import Body, convert_bodies, convert_body, make_markdown
from plugins.markup.placement import split_parts
from plugins.problems.reporting import Refused
from plugins.reading.article_fields import ArticleFields
from plugins.reading.library import Document, Library


@dataclass(frozen=True)
class Heading:
    """A section of a page, for its list of contents."""

    id: str
    title: Markup


class ArticleReader(BaseReader):
    """Pelican's reader for .md files; the gate has read and checked them already."""

    file_extensions = ["md"]  # noqa: RUF012 (Pelican's own attribute)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML of a page and what templates may know of it.

        Raises KeyError for a page unknown to the gate, Refused with every problem for one that it refuses:
        Pelican would leave out a page with any other exception, and carry on.
        """
        library: Library = self.settings["LIBRARY"]
        name = Path(source_path).relative_to(Path(self.settings["PATH"]).resolve()).as_posix()
        document = library.documents[f"content/{name}"]
        if "BODIES" not in self.settings:  # all of them, when Pelican asks for the first
            documents = [page for page in library.documents.values() if page.fields is not None]
            self.settings["BODIES"] = convert_bodies(documents, library, memory=self.settings.get("MEMORY"))
        found: Body | None = self.settings["BODIES"].pop(document.path, None)
        if found is None and self.settings.get("RENDER_ON_REQUEST"):
            body = Body(html="", contents=())  # the preview fills in the page that is asked for
        else:
            body = found or self.convert(document, library)
        if body.refused:
            raise Refused([refusal.problem for refusal in body.refused])
        return self.gather(document, body, library)

    def convert(self, document: Document, library: Library) -> Body:
        """Return what the Markdown of a page becomes, judged."""
        return convert_body(make_markdown(), document, library.data.sources, library.shown_pictures)

    def gather(self, document: Document, body: Body, library: Library) -> tuple[str, dict[str, Any]]:
        """Return the HTML of a page and all values that templates may use."""
        fields = document.fields
        if fields is None:
            raise ValueError(f"{document.path}: its header cannot be read")
        today: date = self.settings["BUILD_DATE"]
        is_hidden = fields.draft or fields.published > today
        is_written = not is_hidden or bool(self.settings["DRAFT_SAVE_AS"])
        return body.html, {
            "title": fields.title,
            "summary": fields.summary,
            "date": datetime.combine(fields.published, time()),
            "modified": datetime.combine(fields.updated, time()),
            "status": "draft" if is_hidden else "published",
            "slug": document.slug,
            "address": document.address,
            "file": document.file,
            # Said here rather than worked out by Pelican, at each of the thousand places that link to it
            "url": document.address,
            "save_as": document.file if is_written else "",
            # Pelican's generator reads this of each draft, and of nothing else
            **({"category": Category("drafts", self.settings)} if is_hidden else {}),
            "order": fields.order,
            "template": document.kind,
            "kind": document.kind,
            "fields": fields,
            "ruling": fields.ruling if isinstance(fields, ArticleFields) else None,
            "body": body,
            "blocks": body.blocks,
            "citations": body.citations(library.data.sources),
            "source_parts": [part for part, _ in placed_parts(document)],
            "is_further_list": is_further_list(document),
            "contents": [Heading(name, Markup(html)) for name, html in body.contents],
            "review": review_status(document, library.data.reviewers, today),
        }


def use_reader(readers: Readers) -> None:
    """Put our reader in the place of Pelican's Markdown reader."""
    readers.reader_classes["md"] = ArticleReader


def add_filters(generator: Generator) -> None:
    """Let templates walk through a body: `article.content | parts`."""
    generator.env.filters["parts"] = lambda body: list(split_parts(str(body)))


def register() -> None:
    """Run when Pelican makes its readers and its generators."""
    signals.readers_init.connect(use_reader)
    signals.generator_init.connect(add_filters)
