"""Rules on callouts and on what a page puts in place: charts, drawings, the time line, shared blocks."""

import re
from collections.abc import Iterator

from plugins.facts.source_parts import KINDS as SOURCE_KINDS
from plugins.facts.source_parts import PLACED, read_part
from plugins.markup.callout import KINDS as CALLOUT_KINDS
from plugins.markup.placement import DRAWINGS, KINDS
from plugins.reading.shared_blocks import BLOCK_KIND, PLACEMENT
from plugins.rules.page import Page, Place
from plugins.rules.rule import ARTICLES, PAGES, Found, did_you_mean, rule
from plugins.rules.structure import end_of

OF_ARTICLES = ("chart", "choices", "timeline", "evidence")
OF_PAGES = (PLACED, "uses", "review-states", "checks")
FORMS_OF_LISTS = 'Write "studies" or "others"; or some of their letters, "studies-a-k".'
ATTEMPT = re.compile(
    r"\[\[|\]\]|(?m:^[ \t]*)\[(?:chart|choices|drawing|timeline|evidence|block|uses)\b[^\]\n]{0,80}\](?![(\[])"
)
CALLOUT_ATTEMPT = re.compile(r"(?m:^)(?P<before>[ \t>]*)(?P<opening>\[!\s*(?P<kind>[^\]\n]{0,40})\]?)")


@rule("placement-form", fails="See the [[drawing: palms]] here.", passes="[[drawing: palms]]")
def placements_are_well_formed(page: Page) -> Found:
    """What is put in place stands on a line of its own, in two brackets: "[[chart: name]]"."""
    known = {index for index, _ in placement_lines(page)}
    marked = page.marked.split("\n")
    for index, line in page.own_lines:
        text = marked[index]
        found = ATTEMPT.search(text) if "[" in text and index not in known else None
        if not found or (PLACEMENT.fullmatch(text.strip()) and BLOCK_KIND in text):
            continue
        whole = PLACEMENT.search(text)
        told = 'Double brackets mark the place of something. Write them like this: "[[chart: name]]" or "[[timeline]]".'
        if whole:
            advice = "Put it on a line of its own, with an empty line above and below."
            told = f'"{whole[0]}" stands inside a text. {advice}'
        yield Place(line.path, line.number, found.start() + 1), told


@rule("placement-unknown", fails="[[drawing: palm]]", passes="[[drawing: palms]]")
def placements_are_known(page: Page) -> Found:
    """Only what the site can draw is put in place: charts of this page, its drawings, time line and evidence."""
    for index, placement in placement_lines(page):
        line = page.lines[index]
        told = explain_placement(page, line.text, placement["kind"], placement["name"] or "")
        if told and line.path == page.path:
            yield page.line_place(line), told


def placement_lines(page: Page) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the index of each line that is meant to put something in place, and what it says, wherever it stands."""
    for index, line in enumerate(page.lines):
        found = PLACEMENT.fullmatch(line.text.strip(" \t>")) if "[[" in line.text else None
        if found:
            yield index, found


def name_of(placement: re.Match[str]) -> str:
    """Return "chart:sweat", or "timeline"."""
    return f"{placement['kind']}:{placement['name']}" if placement["name"] else placement["kind"]


def explain_placement(page: Page, text: str, kind: str, name: str) -> str:
    """Return what is wrong with a placement, or nothing. text: its line."""
    if ">" in text:
        return 'What is put in place cannot stand in a quotation. Take the ">" out, and leave empty lines around it.'
    if text.startswith(("    ", "\t")):
        return "What is put in place starts at the beginning of its line. Take the spaces before it out."
    if kind == BLOCK_KIND:
        if page.kind == "block":
            return "A block cannot hold another block. Put both into the page, one below the other."
        return "" if name else 'The name of the block is missing. Write it like this: "[[block: call-911]]".'
    if kind not in KINDS:
        return f'The site cannot draw "{kind}".' + (
            did_you_mean(kind, [*KINDS, BLOCK_KIND]) or f" It knows: {', '.join([*KINDS, BLOCK_KIND])}."
        )
    if KINDS[kind] not in (None, bool(name)):
        form = f"[[{kind}: name]]" if KINDS[kind] else f"[[{kind}]]"
        return f'"{kind}" is put in place like this: "{form}". Correct the line.'
    if kind in OF_ARTICLES and page.kind == "page":
        return f"This page has no {kind} in its header, and only articles can have one. Take the line out."
    if kind in OF_PAGES and page.is_article:
        return f'"{kind}" belongs on a page of content/pages/, and not in an article. Take the line out.'
    if kind == PLACED and read_part(name) is None:
        return f'There is no list "{name}".{did_you_mean(name, SOURCE_KINDS)} {FORMS_OF_LISTS}'
    if kind == "drawing" and name not in DRAWINGS:
        return f'There is no drawing "{name}".' + (
            did_you_mean(name, DRAWINGS) or f" There are: {', '.join(DRAWINGS)}."
        )
    charts = chart_names(page)
    if kind == "chart" and charts is not None and name not in charts:
        told = f" The charts are: {', '.join(charts)}." if charts else " Add it to the header, or take the line out."
        return f'The header has no chart "{name}".' + (did_you_mean(name, charts) or told)
    return ""


def chart_names(page: Page) -> list[str] | None:
    """Return the ids of the charts of a page; None where its header cannot be read."""
    if page.fields is None:
        return None
    return [chart.id for chart in page.article.charts] if page.article else []


@rule("placement-twice", kinds=PAGES, fails="[[drawing: soles]]\n\n[[drawing: soles]]", passes="[[drawing: soles]]")
def placements_stand_once(page: Page) -> Found:
    """Each chart, drawing and block is put in place once on a page."""
    seen: dict[str, Place] = {}
    for name, place in all_placements(page):
        earlier = seen.setdefault(name, place)
        if earlier is not place:
            form = f"[[{name.replace(':', ': ')}]]"
            yield place, f'"{form}" stands on line {earlier.line} already. Keep one of them.'


def all_placements(page: Page) -> Iterator[tuple[str, Place]]:
    """Yield the name of each placement and of each shared block, with its line in this file."""
    for index, placement in placement_lines(page):
        if page.lines[index].path == page.path:
            yield name_of(placement), page.line_place(page.lines[index])
    if page.document is None or "[[" not in page.document.text:
        return
    for number, text in enumerate(page.document.text.split("\n"), start=1):
        found = PLACEMENT.fullmatch(text.strip()) if "[[" in text else None
        if found and found["kind"] == BLOCK_KIND and found["name"]:
            yield f"{BLOCK_KIND}:{found['name']}", Place(page.path, number, 1)


def has_unclear_placement(page: Page) -> bool:
    """Tell whether the page holds a placement that is not known, or not well formed."""
    known = dict(placement_lines(page))
    is_torn = any("[[" in line.text and index not in known for index, line in page.own_lines)
    return is_torn or any(
        explain_placement(page, page.lines[index].text, placement["kind"], placement["name"] or "")
        for index, placement in known.items()
    )


@rule("placement-missing", kinds=ARTICLES, fails="The time line is on paper.", passes="[[timeline]]")
def placements_are_there(page: Page) -> Found:
    """Every chart of the header is put in place in the text, and so are the choices, the time line and the evidence."""
    charts = chart_names(page)
    if charts is None or has_unclear_placement(page):
        return  # what is written in another way may be the one that is missing, and is told by itself
    placed = {name_of(placement) for _, placement in placement_lines(page)}
    filled = page.document.header.values if page.document and page.document.header else {}
    wanted = [(name, page.key_place(name)) for name in ("choices", "timeline", "evidence") if filled.get(name)]
    wanted += [(f"chart:{name}", page.key_place("charts", index, "id")) for index, name in enumerate(charts)]
    for name, place in wanted:
        if name not in placed:
            form = f"[[{name.replace(':', ': ')}]]"
            what = f'The chart "{name[6:]}"' if name.startswith("chart:") else f'"{name}"'
            told = f'{what} is in the header and not in the text. Put "{form}" on a line of its own where it belongs.'
            yield place, told


@rule("placement-overview", kinds=PAGES, where="content/pages/uses.md", fails="Each use has a page.", passes="[[uses]]")
def lists_are_on_their_pages(page: Page) -> Found:
    """The page of uses lists them, and the page of sources lists the sources."""
    wanted = {"content/pages/uses.md": "uses", "content/pages/sources.md": PLACED}
    name = wanted.get(page.path)
    if name and name not in {placement["kind"] for _, placement in placement_lines(page)}:
        yield end_of(page), f'This page has to show its list. Put "[[{name}]]" on a line of its own.'


@rule(
    "placement-glued",
    fails="This is how it works:\n[[drawing: soles]]",
    passes="This is how it works:\n\n[[drawing: soles]]",
)
def placements_stand_apart(page: Page) -> Found:
    """An empty line stands above and below what is put in place."""
    for index, line in page.own_lines:
        placement = PLACEMENT.fullmatch(line.text.strip(" \t>"))
        callout = CALLOUT_ATTEMPT.match(line.text)
        if not placement and not (callout and ">" in callout["before"]):
            continue
        if is_glued(page, index):
            what = "What is put in place" if placement else "A callout"
            told = f"{what} right below a text is printed as a part of it. Put an empty line above."
            yield page.line_place(line), told
        elif placement and index + 1 < len(page.lines) and page.lines[index + 1].text.strip():
            yield page.line_place(line), "A text right below what is put in place. Put an empty line between them."


def is_glued(page: Page, index: int) -> bool:
    """Tell whether a line stands right below a text."""
    above = page.block_at(index - 1)
    return above is not None and above.kind in ("text", "item", "table", "placement", "code")


@rule(
    "callout-form",
    fails="> [!emergncy] Call 911\n> If it is hard to breathe.",
    passes="> [!note] Good to know\n> Bring your questions.",
)
def callouts_are_well_formed(page: Page) -> Found:
    """A callout starts with "> [!kind] Title", and its kind is emergency, urgent, warning or note."""
    titles = {block.first for block in page.own if block.kind == "callout"}
    for index, line in page.own_lines:
        found = CALLOUT_ATTEMPT.match(line.text)
        if not found or line.text.lstrip().startswith("[!["):
            continue
        kind = found["kind"].strip().lower()
        place = Place(line.path, line.number, found.start("opening") + 1)
        if ">" not in found["before"]:
            told = f'Write "> [!{kind}] Title", and "> " before each of its lines.'
            yield place, f'A callout without its ">". {told}'
        elif kind not in CALLOUT_KINDS:
            told = did_you_mean(kind, CALLOUT_KINDS) or f" The kinds are: {', '.join(CALLOUT_KINDS)}."
            yield place, f'"{kind}" is not a kind of callout.{told}'
        elif (
            not (index in titles or is_glued(page, index))
            or found["kind"] != found["kind"].strip()
            or not found["opening"].endswith("]")
        ):
            told = f'Write "> [!{kind}] Title" below an empty line.'
            yield place, f"A callout starts a quotation of its own. {told}"


@rule(
    "callout-empty",
    fails="> [!note]\n> Bring your questions.",
    passes="> [!note] Good to know\n> Bring your questions.",
)
def callouts_say_something(page: Page) -> Found:
    """A callout has a title and a text."""
    for number, block in enumerate(page.own):
        if block.kind != "callout":
            continue
        after = page.own[number + 1] if number + 1 < len(page.own) else None
        if not block.text:
            yield page.line_place(block), f'A callout without a title. Write one behind "[!{block.name}]".'
        elif after is None or not after.callout or after.kind == "callout" or after.quote < block.quote:
            yield page.line_place(block), 'A callout without a text. Write it below, each line behind "> ".'
