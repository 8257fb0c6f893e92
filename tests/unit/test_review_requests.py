"""A review is asked for where the remote is: on GitHub's compare page, by GitLab's push options, or by the branch's name."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.sending_clone import ABOUT, DAY, SENTENCE, WHY, Sender, git, make_sender, without_own_git
from tooling.editor.sending import road as sending
from tooling.editor.sending.remotes import ssh_without_questions
from tooling.editor.sending.review_request import Host, Request, find_host, push_options, read_address, request_page

BRANCH = f"edit/{DAY}-say-it-in-plainer-words"
REQUEST = Request("edit/x", "main", "50% & more: “ok”", "Why.\n\nFiles:\n\n- a.md")
GITHUB, GITLAB = Host("github", "https://github.com/a/b"), Host("gitlab", "https://gitlab.com/a/b")


@pytest.fixture
def sender(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Sender:
    return make_sender(tmp_path, tmp_path_factory, monkeypatch)


@pytest.mark.parametrize(
    ("written", "name", "address"),
    [
        ("https://github.com/a/b.git", "github.com", "https://github.com/a/b"),
        ("https://ana:ghp_secret@github.com/a/b", "github.com", "https://github.com/a/b"),
        ("git@github.com:a/b.git", "github.com", "https://github.com/a/b"),
        ("ssh://git@ssh.github.com:443/a/b.git", "github.com", "https://github.com/a/b"),
        ("git@github-work:a/b.git", "github.com", "https://github.com/a/b"),
        ("ssh://git@gitlab.team.test:2222/g/h/b.git/", "gitlab.team.test", "https://gitlab.team.test/g/h/b"),
        ("http://gitlab.team.test:8080/g/b.git", "gitlab.team.test", "http://gitlab.team.test:8080/g/b"),
        ("https://oauth2:glpat-secret@gitlab.com/g/b.git", "gitlab.com", "https://gitlab.com/g/b"),
        ("git@bitbucket.org:a/b.git", "bitbucket.org", "https://bitbucket.org/a/b"),
        ("https://x.test/a/b?private_token=secret", "x.test", "https://x.test/a/b"),
        ("/srv/git/b.git", "", ""),
        ("../b.git", "", ""),
        ("file:///srv/git/b.git", "", ""),
        ("C:/git/b.git", "", ""),
        ("C:\\git\\b.git", "", ""),
        ("https://[broken/a", "", ""),
        ("", "", ""),
    ],
)
def test_an_address_is_read_without_names_and_keys(written: str, name: str, address: str) -> None:
    assert read_address(written) == (name, address)


def test_the_page_of_github_holds_title_and_text_and_is_not_too_long() -> None:
    page = request_page(GITHUB, REQUEST)
    assert page == (
        "https://github.com/a/b/compare/main...edit/x?quick_pull=1&title=50%25%20%26%20more%3A%20%E2%80%9Cok%E2%80%9D"
        "&body=Why.%0A%0AFiles%3A%0A%0A-%20a.md"
    )
    long = request_page(GITHUB, Request("edit/x", "main", "x" * 200, "“" * 60_000))
    assert long
    assert 4_000 < len(long) <= 6_000
    assert parse_qs(urlsplit(long).query)["body"][0].endswith("“…")


def test_gitlab_names_the_request_that_it_has_made_and_no_other_address_is_believed() -> None:
    made = "https://gitlab.com/a/b/-/merge_requests/7"
    assert request_page(GITLAB, REQUEST, f"remote: View merge request for edit/x:\nremote:   {made}\n") == made
    page = request_page(GITLAB, REQUEST, "remote:   https://evil.test/a/b/-/merge_requests/7")
    assert page
    assert urlsplit(page)._replace(query="").geturl() == "https://gitlab.com/a/b/-/merge_requests/new"
    assert parse_qs(urlsplit(page).query) == {
        "merge_request[source_branch]": ["edit/x"],
        "merge_request[target_branch]": ["main"],
        "merge_request[title]": [REQUEST.title],
        "merge_request[description]": [REQUEST.body],
    }
    assert request_page(Host("other", "https://x.test/a"), REQUEST) is None
    assert request_page(Host("gitlab", ""), REQUEST) is None


def test_only_gitlab_is_told_with_the_push() -> None:
    assert push_options(GITLAB, REQUEST) == (
        "merge_request.create",
        "merge_request.target=main",
        "merge_request.title=50% & more: “ok”",
        "merge_request.description=Why.\\n\\nFiles:\\n\\n- a.md",
    )
    assert push_options(GITHUB, REQUEST) == ()


def test_a_repository_with_a_workflow_of_gitlab_is_at_gitlab_unless_it_is_at_github(sender: Sender) -> None:
    (sender.clone / ".gitlab-ci.yml").touch()
    assert find_host(sender.clone, "origin") == Host("gitlab", "")
    git(sender.clone, "remote", "set-url", "origin", "git@github.com:a/b.git")
    assert find_host(sender.clone, "origin") == GITHUB
    (sender.clone / ".gitlab-ci.yml").unlink()
    git(sender.clone, "remote", "set-url", "origin", "git@git.test:a/b.git")
    git(sender.clone, "remote", "set-url", "--push", "origin", "https://ana:secret@gitlab.com/a/b.git")
    assert find_host(sender.clone, "origin") == GITLAB


def test_a_folder_that_stands_for_an_address_does_not_hide_where_the_review_is(sender: Sender) -> None:
    git(sender.clone, "remote", "set-url", "origin", "https://github.com/a/b.git")
    git(sender.clone, "config", f"url.{sender.remote}.insteadOf", "https://github.com/a/b.git")
    assert find_host(sender.clone, "origin") == GITHUB


@pytest.mark.parametrize("takes", [True, False])
def test_options_are_pushed_where_the_server_takes_them(sender: Sender, takes: bool) -> None:
    (sender.clone / ".gitlab-ci.yml").touch()
    git(sender.remote, "config", "receive.advertisePushOptions", str(takes).lower())
    hook = sender.remote / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text('#!/bin/sh\necho "$GIT_PUSH_OPTION_COUNT $GIT_PUSH_OPTION_2" >options\n', encoding="utf-8")
    hook.chmod(0o755)
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    assert sender.send()["branch"] == BRANCH
    told = (sender.remote / "options").read_text(encoding="utf-8")
    assert told == (f"4 merge_request.title={WHY}\n" if takes else "0 \n")


def test_the_page_of_github_is_shown_and_a_later_send_shows_it_again(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "find_host", lambda project, remote: GITHUB)
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    answer = sender.send()
    page = f"https://github.com/a/b/compare/main...{BRANCH}?quick_pull=1&title=Say%20it%20in%20plainer%20words"
    assert answer["url"].startswith(f"{page}&body=Files%3A%0A%0A-%20content")
    assert answer["told"] == f"Sent as the branch {BRANCH}. Open the pull request on the page that is shown."
    sender.edit(ABOUT, "Tell us.", "Tell us, do.")
    assert sender.send()["url"] == answer["url"]


@pytest.mark.parametrize(
    ("chosen", "command"),
    [
        ({}, "ssh -o BatchMode=yes -o ConnectTimeout=20"),
        ({"GIT_SSH_COMMAND": "ssh -i key"}, "ssh -i key -o BatchMode=yes -o ConnectTimeout=20"),
        ({"GIT_SSH_COMMAND": "C:/putty/plink.exe"}, "C:/putty/plink.exe -batch"),
        ({"GIT_SSH": "tortoiseplink"}, None),
    ],
)
def test_ssh_asks_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: dict[str, str], command: str | None
) -> None:
    without_own_git(monkeypatch, tmp_path)
    for name, value in chosen.items():
        monkeypatch.setenv(name, value)
    assert ssh_without_questions(tmp_path).get("GIT_SSH_COMMAND") == command
