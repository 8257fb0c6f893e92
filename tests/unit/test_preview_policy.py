"""What a browser may do with a page of the preview."""

import pytest

from tooling.preview.policy import hash_of, head_styles, make_nonce, page_policy

PAGE = "<html><head><style>a{}</style><style media=print>b{}</style></head><body><style>c{}</style></body></html>"


def test_the_policy_of_a_page_names_its_script_and_the_sheets_of_its_head() -> None:
    assert page_policy("<head><style>a{}</style></head>", "NONCE", "ws://localhost:8000") == (
        "default-src 'none'; script-src 'nonce-NONCE'; "
        f"style-src 'nonce-NONCE' 'sha256-{hash_of('a{}')}'; img-src 'self' data:; "
        "font-src 'self'; media-src 'self'; manifest-src 'self'; connect-src 'self' ws://localhost:8000; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
    )


def test_a_hash_is_what_browsers_compute() -> None:
    assert hash_of("") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="  # SHA-256 of nothing, FIPS 180-4


def test_sheets_in_the_body_do_not_apply() -> None:
    assert head_styles(PAGE) == ["a{}", "b{}"]


@pytest.mark.parametrize("page", ["", "<p>no head <style>a{}</style>"])
def test_a_page_without_a_head_has_no_sheets(page: str) -> None:
    assert head_styles(page) == []


def test_no_two_answers_share_a_nonce() -> None:
    assert len({make_nonce() for _ in range(100)}) == 100
    assert len(make_nonce()) >= 22  # letters of base64 for 128 bits
