"""Which sources the list of all sources holds, in which order, and who cites them."""

from dataclasses import dataclass, field

from plugins.facts.source_parts import SourcePart, read_part
from plugins.facts.sources_index import index_sources, list_parts, sources_of
from plugins.markup.citations import Citation
from plugins.reading.source_entries import Source


def make_source(name: str, title: str = "A study", author: str = "", year: int = 2020) -> Source:
    authors = [{"literal": author}] if author else []
    return Source.model_validate(
        {"id": name, "type": "book", "title": title, "author": authors, "issued": {"date-parts": [[year]]}}
    )


@dataclass
class FakePage:
    """A page that cites."""

    title: str
    order: int
    sources: list[Source]
    slug: str = "page"
    url: str = "page/"
    citations: dict[str, Citation] = field(default_factory=dict)
    source_parts: list[SourcePart] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.citations = {source.id: Citation(number, source) for number, source in enumerate(self.sources, 1)}


def ids(*sources: Source) -> list[str]:
    return [entry.id for entry in index_sources([FakePage("A page", 1, list(sources))])]


def test_site_without_citations_has_an_empty_list() -> None:
    assert index_sources([FakePage("A page", 1, [])]) == []


def test_source_that_two_pages_cite_is_listed_once_with_both_in_the_order_of_the_site() -> None:
    source = make_source("s-one")
    second, first = FakePage("Second", 2, [source]), FakePage("First", 1, [source])
    (entry,) = index_sources([second, first])
    assert entry.id == "s-one"
    assert [page.title for page in entry.cited_by] == ["First", "Second"]


def test_source_is_printed_as_in_the_articles() -> None:
    (entry,) = index_sources([FakePage("A page", 1, [make_source("s-one", "On <tests>", "Herd CP")])])
    assert str(entry.html) == "Herd CP. On &lt;tests&gt;. 2020."


def test_sources_are_sorted_by_author_or_else_by_title_whatever_the_case() -> None:
    by_author, by_title = make_source("s-one", "Zebra", "beta"), make_source("s-two", "Alpha")
    assert ids(by_author, by_title, make_source("s-three", "Alpha", "Gamma")) == ["s-two", "s-one", "s-three"]


def test_works_of_one_author_are_sorted_by_year() -> None:
    late, early = (
        make_source("s-late", author="Herd", year=2021),
        make_source("s-early", author="Herd", year=2019),
    )
    assert ids(late, early) == ["s-early", "s-late"]


def test_entries_that_look_alike_keep_one_order() -> None:
    one, two = make_source("s-one"), make_source("s-two")
    assert ids(one, two) == ids(two, one) == ["s-one", "s-two"]


def test_part_of_the_list_holds_its_sources_in_the_order_of_the_list() -> None:
    sources = [make_source(f"s-{name.lower()}", author=name) for name in ("Lowe", "Herd", "Aurora")]
    index = index_sources([FakePage("A page", 1, sources)])
    assert [entry.id for entry in sources_of(index, "studies-a-k")] == ["s-aurora", "s-herd"]
    assert sources_of(index, "others") == []


def test_lists_come_in_the_order_of_the_site_with_how_many_sources_each_holds() -> None:
    sources = [make_source(f"s-{name.lower()}", author=name) for name in ("Lowe", "Herd", "Aurora")]
    pages = [FakePage(name, order, sources) for name, order in (("Second", 2), ("First", 1), ("None", 0))]
    for page, name in zip(pages, ("studies-l-z", "studies-a-k"), strict=False):
        page.source_parts = [part for part in [read_part(name)] if part]
    lists = list_parts(index_sources(pages), pages)
    assert [(each.page.title, each.part.name, each.count) for each in lists] == [
        ("First", "studies-a-k", 2),
        ("Second", "studies-l-z", 1),
    ]


def test_sources_are_sorted_by_the_letter_that_tells_their_list() -> None:
    names = ("Zahn", "Økland", "Özkan", "Park", "“Oil” group", "7 doctors")
    sources = [make_source(f"s-{number}", author=name) for number, name in enumerate(names)]
    assert ids(*sources) == ["s-5", "s-4", "s-2", "s-3", "s-0", "s-1"]
