"""What a rule is: an id, a sentence for editors, an example that fails, one that passes, and the check itself.

    @rule("quote-deep", "Quote at most three levels deep.", fails="> > > > Text", passes="> Text")
    def quote_is_not_deep(page: Page) -> Found: ...

A check is a generator. What it asks for decides what it is given: `page` (one page), `page` and `site` (one page, and
what it shares with others), `site` (all pages). It yields where, and the message.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property, lru_cache

from plugins.reading.library import Library
from plugins.rules.page import Page, Place

Found = Iterator[tuple[Place, str]]
Check = Callable[..., Found]

EVERYWHERE = ("overview", "use", "page", "block")
PAGES = ("overview", "use", "page")
ARTICLES = ("overview", "use")
SAMPLE = "content/uses/sample.md"


class Site:
    """All of content/ as the rules see it, and the day of the build, None where it does not matter."""

    def __init__(self, library: Library, read: Mapping[str, Page], today: date | None = None) -> None:
        self.library = library
        self.read = read  # every page and every shared block, by path
        self.today = today

    def is_ahead(self, day: date | None) -> bool:
        """Tell whether a day is still to come."""
        return bool(self.today and day and day > self.today)

    @cached_property
    def pages(self) -> list[Page]:
        """Every page whose header has a beginning and an end, and that git did not leave torn."""
        torn = {problem.path for problem in self.library.problems if problem.rule == "file-conflict"}
        documents = self.library.documents.values()
        return [self.read[each.path] for each in documents if each.header is not None and each.path not in torn]

    @cached_property
    def blocks(self) -> list[Page]:
        """Every shared block."""
        return [page for page in self.read.values() if page.kind == "block"]

    @cached_property
    def addresses(self) -> dict[str, Page]:
        """The pages by their address, `/uses/migraine/`."""
        return {f"/{document.address}": self.read[path] for path, document in self.library.documents.items()}

    @cached_property
    def files(self) -> frozenset[str]:
        """The addresses of pictures and of files that are copied as they are, and of what the site draws itself."""
        copied = (path.removeprefix("content") for path in self.library.others)
        return frozenset({*copied, "/feed.xml", "/sitemap.xml", "/robots.txt"})

    @cached_property
    def glossary_words(self) -> frozenset[str]:
        """Every form of every word of the glossary, in small letters."""
        terms = self.library.data.glossary.values()
        return frozenset(word.lower() for term in terms for word in (term.term, *term.also))

    @cached_property
    def cited_sources(self) -> frozenset[str]:
        """The ids of the sources that a page or a block cites."""
        return frozenset().union(*(page.cited_ids for page in (*self.pages, *self.blocks)))

    @cached_property
    def is_whole(self) -> bool:
        """Tell whether every page could be read: what one that cannot be read cites is not known."""
        unread = any(problem.path.endswith(".md") for problem in self.library.problems)
        return not unread and all(document.fields is not None for document in self.library.documents.values())

    @cached_property
    def known_sources(self) -> list[str]:
        """The ids of sources.json."""
        return sorted(self.library.data.source_lines)


@dataclass(frozen=True)
class Rule:
    """A rule and its examples.

    sentence: what an editor is asked to do. standard: the ids of the content standards behind it.
    fails, passes: a piece of a page. In the tests they stand in the file `where`, in the place of the text
    `instead_of`, or else as a paragraph of their own; where `where` is empty they are only described.
    check: None where another part of the program finds it. home: the module that describes it then.
    """

    id: str
    sentence: str
    fails: str
    passes: str
    standard: str = ""
    kinds: tuple[str, ...] = EVERYWHERE
    where: str = SAMPLE
    instead_of: str = ""
    is_warning: bool = False
    check: Check | None = None
    home: str = "plugins.rules.reader_rules"

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """What the check asks for: ("page",), ("page", "site") or ("site",)."""
        if self.check is None:
            return ()
        code = self.check.__code__
        return code.co_varnames[: code.co_argcount]


RULES: dict[str, Rule] = {}  # filled as the modules of this package are imported


def rule(
    id: str,
    sentence: str,
    *,
    fails: str,
    passes: str,
    standard: str = "",
    kinds: tuple[str, ...] = EVERYWHERE,
    where: str = SAMPLE,
    instead_of: str = "",
    is_warning: bool = False,
) -> Callable[[Check], Check]:
    """Register a check under its rule."""

    def register(check: Check) -> Check:
        RULES[id] = Rule(id, sentence, fails, passes, standard, kinds, where, instead_of, is_warning, check)
        return check

    return register


def describe(
    id: str,
    sentence: str,
    fails: str,
    passes: str,
    where: str = SAMPLE,
    instead_of: str = "",
    home: str = "plugins.rules.reader_rules",
) -> None:
    """Register a rule that is checked elsewhere: by the reader of a file as it reads, by the judge of what is rendered.

    home: the module that describes it.
    """
    RULES[id] = Rule(id, sentence, fails, passes, where=where, instead_of=instead_of, home=home)


def did_you_mean(word: str, known: list[str] | tuple[str, ...], quote: str = '"') -> str:
    """Return ` Did you mean "…"?` with the nearest known word, or nothing."""
    near = nearest(word[:80], tuple(known))
    return f" Did you mean {quote}{near}{quote}?" if near else ""


@lru_cache(maxsize=1024)
def nearest(word: str, known: tuple[str, ...]) -> str:
    """Return the known word that looks most like this one, or nothing."""
    found = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return found[0] if found else ""
