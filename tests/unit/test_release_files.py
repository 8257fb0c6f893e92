"""Names by content, small copies, pages that send readers on, and the manifest."""

import gzip
from dataclasses import replace
from pathlib import Path

import brotli
import pytest

from tooling.headers import cache_control
from tooling.manifest import BadManifest, Manifest, explain_vanished, list_files, read_manifest, vanished_pages
from tooling.release_files import add_small_copies, copy_site, hash_names, redirect_page

ADDRESS = "https://guide.test"
MANIFEST = Manifest(
    address=ADDRESS,
    commit="a" * 40,
    date="2026-11-22",
    files={"index.html": "1" * 64, "uses/acne/index.html": "2" * 64, "404.html": "3" * 64},
    redirects={},
    no_index=[],
    styles=[],
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one page, an icon and a card."""
    site = tmp_path / "site"
    (site / "icons").mkdir(parents=True)
    (site / "icons/icon.svg").write_text("<svg/>")
    (site / "icons/share.png").write_bytes(b"png")
    (site / "icons/spare.png").write_bytes(b"spare")
    (site / "favicon.ico").write_bytes(b"ico")
    (site / "index.html").write_text(
        f'<link rel="icon" href="/icons/icon.svg"><link href="/favicon.ico">'
        f'<meta content="{ADDRESS}/icons/share.png"><p>/icons/icon.svgx</p>'
    )
    return site


def test_asset_that_a_page_names_is_named_by_its_content(site: Path) -> None:
    moved = hash_names(site, ADDRESS)
    assert set(moved) == {"icons/icon.svg", "icons/share.png"}
    html = (site / "index.html").read_text()
    assert f'href="/{moved["icons/icon.svg"]}"' in html
    assert f'content="{ADDRESS}/{moved["icons/share.png"]}"' in html
    assert "/icons/icon.svgx" in html
    assert (site / moved["icons/icon.svg"]).read_text() == "<svg/>"
    assert not (site / "icons/icon.svg").exists()


def test_each_size_of_a_picture_is_named_by_its_content(site: Path) -> None:
    (site / "images").mkdir()
    names = ["images/a.jpg", "images/a.jpg.480.webp", "images/a.jpg.800.webp"]
    for name in names:
        (site / name).write_bytes(name.encode())
    page = '<source srcset="/images/a.jpg.480.webp 480w, /images/a.jpg.800.webp 800w"><img src="/images/a.jpg">'
    (site / "index.html").write_text(page)
    moved = hash_names(site, ADDRESS)
    assert set(moved) == set(names)
    own, small, large = (moved[name] for name in names)
    assert (site / "index.html").read_text() == f'<source srcset="/{small} 480w, /{large} 800w"><img src="/{own}">'
    assert {cache_control(name) for name in moved.values()} == {"public, max-age=31536000, immutable"}
    assert set(list_files(site)) >= set(moved.values())


def test_asset_that_no_page_names_keeps_its_name(site: Path) -> None:
    hash_names(site, ADDRESS)
    assert (site / "icons/spare.png").exists()


def test_address_that_browsers_ask_for_by_themselves_keeps_its_name(site: Path) -> None:
    hash_names(site, ADDRESS)
    assert 'href="/favicon.ico"' in (site / "index.html").read_text()


def test_other_content_gives_another_name(site: Path, tmp_path: Path) -> None:
    copy_site(site, tmp_path / "other")
    (tmp_path / "other/icons/icon.svg").write_text("<svg></svg>")
    assert hash_names(site, ADDRESS)["icons/icon.svg"] != hash_names(tmp_path / "other", ADDRESS)["icons/icon.svg"]


def test_mark_of_the_build_is_not_released(site: Path, tmp_path: Path) -> None:
    (site / ".made-by-build").write_text("ours")
    copy_site(site, tmp_path / "release")
    assert not (tmp_path / "release/.made-by-build").exists()


def test_small_copies_hold_the_same_and_no_time(site: Path) -> None:
    (site / "index.html").write_text("<p>the same words</p>" * 100)
    add_small_copies(site)
    content = (site / "index.html").read_bytes()
    assert brotli.decompress((site / "index.html.br").read_bytes()) == content
    packed = (site / "index.html.gz").read_bytes()
    assert gzip.decompress(packed) == content
    assert packed[4:8] == b"\0\0\0\0"
    assert not (site / "icons/share.png.br").exists()


def test_page_that_moved_sends_readers_and_search_engines_on(tmp_path: Path) -> None:
    redirect_page(tmp_path, "/uses/old/", ADDRESS, "/uses/new/")
    html = (tmp_path / "uses/old/index.html").read_text()
    assert f'<meta http-equiv="refresh" content="0; url={ADDRESS}/uses/new/">' in html
    assert f'<link rel="canonical" href="{ADDRESS}/uses/new/">' in html


def test_manifest_lists_every_file_but_itself(site: Path) -> None:
    (site / "release-manifest.json").write_text("{}")
    assert sorted(list_files(site)) == [
        "favicon.ico",
        "icons/icon.svg",
        "icons/share.png",
        "icons/spare.png",
        "index.html",
    ]


def test_manifest_is_read_as_it_was_written() -> None:
    assert read_manifest(MANIFEST.text()) == MANIFEST


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 99}', "<html>"])
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(BadManifest):
        read_manifest(text)


def test_page_that_is_gone_without_a_redirect_is_noticed() -> None:
    after = replace(MANIFEST, files={"index.html": "1", "404.html": "3"})
    assert vanished_pages(MANIFEST, after) == ["/uses/acne/"]
    assert '"/uses/acne/" = "/"' in explain_vanished(["/uses/acne/"])


def test_page_that_moved_is_not_gone() -> None:
    after = replace(
        MANIFEST,
        files={"index.html": "1", "uses/skin/index.html": "2", "uses/acne/index.html": "4"},
        redirects={"/uses/acne/": "/uses/skin/"},
    )
    assert vanished_pages(MANIFEST, after) == []


def test_redirect_that_is_dropped_is_noticed() -> None:
    before = replace(MANIFEST, redirects={"/uses/old/": "/"})
    assert vanished_pages(before, MANIFEST) == ["/uses/old/"]
