"""Say how one built site differs from another: bytes that a visitor loads, as a table, and pictures of what changed."""

import sys
from dataclasses import dataclass
from pathlib import Path

import brotli

WIDTHS = {"phone": 390, "desk": 1280}


@dataclass(frozen=True)
class Change:
    """A file that differs. before, after: bytes as they are sent, with brotli; None where there is none."""

    name: str
    before: int | None
    after: int | None

    @property
    def row(self) -> str:
        """Return it as a row of a table in Markdown."""
        if self.before is None or self.after is None:
            return f"| `{self.name}` | {self.before or 'new'} | {self.after or 'gone'} | |"
        return f"| `{self.name}` | {self.before:,} | {self.after:,} | {self.after - self.before:+,} |"


def read_files(site: Path) -> dict[str, bytes]:
    """Return every file of a site; nothing for a site that could not be built."""
    paths = sorted(path for path in site.rglob("*") if path.is_file() and not path.name.startswith(".made-by"))
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


def find_changes(before: Path, after: Path) -> list[Change]:
    """Return the files that differ, in order."""
    old, new = read_files(before), read_files(after)
    return [
        Change(name, sent_size(old[name]) if name in old else None, sent_size(new[name]) if name in new else None)
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    ]


def sent_size(content: bytes) -> int:
    """Return how many bytes a visitor loads for a file."""
    return len(brotli.compress(content))


def describe(changes: list[Change], before: Path, after: Path) -> str:
    """Return the summary, in Markdown."""
    if not changes:
        return "## The built site\n\nNothing changes: every file is byte for byte as before."
    old, new = (sum(sent_size(content) for content in read_files(site).values()) for site in (before, after))
    lines = [
        "## The built site",
        "",
        f"{len(changes)} file(s) change. All together, as sent with brotli: {old:,} → {new:,} bytes ({new - old:+,}).",
        "",
        "| file | before | after | difference |",
        "| --- | ---: | ---: | ---: |",
        *(change.row for change in changes),
        "",
        "Pictures of the pages that changed are in the artifact `pictures`, the whole site in `site`.",
    ]
    return "\n".join(lines)


def take_pictures(changes: list[Change], sites: dict[str, Path], folder: Path) -> None:
    """Take a picture of each page that changed, before and after, on a phone and on a desk."""
    from playwright.sync_api import sync_playwright

    from tooling.browser import FLAGS, provide_browser

    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=provide_browser(), args=FLAGS)
        for change in changes:
            for state, site in sites.items():
                if not change.name.endswith(".html") or not (site / change.name).exists():
                    continue
                for name, width in WIDTHS.items():
                    page = browser.new_page(viewport={"width": width, "height": 900})
                    page.goto((site / change.name).resolve().as_uri())
                    title = change.name.removesuffix(".html").replace("/", "-")
                    page.screenshot(path=folder / f"{title}-{name}-{state}.png", full_page=True)
                    page.close()
        browser.close()


if __name__ == "__main__":
    old_site, new_site, pictures = (Path(argument) for argument in sys.argv[1:4])
    found = find_changes(old_site, new_site)
    print(describe(found, old_site, new_site))
    take_pictures(found, {"before": old_site, "after": new_site}, pictures)
