"""Rules on redirects.toml: an old address leads to a page that readers can see, and nothing else stands there."""

from plugins.reading.names import DEVICE, OWN_FOLDERS
from plugins.reading.redirects import REDIRECTS, Redirect
from plugins.rules.page import Place
from plugins.rules.rule import WHOLE_SITE, Found, Site, did_you_mean, rule

# Each makes a page and a line of `_redirects`, of which Cloudflare reads 2,000 at most
# (https://developers.cloudflare.com/pages/configuration/redirects/).
MOST = 1000


@rule(
    "redirect-source",
    where=REDIRECTS,
    fails='[redirects]\n"/about/" = "/uses/migraine/"',
    passes='[redirects]\n"/about-us/" = "/about/"',
    needs=WHOLE_SITE,
)
def old_addresses_are_free(site: Site) -> Found:
    """An old address is one that no page has now, that stands once, and that is not a folder of the site itself."""
    known: dict[str, Redirect] = {}
    for number, redirect in enumerate(site.library.data.redirects):
        place = Place(REDIRECTS, *redirect.place)
        source = redirect.source
        earlier = known.setdefault(source, redirect)
        page = site.addresses.get(source)
        parts = source.strip("/").split("/")
        if number == MOST:
            yield place, f"More than {MOST} addresses. Take out those that nobody asks for any more, from here on."
            return
        if earlier is not redirect:
            yield place, f'"{source}" stands on line {earlier.place[0]} too. Keep one of them.'
        elif page is not None and site.is_public(page):
            yield place, f'There is a page at "{source}" ({page.path}). Take out this line, or the page.'
        elif parts[0] in OWN_FOLDERS or any(DEVICE.fullmatch(part) for part in parts):
            yield place, f'"{source}" is taken by the site itself, so no page can have stood there. Take out this line.'


@rule(
    "redirect-target",
    where=REDIRECTS,
    fails='[redirects]\n"/uses/old/" = "/uses/migrane/"',
    passes='[redirects]\n"/uses/old/" = "/uses/migraine/"',
    needs=WHOLE_SITE,
)
def new_addresses_are_pages(site: Site) -> Found:
    """A new address is that of a page which readers can see, and does not move on itself."""
    moved = {redirect.source: redirect for redirect in site.library.data.redirects}
    for redirect in site.library.data.redirects[:MOST]:
        place = Place(REDIRECTS, *redirect.target_place)
        target = redirect.target
        page = site.addresses.get(target)
        if page is not None and site.is_public(page):
            continue
        if target in moved:
            end = last_address(target, moved)
            told = f'Write where it ends: "{end}".' if end else "They lead in a circle. Name a page that is there."
            yield place, f'"{target}" has moved too (line {moved[target].place[0]}). {told}'
        elif page is None and site.is_lost(target):
            continue  # why it is not there is told already
        elif page is None:
            known = [address for address, each in site.addresses.items() if site.is_public(each)]
            near = did_you_mean(target, known) or " Name one that is."
            yield place, f'"{target}" is not a page of this site.{near}'
        else:
            yield place, f'"{target}" ({page.path}) is not public yet. Name a page that readers can see.'


def last_address(address: str, moved: dict[str, Redirect]) -> str:
    """Return where a chain of redirects ends, or nothing if it leads in a circle."""
    seen: set[str] = set()
    while address in moved:
        if address in seen:
            return ""
        seen.add(address)
        address = moved[address].target
    return address
