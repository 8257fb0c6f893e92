"""Every page of content/, read once: the gate checks these documents and Pelican renders the same ones."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from plugins.memory.steps import Memory, digest
from plugins.problems.places import Header
from plugins.problems.problem import Problem
from plugins.reading.article_fields import ArticleFields, PageFields
from plugins.reading.front_matter import as_problems, check_header, parse_header, parse_headers, split_front_matter
from plugins.reading.names import DEVICE, LONGEST_NAME, OWN_FOLDERS, is_page_name
from plugins.reading.project_file import read_project_file
from plugins.reading.shared_blocks import Line, block_names, put_in_blocks, read_blocks
from plugins.reading.site_data import SiteData, read_site_data
from plugins.reading.source_files import read_changed_files, read_source_files
from plugins.reading.target import TARGET

Kind = Literal["overview", "use", "page"]
OVERVIEW = "content/botox.md"
NOT_FOUND = "404"
NAME = re.compile(r"[\w-]+")
CITED = re.compile(r"@([\w-]+)")
TAKEN = ("index",)


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

    @cached_property
    def digest(self) -> str:
        """What the file says and where it stands, shared blocks included, as a hash."""
        shared = (f"{line.path}:{line.number}:{line.text}" for line in self.lines if line.path != self.path)
        return digest(self.path, self.kind, self.text, "\n".join(shared))

    @cached_property
    def words(self) -> frozenset[str]:
        """Everything in the file that may be the id of a source."""
        return frozenset(CITED.findall(self.body) + NAME.findall(str(self.header.values if self.header else None)))

    @property
    def article(self) -> ArticleFields | None:
        """Its header, if it is an article and can be read."""
        return self.fields if isinstance(self.fields, ArticleFields) else None


@dataclass(frozen=True)
class Sources:
    """All files of content/ and deploy/target.toml, read once: the data as values, pages and blocks still as texts.

    content: the folder. texts: by path from the project's root. others: what is copied as it is.
    """

    content: Path
    texts: dict[str, str]
    others: frozenset[str]
    data: SiteData
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Library:
    """All of content/ and deploy/target.toml: pages, shared blocks, data, other files, and what could not be read."""

    documents: dict[str, Document]  # by path
    blocks: dict[str, tuple[Line, ...]]  # by name
    data: SiteData
    others: frozenset[str]
    problems: tuple[Problem, ...]


def read_sources(content: Path) -> Sources:
    """Read every file of the folder content/, and deploy/target.toml beside it. Bad input becomes problems."""
    files = read_source_files(content)
    data, found = _read_data(content, files.texts)
    unreadable = {problem.path for problem in files.problems}
    problems = [*files.problems, *(problem for problem in found if problem.path not in unreadable)]
    return Sources(content, files.texts, files.others, data, tuple(problems))


def make_library(sources: Sources, earlier: Library | None = None, memory: Memory | None = None) -> Library:
    """Return what was read as pages and blocks. Bad input becomes problems of a document; nothing is raised for it.

    earlier: what was read before; a document whose own text and blocks are the same is taken from it.
    memory: what is known of headers.
    """
    blocks = read_blocks(sources.texts)
    known = earlier.documents if earlier and earlier.blocks == blocks else {}
    texts = {path: text for path, text in sources.texts.items() if _is_document(path)}
    fresh = [path for path, text in texts.items() if path not in known or known[path].text != text]
    yaml = {path: yaml_text for path in fresh if (yaml_text := split_front_matter(texts[path])[0]) is not None}
    headers = dict(zip(yaml, parse_headers(list(yaml.values()), memory or Memory()), strict=True))
    read = {path: read_document(path, texts[path], blocks, headers.get(path)) for path in fresh}
    documents = {path: read.get(path) or known[path] for path in texts}
    return Library(documents, blocks, sources.data, sources.others, sources.problems)


def read_library(content: Path, earlier: Library | None = None, memory: Memory | None = None) -> Library:
    """Read the folder content/, as `make_library`. Bad input becomes problems, of the library or of a document."""
    return make_library(read_sources(content), earlier, memory)


def update_library(content: Path, earlier: Library, changed: set[str]) -> Library:
    """Return what `read_library` would, reading only the files that changed.

    changed: paths of files of content/ that were saved, added or deleted, from the project's root.
    A document that is the same is the same object. A folder among the paths makes it read everything.
    """
    if any(_is_folder(content, path) for path in changed):
        return read_library(content, earlier)
    problems = [problem for problem in earlier.problems if problem.path not in changed]
    data_changed = any(path.startswith("content/data/") for path in changed)
    if data_changed:  # read together, since a problem of one may be due to another
        changed = changed | {f"content/data/{file.name}" for file in (content / "data").iterdir()}
        problems = [problem for problem in problems if not problem.path.startswith(("content/data/", TARGET))]
    files = read_changed_files(content, changed)
    problems.extend(files.problems)
    data = earlier.data
    if data_changed:
        data, found = _read_data(content, files.texts)
        problems.extend(problem for problem in found if problem.path not in {known.path for known in files.problems})
    blocks = _update_blocks(earlier.blocks, changed, files.texts)
    rewritten = {name for name in {*blocks, *earlier.blocks} if blocks.get(name) != earlier.blocks.get(name)}
    documents = {path: document for path, document in earlier.documents.items() if path not in changed}
    for path, document in documents.items():
        if rewritten and any(name in rewritten for name in block_names(document.text)):
            documents[path] = read_document(path, document.text, blocks)
    for path, text in files.texts.items():
        if _is_document(path):
            known = earlier.documents.get(path)
            same = known is not None and known.text == text and not rewritten.intersection(block_names(text))
            documents[path] = known if known and same else read_document(path, text, blocks)
    if documents.keys() != earlier.documents.keys() or any(path in changed for path in documents):
        documents = dict(sorted(documents.items(), key=lambda item: item[0].rpartition("/")[::2]))
    others = (earlier.others - changed) | files.others
    return Library(documents, blocks, data, others, tuple(problems))


def _read_data(content: Path, texts: dict[str, str]) -> tuple[SiteData, list[Problem]]:
    """Read the data files among the texts, and where the site goes, which stands beside content/."""
    target, problems = read_project_file(content.parent, TARGET)
    data, found = read_site_data(texts if target is None else {**texts, TARGET: target})
    return data, [*problems, *found]


def _is_document(path: str) -> bool:
    return path.endswith(".md") and not path.startswith("content/blocks/")


def _is_folder(content: Path, path: str) -> bool:
    """Tell whether a path is a folder, or was one: what has no ending and is gone may have been."""
    file = content / path.removeprefix("content/")
    return file.is_dir() or (not file.suffix and not file.exists()) or path.count("/") not in (1, 2)


def _update_blocks(
    blocks: dict[str, tuple[Line, ...]], changed: set[str], texts: dict[str, str]
) -> dict[str, tuple[Line, ...]]:
    """Return the shared blocks with those that changed read anew, in the order of their names."""
    gone = {Path(path).stem for path in changed if path.startswith("content/blocks/")}
    kept = {name: lines for name, lines in blocks.items() if name not in gone}
    kept.update(read_blocks(texts))
    return dict(sorted(kept.items(), key=lambda item: f"{item[0]}.md"))


def read_document(path: str, text: str, blocks: dict[str, tuple[Line, ...]], known: Header | None = None) -> Document:
    """Read one page. What is wrong with its header, name and blocks is in `problems` of the document.

    known: its header, if that was read already.
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
        fields, findings = check_header(PageFields if kind == "page" else ArticleFields, header)
        problems.extend(as_problems(path, findings))
    own = [Line(path, number, line) for number, line in enumerate(body.split("\n"), start=first_line)]
    lines, found = put_in_blocks(own, blocks)
    return Document(path, kind, slug, text, header, fields, tuple(lines), (*problems, *found))


def check_name(path: str, slug: str) -> list[Problem]:
    """A file name is an address: short, lower case, hyphens, and not that of another page."""
    told = ""
    rule = "name-form"
    if not is_page_name(slug):
        bare = unicodedata.normalize("NFKD", slug).encode("ascii", "ignore").decode().lower()
        plain = re.sub(r"[^a-z0-9]+", "-", bare).strip("-") or "new-page"
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
