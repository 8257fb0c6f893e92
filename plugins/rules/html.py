"""Rules on HTML in the text: only a few tags, each closed where it was opened."""

import re
from html.parser import HTMLParser

from plugins.rules.page import Page
from plugins.rules.rule import Found, rule

BRACES = re.compile(r"\{(?![A-Za-z_]{2,20}\})[^}\n]{0,200}\}?")
# What an editor may write, with its attributes; which values these may have, the judge says: plugins/markup/judge.py
TAGS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("br", "cite", "em", "i", "b", "strong", "q", "small", "sub", "sup"), ()),
    "abbr": ("title",), "span": ("lang", "dir"), "time": ("datetime",),
}  # fmt: skip
LIKE_HTML = re.compile(r"<[a-zA-Z/!?]")
AUTOMATIC = re.compile(r"<(?:[a-zA-Z][a-zA-Z0-9+.-]{1,20}:[^\s<>]{0,1000}|[^\s<>@]{1,100}@[^\s<>@]{1,100})>")
LEFT_OPEN = re.compile(r"<(?P<name>[a-zA-Z][\w-]*)(?:\s[^<>]*)?$")
# What other tags are written as, so far as Markdown has a form for it
FORMS = {
    "a": "[words](/safety/)", "img": "![What it shows](/images/name.png)", "hr": "---", "p": "an empty line between paragraphs",
    "div": "an empty line between paragraphs", **dict.fromkeys(("ul", "li"), "- words"), "ol": "1. words",
    "blockquote": "> words", **dict.fromkeys(("u", "mark", "ins", "font", "big"), "**words**"), "aside": "> [!note] Title",
    "details": "> [!note] Title", **dict.fromkeys(("table", "tr", "td", "th"), "| words | words |"),
    **{f"h{rank}": f"{'#' * rank} words" for rank in range(2, 7)}, "h1": "## words",
}  # fmt: skip
MOST_TAGS = 200  # in one paragraph
KNOWN = {*TAGS, "script", "style", "img", "a", "iframe", "div", "p", "svg", "form", "input", "object", "embed"}
LISTED = ", ".join(f"<{name}>" for name in sorted(TAGS))


class TagReader(HTMLParser):
    """Collects what is wrong with the tags of one block."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text = text
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self.open: list[tuple[str, int]] = []
        self.found: list[tuple[int, str]] = []
        self.refused: set[str] = set()

    @property
    def at(self) -> int:
        """Where the tag at hand starts in the text."""
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def say(self, told: str) -> None:
        """Note what is wrong with the tag at hand."""
        self.found.append((self.at, told))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check an opening tag."""
        told = explain_tag(tag, attrs)
        if told:
            self.say(told)
            self.refused.add(tag)
        elif tag != "br":
            self.open.append((tag, self.at))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check a tag that closes itself, which HTML knows only of <br>."""
        told = explain_tag(tag, attrs)
        if not told and tag != "br":
            told = f'"<{tag}/>" opens a tag and does not close it. Write "<{tag}>…</{tag}>".'
        if told:
            self.say(told)

    def handle_endtag(self, tag: str) -> None:
        """Check a closing tag against the one that was opened last."""
        if tag in self.refused:
            return  # said of the opening tag
        if tag not in TAGS:
            self.say(f'"</{tag}>" closes nothing that may stand here. Take it out.')
        elif tag not in {name for name, _ in self.open}:
            self.say(f'"</{tag}>" closes a tag that was not opened. Take it out, or open it before.')
        elif self.open[-1][0] != tag:
            last = self.open[-1][0]
            self.say(f'"</{tag}>" stands before "</{last}>". Close what was opened last first.')
            self.open = [entry for entry in self.open if entry[0] != tag]
        else:
            self.open.pop()

    def handle_comment(self, data: str) -> None:
        """Refuse a comment: everyone can read it in the page."""
        self.say("A comment, which everyone can read in the page. Delete it.")

    def handle_decl(self, decl: str) -> None:
        """Refuse a declaration."""
        self.say(f'"<!{decl[:20]}>" may not stand in a text. Take it out.')

    def handle_pi(self, data: str) -> None:
        """Refuse an instruction."""
        self.say(f'"<?{data[:20]}" may not stand in a text. Take it out.')

    def unknown_decl(self, data: str) -> None:
        """Refuse a CDATA block."""
        self.handle_decl(data)


def explain_tag(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    """Return what is wrong with an opening tag, or nothing."""
    if tag not in TAGS:
        form = f"Write {FORMS[tag]} in its place" if tag in FORMS else "Take it out"
        return f'"<{tag}>" may not stand in a text. {form}; these may: {LISTED}.'
    name = next((name for name, _ in attrs if name not in TAGS[tag]), None)
    return "" if name is None else f'"{name}" may not stand in "<{tag}>". Take it out.'


@rule(
    "html",
    standard="PR-02, PR-05",
    fails="Botox <script>alert(1)</script> relaxes.",
    passes='In Spanish it is called <span lang="es">toxina</span>.',
)
def html_is_allowed(page: Page) -> Found:
    """A text holds no HTML but a few small tags, such as <sub> and <span lang>, each closed in its own paragraph."""
    if "<" not in page.marked:
        return
    for block in page.own:
        text = page.marked[block.start : block.end]
        if "<" not in text or not LIKE_HTML.search(text):
            continue
        text = AUTOMATIC.sub(lambda match: " " * len(match[0]), text)
        for offset, told in read_tags(text):
            yield page.place(block.start + offset), told


def read_tags(text: str) -> list[tuple[int, str]]:
    """Return what is wrong with the tags of a text, each with its offset."""
    if text.count("<") > MOST_TAGS:
        told = f'More than {MOST_TAGS} "<" in one paragraph. Take out those that are not needed.'
        return [(text.index("<"), told)]
    reader = TagReader(text)
    reader.set_cdata_mode = lambda *_: None  # type: ignore[method-assign]
    try:
        reader.feed(text)
        reader.close()
    except (AssertionError, ValueError):  # the parser gave up on something that is not HTML
        return [(max(text.find("<"), 0), 'A "<" here cannot be read. Write "less than", or take it out.')]
    found = reader.found
    found += [
        (offset, f'"<{tag}>" is opened here and not closed. Write "</{tag}>" behind its words.')
        for tag, offset in reader.open
    ]
    unclosed = text.find("<!--", text.rfind("-->") + 1)
    if unclosed >= 0:
        found = [entry for entry in found if entry[0] != unclosed]
        found.append((unclosed, 'A comment that is opened and not closed. Delete it from "<!--" on.'))
    left_open = LEFT_OPEN.search(text)
    if left_open and left_open["name"].lower() in KNOWN:
        told = f'"<{left_open["name"]}" has no ">". Close the tag, or take it out.'
        found = [entry for entry in found if entry[0] != left_open.start()]
        found.append((left_open.start(), told))
    return sorted(set(found))


@rule(
    "html-braces",
    standard="PR-02",
    fails='Read [about it](/about/){: onclick="run()"}.',
    passes="Read [about it](/about/).",
)
def braces_are_for_ids(page: Page) -> Found:
    """Braces are only for the id of a heading: elsewhere they could change the page, or are printed as they stand."""
    for block in page.own:
        if block.kind == "heading" and re.search(r"[=.:\"']", block.name):
            told = f'"{{#{block.name}}}" would change the page. Write an id alone, in small letters and hyphens.'
            yield page.place(block.end), told
    for place, found in page.matches(BRACES, "{"):
        yield place, f'"{found[0]}" would change the page, or is printed as it stands. Take it out.'
