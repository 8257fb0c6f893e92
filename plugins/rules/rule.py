"""What a rule is: an id, a sentence for editors, an example that fails, one that passes, and the check itself.

    @rule("quote-deep", fails="> > > > Text", passes="> Text")
    def quote_is_not_deep(page: Page) -> Found:
        \"\"\"Quote at most three levels deep.\"\"\"

The docstring of the check is the sentence, which stands in docs/editorial-rules.md. A check is a generator that yields
where, and the message. `needs` says what it is given: PAGE (one page; this is what most ask for), IN_SITE (one page, and
what it shares with others), WHOLE_SITE (all pages).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property, lru_cache
from inspect import signature

from plugins.reading.library import OVERVIEW, Library
from plugins.rules.page import Page, Place
from plugins.rules.word_table import read_table

Found = Iterator[tuple[Place, str]]
Check = Callable[..., Found]

Needs = tuple[str, ...]
PAGE: Needs = ("page",)
IN_SITE: Needs = ("page", "site")
WHOLE_SITE: Needs = ("site",)
EVERYWHERE = ("overview", "use", "page", "block")
PAGES = ("overview", "use", "page")
ARTICLES = ("overview", "use")
SAMPLE = "content/uses/sample.md"
REQUIRED = ("safety", "about", "sources", "accessibility", "privacy", "404", "uses")  # pages that a site has


class Site:
    """All of content/ as the rules see it, and the day of the build, None where it does not matter."""

    def __init__(self, library: Library, read: Mapping[str, Page], today: date | None = None) -> None:
        self.library = library
        self.read = read  # every page and every shared block, by path
        self.today = today

    def is_ahead(self, day: date | None) -> bool:
        """Tell whether a day is still to come."""
        return bool(self.today and day and day > self.today)

    def is_public(self, page: Page) -> bool:
        """Tell whether readers can see a page; one whose header cannot be read counts as seen."""
        fields = page.fields
        return fields is None or not (fields.draft or self.is_ahead(fields.published))

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
        documents = self.library.documents.values()
        is_there = all(f"content/pages/{name}.md" in self.library.documents for name in REQUIRED)
        is_read = (
            is_there
            and not self.library.unread
            and not any(each.path.endswith(".md") for each in self.library.problems)
        )
        return is_read and all(each.fields is not None and not each.missing for each in documents)

    def is_read(self, path: str) -> bool:
        """Tell whether all of a file could be read; what it holds besides is not known otherwise."""
        return not any(problem.path == path for problem in self.library.problems)

    def is_lost(self, address: str) -> bool:
        """Tell whether the page of an address is not there for a reason that is told already."""
        name = address.strip("/").rpartition("/")[2].removesuffix(".html") or "botox"
        path = f"content/pages/{name}.md" if name != "botox" else OVERVIEW
        is_told = (name in REQUIRED or name == "botox") and path not in self.library.documents
        return is_told or self.library.unread.may_hold(name)


@dataclass(frozen=True)
class Rule:
    """A rule and its examples.

    sentence: what an editor is asked to do. standard: the ids of the content standards behind it.
    fails, passes: a piece of a page. In the tests they stand in the file `where`, in the place of the text
    `instead_of`, or of the one that passes if the sample file holds it, or else as a paragraph of their own; where
    `where` is empty they are only described.
    check: None where another part of the program finds it. needs: what the check is given.
    home: the module that describes the rule.
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
    needs: Needs = PAGE
    home: str = ""


RULES: dict[str, Rule] = {}  # filled as the modules of this package are imported


def rule(
    id: str,
    *,
    fails: str,
    passes: str,
    standard: str = "",
    kinds: tuple[str, ...] = EVERYWHERE,
    where: str = SAMPLE,
    instead_of: str = "",
    is_warning: bool = False,
    needs: Needs = PAGE,
) -> Callable[[Check], Check]:
    """Register a check under its rule.

    Raises TypeError for a check that takes something else than the rule says it needs: nothing would ever run it.
    """

    def register(check: Check) -> Check:
        taken = tuple(signature(check).parameters)
        if needs not in (PAGE, IN_SITE, WHOLE_SITE):
            told = "It may be PAGE, IN_SITE or WHOLE_SITE."
            raise TypeError(f'The rule "{id}" needs {needs}, which nothing gives. {told}')
        if taken != needs:
            raise TypeError(f'The rule "{id}" needs {needs}, and its check takes {taken}. They have to be the same.')
        home, sentence = check.__module__, check.__doc__ or ""
        RULES[id] = Rule(
            id, sentence, fails, passes, standard, kinds, where, instead_of, is_warning, check, needs, home
        )
        return check

    return register


def describe(home: str, file: str) -> None:
    """Register the rules of the table beside a module, which are checked elsewhere: as a file is read, or rendered.

    home, file: the name of that module, and its path.
    """
    for id, known in read_table(file).items():
        RULES[id] = Rule(id, **known, home=home)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` Did you mean "…"?` with the nearest known word, or nothing."""
    near = nearest(word[:80], tuple(known))
    return f' Did you mean "{near}"?' if near else ""


@lru_cache(maxsize=1024)
def nearest(word: str, known: tuple[str, ...]) -> str:
    """Return the known word that looks most like this one, or nothing."""
    found = get_close_matches(word.lower(), known, n=2, cutoff=0.6)
    return next((near for near in found if near != word), "")
