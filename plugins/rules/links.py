"""Rules on links: each leads to a page, a part of a page or a file that exists, or out over a secure connection."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from plugins.markup.tree import Block, Link
from plugins.problems.plain_names import plain_name
from plugins.reading.names import show
from plugins.reading.notices import is_notice
from plugins.reading.web_addresses import explain_web_address
from plugins.rules.page import Page
from plugins.rules.rule import IN_SITE, Found, Site, did_you_mean, nearest, rule

SCHEME = re.compile(r"(?P<name>[a-zA-Z][a-zA-Z0-9+.-]*):(?P<rest>.*)", re.DOTALL)
DOMAIN = re.compile(r"(?:www\.|[\w-]+\.(?:com|org|gov|net|edu|info)(?:/|$))[^\s]*", re.IGNORECASE)
HOST = re.compile(r"//(?P<name>[^/?#]+)")
OF_THE_WEB = ("https", "http", "file", "ftp", "view-source")
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
PHONE = re.compile(r"\+?[\d-]{3,20}")
PLACEHOLDER = re.compile(r"(?:\{[A-Za-z_]{2,20}\}|\|filename\|)(?P<path>[^\s)\]}\"]{0,200})")
EMPTY_WORDS = {
    "here", "click here", "click", "link", "this link", "this", "this page", "more", "read more", "learn more",
}  # fmt: skip
EMPTY_PICTURE_WORDS = {
    "image", "picture", "photo", "photograph", "img", "alt", "alt text", "figure", "drawing", "graphic", "diagram", "chart",
    "icon", "logo", "screenshot", "illustration", "untitled", "description", "placeholder",
}  # fmt: skip
SAYS_PICTURE = re.compile(
    r"(?:an? |the )?(?:image|picture|photo(?:graph)?|graphic|icon|screenshot)s? (?:of|showing) ", re.I
)
GIVEN_NAME = re.compile(  # by a camera, a phone or a program
    r"(?:(?:IMG|DSC[FN]?|DCIM|PXL|MVIMG|GOPR|DJI|scan|image|img|photo|picture|pic|foto|bild|screen ?shot|untitled|unnamed|download"
    r"|figure|fig|WhatsApp Image)[ _.-]*\(?\d[\w :.()-]*(?: at [\d.]+)?|[a-z]{1,4}[_-]\d+|[a-z]{2,4}\d{3,})",
    re.I,
)
BROKEN = re.compile(
    r"\][ \t]+\((?=https?:|mailto:|tel:|/|#|www\.)|(?<![\]\w])\([^()\n]{1,80}\)\[(?=https?:|/|www\.)"
    r"|\]\((?=https?:|/)[^()\s]{0,300}(?=\n|$)|\[[^\[\]\n]{1,80}\]\{?(?=https?:)"
)
PICTURE_ENDINGS = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".heic", ".heif", ".tif", ".tiff", ".bmp")
MANY = 2000  # pages; among more, only those with the same first letters are compared


def nearest_address(site: Site, path: str) -> str:
    """Return the address of the page that a wrong one may mean, or nothing."""
    name = PurePosixPath(path.strip("/").lower()).name
    name = name.removesuffix(".md").removesuffix(".html")
    if name in ("", "botox", "index") and "/" in site.addresses:
        return "/"
    public = [address for address, page in site.addresses.items() if site.is_public(page) and address != path]
    for address in (f"/uses/{name}/", f"/{name}/", f"/{name}.html"):
        if address in public:
            return address
    addresses = public
    if len(addresses) > MANY:
        addresses = [address for address in addresses if name[:2] in address]
    near = nearest(name, tuple(address.strip("/").rpartition("/")[2] for address in addresses))
    return next((address for address in addresses if near and address.strip("/").endswith(near)), "")


def suggestion(site: Site, path: str) -> str:
    """Return ` Did you mean "/uses/migraine/"?`, or how an address is written."""
    near = nearest_address(site, path)
    public = [address for address, page in site.addresses.items() if site.is_public(page)]
    known = next((address for address in public if address.startswith("/uses/") and address != "/uses/"), "/safety/")
    if near:
        return f' Did you mean "{near}"?'
    return f' Write the address as a reader sees it, such as "{known}"; of a page that was renamed, its new one.'


def explain_link(site: Site, page: Page, link: Link) -> str:
    """Return what is wrong with the address of a link, or nothing."""
    address = link.address
    if not address:
        return 'A link without an address. Write it in the brackets: "[words](/safety/)".'
    if "{" in address or (address.startswith("|") and address.count("|") > 1):
        return ""  # the rule "placeholder" tells
    if " " in address:
        return f'The address "{show(address)}" has a blank in it. Take it out, or write "%20".'
    if address.startswith("//"):
        return f'The address "{show(address)}" has no beginning. Write "https:{address}".'
    scheme = SCHEME.fullmatch(address)
    if scheme:
        return explain_outside(site, address, scheme["name"].lower(), scheme["rest"])
    if "@" in address and not address.startswith(("/", "#")):
        return f'An email address needs "mailto:" before it. Write "mailto:{address}".'
    if DOMAIN.match(address) and not address.startswith(("/", ".")):
        return f'The address "{show(address)}" has no beginning. Write "https://{address}".'
    return explain_inside(site, page, link)


def explain_outside(site: Site, address: str, scheme: str, rest: str) -> str:
    """Return what is wrong with an address outside this site."""
    if scheme == "mailto":
        if "?" in rest:
            told = "A mail link that fills in a subject or a text could carry health details."
            return f"{told} End it behind the address."
        return "" if EMAIL.fullmatch(rest) else f'"{show(rest)}" is not an email address. Correct it.'
    if scheme == "tel":
        return "" if PHONE.fullmatch(rest) else f'"{show(rest)}" is not a phone number. Write "tel:+15550100".'
    if scheme not in OF_THE_WEB:
        near = did_you_mean(scheme, ("https", "mailto"))
        return f'"{show(scheme)}:" cannot be linked to.{near or " Link to an address that starts with https://."}'
    own, host = site.library.data.deploy.site_url, HOST.match(rest)
    if own and host and urlsplit(own).netloc == host["name"].lower():
        return f'This leads to our own site. Write it without the beginning: "{show(rest[host.end() :]) or "/"}".'
    return ""  # the rule "address-form" tells more


def explain_inside(site: Site, page: Page, link: Link) -> str:
    """Return what is wrong with an address inside this site."""
    path, _, anchor = link.address.partition("#")
    if path.endswith(PICTURE_ENDINGS) or link.is_picture:
        return explain_file(site, link)
    if "?" in path:
        return f'The address "{show(path)}" has a question mark. End it before that.'
    if not path:
        return explain_anchor(page, "this page", anchor)
    target = site.addresses.get(path)
    if target is None:
        if unquote(path) in site.files:
            return ""
        if path.rstrip("/") + "/" in site.addresses and path.startswith("/"):
            return f'The address of a page ends in "/". Write "{path}/".'
        if site.is_lost(path):
            return ""  # why it is not there is told already
        return f'There is no page "{show(path)}".{suggestion(site, path)}'
    hidden = explain_hidden(site, page, target)
    return hidden or (explain_anchor(target, f'"{show(path)}"', anchor) if "#" in link.address else "")


def explain_hidden(site: Site, page: Page, target: Page) -> str:
    """Return why a page that readers can see may not lead to one that they cannot."""
    theirs = target.fields
    if theirs is None or site.is_public(target) or not site.is_public(page):
        return ""
    if theirs.draft:
        return f"This leads to {target.path}, which is a draft. Publish that page first, or take the link out."
    told = "Take the link out, or set an earlier day there."
    return f"This leads to {target.path}, which is not public before {theirs.published}. {told}"


def explain_anchor(target: Page, name: str, anchor: str) -> str:
    """Return what is wrong with the part behind a "#"."""
    if not anchor:
        return 'There is nothing behind the "#". Name a part of the page, or take the sign out.'
    if target.document and (target.document.header is None or not target.is_whole):
        return ""  # it may be in what could not be read
    if anchor in target.anchors or re.fullmatch(r"(?:cite|source)-\d+", anchor):
        return ""
    parts = sorted(block.name for block in target.headings if block.name)
    told = did_you_mean(anchor, parts) or (f" It has: {', '.join(parts)}." if parts else " It has no parts with an id.")
    return f'There is no part "{show(anchor)}" on {name}.{told}'


def explain_file(site: Site, link: Link) -> str:
    """Return what is wrong with the address of a picture or a file."""
    address = unquote(link.address)
    if address in site.files:
        return ""
    if site.library.unread.may_hold(plain_name(PurePosixPath(address).stem)):
        return ""
    known = sorted(site.files)
    inside = f"/images/{address.rsplit('/', 1)[-1]}"
    if inside in site.files:
        return f'There is no file "{show(address)}". Did you mean "{show(inside)}"?'
    told = did_you_mean(address, known) or " Put it into content/images/, and write /images/ before its name."
    return f'There is no file "{show(address)}".{told}'


@rule("link-broken", fails="See [migraine](/uses/migrane/).", passes="See [the guide](/about/).", needs=IN_SITE)
def links_lead_somewhere(page: Page, site: Site) -> Found:
    """A link leads to a page, to a part of a page or to a file that exists."""
    for link, place in page.links:
        if link.words is None or link.words.startswith("^"):
            continue  # a link tells of its own address, "link-unused" of one without a link, "sign-printed" of a footnote
        is_part = link.address.startswith("#")
        if (page.kind == "block" and is_part) or (place.path != page.path and not is_part):
            continue  # a part of a page is looked for on each page that holds the block, the rest in the block itself
        told = explain_link(site, page, link)
        if told:
            yield place, told


def unused_addresses(page: Page, block: Block) -> list[str]:
    """Return the addresses of a definition, `[guide]: /about/`, that no link of the page takes."""
    if block.kind != "definition":
        return []
    used = {link.address for link, _ in page.links if link.words is not None}
    return [link.address for link in block.links if link.address not in used]


@rule("link-unused", fails="[Note]: Important", passes="**Note:** Important.")
def addresses_are_linked_to(page: Page) -> Found:
    """A line `[words]: address` is for a link of this page. Without one, the line is not printed."""
    for block in page.own:
        if unused_addresses(page, block):
            told = 'A line that starts with "[words]:" is not printed, and no link here takes its address.'
            yield page.line_place(block), f'{told} Write "**Words:**" for a label, or delete the line.'


@rule(
    "address-form",
    standard="TR-06",
    fails="See [medwatch](https://www.google.com/url?q=https://www.fda.gov/medwatch&sa=D).",
    passes="See [medwatch](https://www.fda.gov/medwatch).",
    needs=IN_SITE,
)
def addresses_are_those_of_pages(page: Page, site: Site) -> Found:
    """An address of the web, in content/data/ too, is that of the page itself: no search, detour, short form or copy."""
    for link, place in page.links:
        scheme = SCHEME.fullmatch(link.address)
        if not scheme or scheme["name"].lower() not in OF_THE_WEB or place.path != page.path:
            continue
        if not explain_link(site, page, link) and (told := explain_web_address(link.address)):
            yield place, told


@rule(
    "link-words",
    standard="AC-01",
    fails="For the risks, click [here](/safety/).",
    passes="Read [about the risks](/safety/).",
)
def links_say_where_they_lead(page: Page) -> Found:
    """The words of a link say where it leads, and not “here” or “read more”."""
    for link, place in page.links:
        if link.is_picture or link.words is None or place.path != page.path:
            continue
        words = " ".join(link.words.lower().split()).strip(" .:")
        if not words:
            yield place, 'A link without words. Write in the brackets where it leads: "[risks](/safety/)".'
        elif words in EMPTY_WORDS:
            told = 'does not say where the link leads. Write that in the brackets: "[risks](/safety/)".'
            yield place, f'"{show(words)}" {told}'


@rule("link-form", fails="Read [about the risks] (/safety/).", passes="Read [about the risks](/safety/).")
def links_are_well_formed(page: Page) -> Found:
    """A link is written "[words](address)", without a blank between the brackets."""
    for place, _ in page.matches(BROKEN, "]"):
        told = 'Write "[words](address)": words in square brackets, then the address in round ones.'
        yield place, f"This is not a link yet. {told}"


def is_file_name(words: str, address: str) -> bool:
    """Tell whether the words of a picture are the name of a file: of this one, or one that a camera gives."""
    stem = PurePosixPath(unquote(address)).stem.lower()
    is_its_own = words.lower() == stem and re.search(r"[_\d-]", stem) is not None
    return is_its_own or words.lower().endswith(PICTURE_ENDINGS) or GIVEN_NAME.fullmatch(words) is not None


@rule(
    "picture-words",
    standard="AC-06",
    fails="![](/images/sample.svg)",
    passes="![A needle beside a coin](/images/sample.svg)",
)
def pictures_have_words(page: Page) -> Found:
    """A picture has words that say what it shows, for those who cannot see it."""
    for link, place in page.links:
        if not link.is_picture or place.path != page.path:
            continue
        words = " ".join((link.words or "").split())
        if not any(map(str.isalpha, words)) or words.lower() in EMPTY_PICTURE_WORDS:
            yield place, "A picture without words. Say in the square brackets what it shows."
        elif is_file_name(words, link.address):
            yield place, f'"{show(words)}" is a file name. Say in the square brackets what the picture shows.'
        elif found := SAYS_PICTURE.match(words):
            said, rest = found[0].strip(), words[found.end() :]
            told = f'Readers know that it is a picture. Write what it shows, without "{said}": "{rest[:1].upper()}{rest[1:60]}".'
            yield place, told


@rule(
    "placeholder", fails="See [migraine]({filename}/pages/about.md).", passes="See [the guide](/about/).", needs=IN_SITE
)
def addresses_hold_no_placeholder(page: Page, site: Site) -> Found:
    """An address is written as a reader sees it, without a placeholder such as {filename}."""
    if is_notice(page.path):
        return  # the rule on notices knows what the site fills in
    for place, found in page.matches(PLACEHOLDER, "{|"):
        path = found["path"].partition("#")[0]
        told = suggestion(site, path)
        if path.lower().endswith(PICTURE_ENDINGS):
            told = f' Write "/images/{path.rsplit("/", 1)[-1]}".'
        sign = found[0].removesuffix(found["path"])
        yield place, f'"{show(sign)}" is not used here.{told}'
