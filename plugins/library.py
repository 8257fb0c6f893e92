"""Every page of content/, read once: the gate checks these documents and Pelican renders the same ones."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from plugins.article_fields import SLUG, ArticleFields, PageFields
from plugins.front_matter import Header, as_problems, check_header, parse_header, split_front_matter
from plugins.placement import BLOCK_KIND, PLACEMENT
from plugins.problem import Problem
from plugins.site_data import SiteData, read_site_data
from plugins.source_files import read_source_files

Kind = Literal["overview", "use", "page"]
OVERVIEW = "content/botox.md"
NOT_FOUND = "404"


@dataclass(frozen=True)
class Line:
    """A line of a body, and where an editor finds it: its own file, or that of a shared block."""

    path: str
    number: int  # 1-based
    text: str


@dataclass(frozen=True)
class Document:
    """A page as its editor wrote it, read but not rendered.

    path: from the project's root. slug: its file name without the ending.
    address: of the page, without the leading slash ("" is the home page). file: what it is saved as.
    fields: its header, None when that cannot be read; then `problems` says why.
    lines: its body, with shared blocks put in.
    """

    path: str
    kind: Kind
    slug: str
    text: str
    header: Header | None
    fields: PageFields | None
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]

    @property
    def address(self) -> str:
        """`uses/migraine/`, `safety/`, and nothing for the overview."""
        if self.kind == "overview":
            return ""
        if self.slug == NOT_FOUND:
            return "404.html"
        return f"uses/{self.slug}/" if self.kind == "use" else f"{self.slug}/"

    @property
    def file(self) -> str:
        """`uses/migraine/index.html`; the page for lost visitors is `404.html`, where hosts look for it."""
        return self.address if self.address.endswith(".html") else f"{self.address}index.html"

    @cached_property
    def body(self) -> str:
        """The Markdown, with shared blocks put in."""
        return "\n".join(line.text for line in self.lines)

    @property
    def article(self) -> ArticleFields | None:
        """Its header, if it is an article and can be read."""
        return self.fields if isinstance(self.fields, ArticleFields) else None


@dataclass(frozen=True)
class Library:
    """All of content/: its pages, shared blocks, data, other files, and what could not be read."""

    documents: dict[str, Document]  # by path
    blocks: dict[str, tuple[Line, ...]]  # by name
    data: SiteData
    others: frozenset[str]
    problems: tuple[Problem, ...]


def read_library(content: Path, earlier: Library | None = None) -> Library:
    """Read the folder content/.

    earlier: what was read before; a document whose own text and blocks are the same is taken from it.
    Bad input becomes problems, of the library or of a document; nothing is raised for it.
    """
    files = read_source_files(content)
    problems = list(files.problems)
    data, found = read_site_data({path: text for path, text in files.texts.items() if "/data/" in path})
    unreadable = {problem.path for problem in problems}
    problems.extend(problem for problem in found if problem.path not in unreadable)
    blocks = {
        Path(path).stem: tuple(Line(path, number, line) for number, line in enumerate(text.split("\n"), start=1))
        for path, text in files.texts.items()
        if path.startswith("content/blocks/")
    }
    documents = {}
    for path, text in files.texts.items():
        if path.endswith(".md") and not path.startswith("content/blocks/"):
            known = earlier.documents.get(path) if earlier and earlier.blocks == blocks else None
            documents[path] = known if known and known.text == text else read_document(path, text, blocks)
    return Library(documents, blocks, data, files.others, tuple(problems))


def read_document(path: str, text: str, blocks: dict[str, tuple[Line, ...]]) -> Document:
    """Read one page. What is wrong with its header, name and blocks is in `problems` of the document."""
    kind: Kind = "overview" if path == OVERVIEW else "use" if path.startswith("content/uses/") else "page"
    slug = Path(path).stem
    problems = list(check_name(path, slug))
    yaml_text, body, first_line, finding = split_front_matter(text)
    header, fields = None, None
    if finding:
        problems.extend(as_problems(path, [finding]))
    elif yaml_text is not None:
        header = parse_header(yaml_text)
        fields, findings = check_header(PageFields if kind == "page" else ArticleFields, header)
        problems.extend(as_problems(path, findings))
    own = [Line(path, number, line) for number, line in enumerate(body.split("\n"), start=first_line)]
    lines, found = put_in_blocks(own, blocks)
    return Document(path, kind, slug, text, header, fields, tuple(lines), (*problems, *found))


def check_name(path: str, slug: str) -> list[Problem]:
    """A file name is an address: short, lower case, hyphens, and not that of another page."""
    if not SLUG.fullmatch(slug):
        plain = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-") or "new-page"
        told = f'The file name becomes the address, and "{slug}" cannot be one. Rename the file to "{plain}.md".'
        return [Problem(path, 1, 1, "name-form", told)]
    if slug == "index" or (path.startswith("content/pages/") and slug in ("images", "icons", "theme", "feed")):
        told = f'The name "{slug}" is taken by the site itself. Rename the file.'
        return [Problem(path, 1, 1, "name-taken", told)]
    if path.count("/") == 1 and path != OVERVIEW:
        told = 'Only "botox.md", the overview, stands here. Move the file to content/uses/ or content/pages/.'
        return [Problem(path, 1, 1, "name-place", told)]
    return []


def put_in_blocks(lines: list[Line], blocks: dict[str, tuple[Line, ...]]) -> tuple[list[Line], list[Problem]]:
    """Replace each line `[[block: name]]` by the lines of that shared block."""
    whole: list[Line] = []
    problems: list[Problem] = []
    for line in lines:
        match = PLACEMENT.fullmatch(line.text.strip())
        if not match or match["kind"] != BLOCK_KIND:
            whole.append(line)
        elif match["name"] in blocks:
            whole.extend(blocks[match["name"]])
        else:
            told = f'There is no block "{match["name"]}". The blocks are: {", ".join(sorted(blocks)) or "none yet"}.'
            problems.append(Problem(line.path, line.number, 1, "block-unknown", told))
    return whole, problems
