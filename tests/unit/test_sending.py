"""What was edited is sent as a branch of its own; main, the index, HEAD and what others changed stay as they are."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.sending_clone import (
    ABOUT,
    BLOCK,
    MIGRAINE,
    SENTENCE,
    WHY,
    Sender,
    finding,
    git,
    make_sender,
    report,
)
from tooling.editor.desk import Refusal
from tooling.editor.sending import road as sending
from tooling.editor.sending.remote_words import SLOW
from tooling.editor.sending.remotes import Remote, push
from tooling.editor.sending.sent_state import FILE, only_sending, read_state
from tooling.git_answers import NoAnswer

BRANCH = "edit/2026-11-25-say-it-in-plainer-words"
STATUS = ("status", "--porcelain=v2", "--branch")


@pytest.fixture
def sender(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Sender:
    return make_sender(tmp_path, tmp_path_factory, monkeypatch)


def test_a_changed_page_is_sent_as_one_commit_on_a_branch_of_its_own(sender: Sender) -> None:
    main = git(sender.remote, "rev-parse", "main")
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    answer = sender.send(f"{WHY}\nA reader asked.")
    assert answer == {
        "branch": BRANCH,
        "url": None,
        "told": f"Sent as the branch {BRANCH}. Tell whoever reviews it the name of this branch.",
        "signatures": [],
    }
    assert sender.branches() == [BRANCH, "main"]
    assert git(sender.remote, "rev-parse", "main", f"{BRANCH}^").split() == [main, main]
    assert git(sender.remote, "log", "-1", "--format=%an <%ae> %cn <%ce>%n%B", BRANCH) == (
        "Jane Doe <jane@guide.test> Jane Doe <jane@guide.test>\n"
        f"{WHY}\n\nA reader asked.\n\nFiles:\n\n- {ABOUT}\n\nPages:\n\n- About this guide"
    )
    assert git(sender.remote, "diff", "--numstat", "main", BRANCH) == f"2\t2\t{ABOUT}"
    assert sender.file(BRANCH, ABOUT) == sender.desk.text(ABOUT)


def test_index_and_head_and_what_others_changed_stay_as_they_are(sender: Sender) -> None:
    clone = sender.clone
    (clone / MIGRAINE).write_text("Staged.\n", encoding="utf-8")
    git(clone, "add", MIGRAINE)
    (clone / MIGRAINE).write_text("Changed since.\n", encoding="utf-8")
    (clone / "content/pages/privacy.md").unlink()
    (clone / "new.txt").write_text("Untracked.\n", encoding="utf-8")
    for name in ("pre-push", "pre-commit", "reference-transaction", "post-index-change"):
        hook = clone / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {clone.parent / 'hook-ran'}; exit 1\n", encoding="utf-8")
        hook.chmod(0o755)
    sender.edit("content/pages/accessibility.md", "any device", "each device")
    git(clone, "-c", "core.hooksPath=/dev/null", *STATUS)
    before = git(clone, "-c", "core.hooksPath=/dev/null", *STATUS), (clone / ".git/index").read_bytes()
    dated = sender.desk.text("content/pages/accessibility.md")
    sender.send()
    assert (git(clone, "-c", "core.hooksPath=/dev/null", *STATUS), (clone / ".git/index").read_bytes()) == before
    assert not (clone.parent / "hook-ran").exists()
    assert git(clone, "branch", "--format=%(refname:short)") == "main"
    changed = git(sender.remote, "diff", "--name-only", "main", BRANCH)
    assert changed == "content/pages/accessibility.md"
    assert sender.desk.text("content/pages/accessibility.md") == dated.replace(
        "updated: 2026-11-22", "updated: 2026-11-25"
    )


def test_lines_that_another_program_had_changed_before_are_not_sent_along(sender: Sender) -> None:
    path = sender.clone / ABOUT
    path.write_text(path.read_text(encoding="utf-8").replace("Tell us.", "Tell us, please."), encoding="utf-8")
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    sender.send()
    assert "Tell us.\n" in sender.file(BRANCH, ABOUT)
    assert "It tells you who wrote it." in sender.file(BRANCH, ABOUT)
    assert "Tell us, please.\n" in path.read_text(encoding="utf-8")


def test_a_new_file_and_a_picture_and_one_that_is_gone_are_sent(sender: Sender) -> None:
    (sender.clone / "content/images").mkdir()
    new = sender.desk.text(ABOUT).replace("About this guide", "Another page")
    sender.desk.write("New", {"content/pages/another.md": new, "content/images/palm.png": b"\x89PNG\r\n\0\1"})
    sender.desk.write("Gone", {"content/pages/privacy.md": None})
    sender.send()
    changes = git(sender.remote, "diff", "--no-renames", "--name-status", "main", BRANCH)
    assert changes.splitlines() == [
        "A\tcontent/images/palm.png",
        "A\tcontent/pages/another.md",
        "D\tcontent/pages/privacy.md",
    ]


def test_line_ends_of_another_system_are_committed_as_the_repository_has_them(sender: Sender) -> None:
    path = sender.clone / ABOUT
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    sender.send()
    assert git(sender.remote, "diff", "--numstat", "main", BRANCH) == f"2\t2\t{ABOUT}"


def test_the_day_is_set_in_each_page_that_shows_a_changed_text(sender: Sender) -> None:
    sender.edit(BLOCK, "Call at once if", "Call at once, if")
    sender.send()
    assert git(sender.remote, "diff", "--name-only", "main", BRANCH).splitlines() == [
        BLOCK,
        "content/botox.md",
        "content/pages/safety.md",
        "content/uses/migraine.md",
        "content/uses/sample.md",
    ]
    assert "updated: 2026-11-25\n" in sender.file(BRANCH, MIGRAINE)
    assert "Pages:\n\n- Botox for chronic migraine\n" in git(sender.remote, "log", "-1", "--format=%B", BRANCH)


def test_a_page_that_was_only_signed_keeps_its_day(sender: Sender) -> None:
    sender.edit(MIGRAINE, "reviewer:\nreviewed:", "reviewer: jane-doe\nreviewed: 2026-11-24 0123abcd")
    sender.send()
    assert git(sender.remote, "diff", "--numstat", "main", BRANCH) == f"2\t2\t{MIGRAINE}"
    assert "updated: 2026-11-22\n" in sender.file(BRANCH, MIGRAINE)


def test_a_later_send_goes_to_the_same_branch_until_main_has_it(sender: Sender) -> None:
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    sender.send()
    assert sender.ask("changes")["sent"] == {"branch": BRANCH, "url": None}
    assert sender.ask("changes")["changes"] == []
    sender.elsewhere({ABOUT: sender.file(BRANCH, ABOUT).replace("Tell us.", "Tell us, do.")}, BRANCH)
    sender.edit(MIGRAINE, "Adults", "Grown-ups")
    again = sender.send("Write grown-ups")
    assert again["told"] == f"Sent: it stands on the branch {BRANCH} too, which waits for its review."
    assert git(sender.remote, "log", "--format=%s", f"main..{BRANCH}").splitlines() == [
        "Write grown-ups",
        "Elsewhere",
        WHY,
    ]
    assert "Tell us, do." in sender.file(BRANCH, ABOUT)
    git(sender.remote, "update-ref", "refs/heads/main", BRANCH)
    sender.edit(MIGRAINE, "Grown-ups", "Adults of any age")
    assert sender.send()["branch"] == f"{BRANCH}-2"
    assert git(sender.remote, "log", "--format=%s", f"main..{BRANCH}-2") == WHY


def test_a_branch_that_was_merged_as_one_commit_is_known_by_its_files(sender: Sender) -> None:
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    sender.send()
    squashed = sender.file(BRANCH, ABOUT)
    sender.elsewhere({ABOUT: squashed})
    sender.elsewhere({ABOUT: squashed.replace("Tell us.", "Tell us, do.")})
    git(sender.remote, "branch", "-D", BRANCH)
    sender.edit(MIGRAINE, "Adults", "Grown-ups")
    assert sender.send("Write grown-ups")["branch"] == "edit/2026-11-25-write-grown-ups"
    assert git(sender.remote, "diff", "--name-only", "main", "edit/2026-11-25-write-grown-ups") == MIGRAINE
    git(sender.clone, "fetch", "-q")
    assert sender.ask("changes")["changes"] == []


def test_what_was_on_a_branch_that_is_gone_is_sent_again(sender: Sender) -> None:
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    sender.send()
    git(sender.remote, "branch", "-D", BRANCH)
    sender.edit(MIGRAINE, "Adults", "Grown-ups")
    git(sender.clone, "update-ref", "-d", f"refs/remotes/origin/{BRANCH}")
    assert sender.send()["branch"] == BRANCH
    assert git(sender.remote, "diff", "--name-only", "main", BRANCH).splitlines() == [ABOUT, MIGRAINE]


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        (["edit/2026-11-25-say-it-in-plainer-words"], f"{BRANCH}-2"),
        (["edit/2026-11-25-Say-it-in-plainer-words", f"{BRANCH}-2/x"], f"{BRANCH}-3"),
        (["edit"], "edit-2026-11-25-say-it-in-plainer-words"),
    ],
)
def test_a_name_that_is_taken_here_or_there_gets_a_number(sender: Sender, taken: list[str], name: str) -> None:
    for number, branch in enumerate(taken):
        git(sender.clone if number else sender.remote, "branch", branch, "main")
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    assert sender.send()["branch"] == name


def test_only_problems_of_changed_files_or_new_ones_hold_it_back(sender: Sender) -> None:
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    old, caused = finding(MIGRAINE, "Old. Mend it."), finding(MIGRAINE, "Caused. Mend it.")
    warning = finding(ABOUT, "A warning.", severity="warning")
    sender.reports = [report(old, caused, finding(ABOUT), warning), report(old)]
    stop = sender.refused()
    assert stop.told == "It was not sent, because of 2 problems. Put that right, and send again."
    assert [problem["message"] for problem in stop.result["problems"]] == [
        "Caused. Mend it.",
        "It is wrong. Put it right.",
    ]
    assert stop.result["problems"][1] == {
        "place": f"{ABOUT}:3:1",
        "path": ABOUT,
        "file": sender.desk.id_of(ABOUT),
        "line": 3,
        "column": 1,
        "subject": "",
        "rule": "link-broken",
        "message": "It is wrong. Put it right.",
        "isWarning": False,
    }
    assert sender.branches() == ["main"]
    sender.reports = [report(old), report(old)]
    assert sender.send()["branch"] == BRANCH
    assert sender.checked[-1] == git(sender.remote, "rev-parse", "main")
    assert sender.checked[-2] == git(sender.remote, "rev-parse", f"{BRANCH}^{{tree}}")


def test_signatures_that_are_lost_are_listed(sender: Sender) -> None:
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    lost = finding(ABOUT, "1 signature no longer holds. Ask for a new review.", "signature-lost", "note")
    sender.reports = [report(notes=[lost, finding(MIGRAINE, "Another.", "signature-lost", "note")])]
    assert sender.send()["signatures"] == [lost.message]
    told = git(sender.remote, "log", "-1", "--format=%B", BRANCH)
    assert told.endswith(f"Signatures:\n\n- {lost.message}")


def test_one_thing_is_sent_at_a_time(sender: Sender) -> None:
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    with only_sending(sender.clone):
        assert sender.refused().told == "Something is being sent already. Wait until that is done."
    assert read_state(sender.clone).sent is None


@pytest.mark.parametrize("is_merged", [False, True])
def test_a_push_whose_answer_was_lost_is_not_sent_twice(
    sender: Sender, monkeypatch: pytest.MonkeyPatch, is_merged: bool
) -> None:
    def push_and_lose(*arguments: Any) -> str:
        push(*arguments)
        raise NoAnswer(SLOW)

    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    with monkeypatch.context() as cut:
        cut.setattr(sending, "push", push_and_lose)
        assert sender.refused().told == SLOW
    if is_merged:
        git(sender.remote, "update-ref", "refs/heads/main", BRANCH)
    answer = sender.send()
    assert answer["branch"] == BRANCH
    assert answer["told"] == f"Sent as the branch {BRANCH}. Tell whoever reviews it the name of this branch."
    assert sender.branches() == [BRANCH, "main"]
    assert sender.ask("changes")["changes"] == []


def test_what_main_has_is_forgotten_so_that_later_changes_of_others_are_not_sent(sender: Sender) -> None:
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    sender.send()
    git(sender.remote, "update-ref", "refs/heads/main", BRANCH)
    sender.edit(MIGRAINE, "Adults", "Grown-ups")
    sender.send()
    assert set(sender.desk.journal.changed()) == {MIGRAINE}
    (sender.clone / ABOUT).write_text("Another program.\n", encoding="utf-8")
    assert sender.ask("changes")["changes"] == []


def test_nothing_is_pushed_to_main_whatever_lies_in_the_folder(sender: Sender) -> None:
    main = git(sender.remote, "rev-parse", "main")
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    for branch in ("master", "edit/../main", "refs/heads/main", "edit", "main"):
        planted = {"sent": {"branch": branch, "tip": main, "url": None, "files": {MIGRAINE: None}}}
        (sender.clone / FILE).write_text(json.dumps(planted), encoding="utf-8")
        assert read_state(sender.clone).sent is None
    assert sender.send()["branch"] == BRANCH
    assert git(sender.remote, "rev-parse", "main") == main
    with pytest.raises(ValueError, match="nothing is ever pushed to main"):
        push(Remote(sender.clone, "origin", "main", {}), main, "main")


def test_a_conflict_that_was_planted_writes_nothing(sender: Sender) -> None:
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    planted = {"conflicts": [{"path": ".gitignore", "mine": None, "theirs": None, "is_whole": True}]}
    (sender.clone / FILE).write_text(json.dumps(planted), encoding="utf-8")
    with pytest.raises(Refusal) as stop:
        sender.ask("settle", path=".gitignore", keep="theirs")
    assert stop.value.told == "There is nothing to settle there any more. Send again."
    assert (sender.clone / ".gitignore").exists()
