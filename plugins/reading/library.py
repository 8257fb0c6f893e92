"""Every page of content/, read once: the gate checks these documents and Pelican renders the same ones."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from plugins.memory.steps import Memory, digest
from plugins.problems.places import Header
from plugins.problems.plain_names import plain_name
from plugins.problems.problem import Problem
from plugins.reading.article_fields import ArticleFields, PageFields
from plugins.reading.front_matter import as_problems, check_header, parse_header, parse_headers, split_front_matter
from plugins.reading.known_pictures import problems_of, read_pictures
from plugins.reading.left_over import is_below_left_behind
from plugins.reading.names import DEVICE, LONGEST_NAME, OWN_FOLDERS, SLUG
from plugins.reading.pictures import Picture
from plugins.reading.project_file import read_project_file
from plugins.reading.shared_blocks import Line, block_names, put_in_blocks, read_blocks
from plugins.reading.site_data import SiteData, read_site_data
from plugins.reading.source_files import read_changed_files, read_source_files
from plugins.reading.target import TARGET
from plugins.reading.unread import Unread, find_unread

Kind = Literal["overview", "use", "page"]
OVERVIEW = "content/botox.md"
DATA = "content/data/"
NOT_FOUND = "404"
CITED = re.compile(r"@([\w-]+)")
TAKEN = ("index",)
NAMES = ("name-form", "name-place", "name-taken")


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
    missing: frozenset[str] = frozenset()  # shared blocks that it should hold, and does not

    @cached_property
    def address(self) -> str:
        """`uses/migraine/`, `safety/`, and nothing for the overview."""
        if self.kind == "overview":
            return ""
        if self.slug == NOT_FOUND:
            return "404.html"
        return f"uses/{self.slug}/" if self.kind == "use" else f"{self.slug}/"

    @cached_property
    def file(self) -> str:
        """`uses/migraine/index.html`; the page for lost visitors is `404.html`, where hosts look for it."""
        return self.address if self.address.endswith(".html") else f"{self.address}index.html"

    @cached_property
    def body(self) -> str:
        """The Markdown, with shared blocks put in."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def digest(self) -> str:
        """What the file says and where it stands, shared blocks included, as a hash."""
        shared = (f"{line.path}:{line.number}:{line.text}" for line in self.lines if line.path != self.path)
        return digest(self.path, self.kind, self.text, "\n".join(shared), *sorted(self.missing))

    @cached_property
    def words(self) -> frozenset[str]:
        """Everything in the file that may be the id of a source: behind an "@" of its text, or in `sources` of its header."""
        named = (name for name, _ in self.header.cited) if self.header else ()
        return frozenset({*CITED.findall(self.body), *named})

    @cached_property
    def shared(self) -> frozenset[str]:
        """The names of the shared blocks that it puts in."""
        return frozenset(block_names(self.text))

    @property
    def article(self) -> ArticleFields | None:
        """Its header, if it is an article and can be read."""
        return self.fields if isinstance(self.fields, ArticleFields) else None


@dataclass(frozen=True)
class Sources:
    """All files of content/ and deploy/target.toml, read once: the data as values, pages and blocks still as texts.

    content: the folder. texts: by path from the project's root. others: pictures, and what is copied as it is.
    digests: of the pictures among them that are made of points and still have to be opened, by path.
    """

    content: Path
    texts: dict[str, str]
    others: frozenset[str]
    data: SiteData
    problems: tuple[Problem, ...]
    digests: dict[str, str] = field(default_factory=dict, kw_only=True)


@dataclass(frozen=True)
class Library(Sources):
    """All of it, with its texts read as pages and shared blocks, and its pictures opened."""

    documents: dict[str, Document]  # by path
    blocks: dict[str, tuple[Line, ...]]  # by name
    pictures: dict[str, Picture] = field(default_factory=dict, kw_only=True)  # by path, the refused ones too

    @cached_property
    def shown_pictures(self) -> dict[str, Picture]:
        """The pictures that may be published, by address: `/images/palm.jpg`."""
        known = self.pictures.items()
        return {path.removeprefix("content"): picture for path, picture in known if not picture.told}

    def pictures_in(self, document: Document) -> str:
        """Return what the HTML of a page depends on as to pictures, as a hash; nothing for a page that has none."""
        return self._pictures_digest if "![" in document.body else ""

    @cached_property
    def _pictures_digest(self) -> str:
        return digest(*map(repr, sorted(self.shown_pictures.items())))

    def addresses_with(self, block: str) -> list[str]:
        """Return the addresses of the pages that put a shared block in, by its name."""
        return [f"/{document.address}" for document in self.documents.values() if block in document.shared]

    @cached_property
    def unread(self) -> Unread:
        """The files that could not be read, or have a wrong name or place."""
        of_names = [problem for each in self.documents.values() for problem in each.problems if problem.rule in NAMES]
        return find_unread((*self.problems, *of_names), {*self.texts, *self.others})


def read_sources(content: Path) -> Sources:
    """Read every file of the folder content/, and deploy/target.toml beside it. Bad input becomes problems."""
    files = read_source_files(content)
    data, found = _read_data(content, files.texts, files.problems)
    problems = (*files.problems, *found)
    return Sources(content, files.texts, frozenset(files.others), data, problems, digests=files.pictures)


def update_sources(earlier: Sources, changed: set[str]) -> Sources:
    """Return what `read_sources` would, reading only the files that changed; everything, if a folder is among them.

    changed: paths of files of content/ that were saved, added or deleted, from the project's root.
    """
    content = earlier.content
    changed = {path for path in changed if not is_below_left_behind(path)}
    if any(_is_folder(content, path) for path in changed):
        return read_sources(content)
    stale: tuple[str, ...] = ()
    if any(path.startswith(DATA) for path in changed):  # read together, since a problem of one may be due to another
        stale = (DATA, TARGET)
        changed = changed | {f"{DATA}{file.name}" for file in (content / "data").iterdir()}
    files = read_changed_files(content, changed)
    texts = {path: text for path, text in earlier.texts.items() if path not in changed} | files.texts
    texts = dict(sorted(texts.items(), key=lambda item: item[0].rpartition("/")[::2]))
    problems = [each for each in earlier.problems if each.path not in changed and not each.path.startswith(stale)]
    problems += files.problems
    data = earlier.data
    if stale:
        data, found = _read_data(content, texts, files.problems)
        problems += found
    others = (earlier.others - changed) | files.others
    digests = {path: known for path, known in earlier.digests.items() if path not in changed} | files.pictures
    return Sources(content, texts, others, data, tuple(problems), digests=digests)


def make_library(sources: Sources, earlier: Library | None = None, memory: Memory | None = None) -> Library:
    """Return what was read as pages and blocks. Bad input becomes problems of a document; nothing is raised for it.

    earlier: what was read before; a document whose own text and blocks are the same is taken from it.
    memory: what is known of headers and pictures.
    """
    memory = memory or Memory()
    blocks = read_blocks(sources.texts)
    texts = {path: text for path, text in sources.texts.items() if _is_document(path)}
    unread = _find_unread(sources)._replace(is_folder=True) if not blocks else _find_unread(sources)
    known = _find_unchanged(texts, blocks, earlier) if earlier and unread == _find_unread(earlier) else {}
    fresh = [path for path in texts if path not in known]
    yaml = {path: yaml_text for path in fresh if (yaml_text := split_front_matter(texts[path])[0]) is not None}
    headers = dict(zip(yaml, parse_headers(list(yaml.values()), memory), strict=True))
    read = {path: read_document(path, texts[path], blocks, headers.get(path), unread) for path in fresh}
    pictures = read_pictures(sources.content, sources.digests, earlier.pictures if earlier else {}, memory)
    of_pictures = [problem for problem in problems_of(pictures) if problem not in sources.problems]
    return Library(
        sources.content, sources.texts, sources.others, sources.data, (*sources.problems, *of_pictures),
        documents={path: read.get(path) or known[path] for path in texts}, blocks=blocks,
        digests=sources.digests, pictures=pictures,
    )  # fmt: skip


def _find_unread(sources: Sources) -> Unread:
    return find_unread(sources.problems, {*sources.texts, *sources.others})


def _find_unchanged(
    texts: dict[str, str], blocks: dict[str, tuple[Line, ...]], earlier: Library
) -> dict[str, Document]:
    """Return the documents, by path, of which neither the own text nor a shared block has changed."""
    rewritten = {name for name in {*blocks, *earlier.blocks} if blocks.get(name) != earlier.blocks.get(name)}
    return {
        path: document
        for path, document in earlier.documents.items()
        if texts.get(path) == document.text and not (rewritten and rewritten & document.shared)
    }


def read_library(content: Path) -> Library:
    """Read the folder content/, as `make_library`. Bad input becomes problems, of the library or of a document."""
    return make_library(read_sources(content))


def update_library(earlier: Library, changed: set[str]) -> Library:
    """Return what `read_library` would, as `update_sources`. A document that is the same is the same object."""
    return make_library(update_sources(earlier, changed), earlier)


def _read_data(content: Path, texts: dict[str, str], known: list[Problem]) -> tuple[SiteData, list[Problem]]:
    """Read the data files among the texts, and where the site goes, which stands beside content/.

    known: problems of files; what is told of a line, or cannot be opened, is not told a second time in vaguer words.
    """
    target, problems = read_project_file(content.parent, TARGET)
    data, found = read_site_data(texts if target is None else {**texts, TARGET: target})
    told = {(problem.path, problem.line) for problem in known}
    unopened = {problem.path for problem in known if problem.path not in texts}
    rest = (each for each in (*problems, *found) if each.path not in unopened and (each.path, each.line) not in told)
    return data, list(rest)


def _is_document(path: str) -> bool:
    return path.endswith(".md") and not path.startswith("content/blocks/")


def _is_folder(content: Path, path: str) -> bool:
    """Tell whether a path is a folder, or was one: what has no ending and is gone may have been."""
    file = content / path.removeprefix("content/")
    return file.is_dir() or (not file.suffix and not file.exists()) or path.count("/") not in (1, 2)


def read_document(
    path: str,
    text: str,
    blocks: dict[str, tuple[Line, ...]],
    known: Header | None = None,
    unread: Unread | None = None,
) -> Document:
    """Read one page. What is wrong with its header, name and blocks is in `problems` of the document.

    known: its header, if that was read already. unread: the files that could not be read.
    """
    kind: Kind = "overview" if path == OVERVIEW else "use" if path.startswith("content/uses/") else "page"
    slug = Path(path).stem
    problems = list(check_name(path, slug))
    yaml_text, body, first_line, finding = split_front_matter(text)
    header, fields = None, None
    if finding:
        problems.extend(as_problems(path, [finding]))
    elif yaml_text is not None:
        header = known or parse_header(yaml_text)
        if kind == "page" and "status" in header.values and any(problem.rule == "name-place" for problem in problems):
            kind = "use"  # what has the header of an article is one, wherever it stands
        fields, findings = check_header(PageFields if kind == "page" else ArticleFields, header)
        problems.extend(as_problems(path, findings))
    own = [Line(path, number, line) for number, line in enumerate(body.split("\n"), start=first_line)]
    lines, found, missing = put_in_blocks(own, blocks, unread)
    return Document(path, kind, slug, text, header, fields, tuple(lines), (*problems, *found), frozenset(missing))


def check_name(path: str, slug: str) -> list[Problem]:
    """A file name is an address: short, lower case, hyphens, and not that of another page."""
    told = ""
    rule = "name-form"
    if not SLUG.fullmatch(slug):
        plain = plain_name(slug) or "new-page"
        told = f'The file name becomes the address, and "{slug}" cannot be one. Rename the file to "{plain}.md".'
    elif len(slug) > LONGEST_NAME:
        told = f"The file name has {len(slug)} letters, {LONGEST_NAME} at most. Rename the file."
    elif (
        slug in TAKEN
        or DEVICE.fullmatch(slug)
        or (slug == NOT_FOUND and not path.startswith("content/pages/"))
        or (path.startswith("content/pages/") and slug in OWN_FOLDERS)
    ):
        rule, told = "name-taken", f'The name "{slug}" is taken by the site itself. Rename the file.'
    elif path.count("/") == 1 and path != OVERVIEW:
        rule = "name-place"
        told = 'Only "botox.md", the overview, stands here. Move the file to content/uses/ or content/pages/.'
    return [Problem(path, 1, 1, rule, told)] if told else []
