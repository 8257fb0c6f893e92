"""Whatever stops a send is told in whole sentences, the work stays where it is, and the next try goes on."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.support.sending_clone import ABOUT, SENTENCE, WHY, Sender, git, make_sender
from tooling.editor.desk import Refusal
from tooling.editor.sending import remote_words as words
from tooling.editor.sending import remotes, trial
from tooling.editor.sending.own_branch import Author, find_clone
from tooling.editor.sending.remote_words import explain_remote
from tooling.editor.sending.road import NAMELESS
from tooling.editor.sending.send_verbs import check_words
from tooling.editor.sending.trial import check_tree
from tooling.git_answers import NoAnswer

NOBODY = Author("", "")
MINE = "It tells you who wrote it."


@pytest.fixture
def sender(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Sender:
    made = make_sender(tmp_path, tmp_path_factory, monkeypatch)
    made.edit(ABOUT, SENTENCE, MINE)
    return made


def goes_on(sender: Sender) -> bool:
    """Tell whether the work is there, and is sent at the next try."""
    assert MINE in sender.desk.text(ABOUT)
    return MINE in sender.file(sender.send()["branch"], ABOUT)


def test_without_git_nothing_is_sent(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as bare:
        bare.setenv("PATH", "")
        assert sender.refused().told == "git is not on this machine. Install it, and send again."
    assert goes_on(sender)


def test_a_folder_without_repository_or_commit_sends_nothing(sender: Sender) -> None:
    (sender.clone / ".git").rename(sender.clone / ".away")
    assert sender.refused().told == (
        "This folder is in no git repository. Make a clone of the repository (git clone), and work in it."
    )
    git(sender.clone, "init", "-q", "-b", "main")
    assert sender.refused().told == "git has no commit here yet. Commit first (git add -A, then git commit)."


def test_whoever_git_does_not_know_writes_a_name_which_is_remembered_here_alone(sender: Sender) -> None:
    (sender.clone.parent / "gitconfig").unlink()
    stop = sender.refused()
    assert (stop.told, stop.result) == (NAMELESS, {"needs": ["name", "email"]})
    assert sender.refused(name="Ana").result == {"needs": ["email"]}
    sender.send(name="Ana Díaz", email="ana@guide.test")
    (branch, _) = sender.branches()
    assert git(sender.remote, "log", "-1", "--format=%an <%ae> %cn", branch) == "Ana Díaz <ana@guide.test> Ana Díaz"
    assert "Ana" not in (sender.clone / ".git/config").read_text(encoding="utf-8")
    sender.edit(ABOUT, "Tell us.", "Tell us, do.")
    sender.send()
    assert git(sender.remote, "log", "-1", "--format=%ae", branch) == "ana@guide.test"


@pytest.mark.parametrize(
    ("why", "author", "told", "needs"),
    [
        ("Oh", NOBODY, "Say in a sentence what you have changed and why, in 5 to 200 letters. It stands above what is reviewed.", "why"),
        ("x" * 201, NOBODY, "Say in a sentence what you have changed and why, in 5 to 200 letters. It stands above what is reviewed.", "why"),
        (WHY, Author("<>", ""), "That is no name: it has no letter, or a sign such as < or >. Write your name as people know it.", "name"),
        (WHY, Author("", "ana"), "That is no e-mail address. Write one such as jane.doe@example.com.", "email"),
    ],
)  # fmt: skip
def test_what_cannot_stand_on_a_commit_is_asked_for_again(why: str, author: Author, told: str, needs: str) -> None:
    with pytest.raises(Refusal) as stop:
        check_words(why, author)
    assert (stop.value.told, stop.value.result) == (told, {"needs": [needs]})


def test_no_remote_or_several_are_told(sender: Sender) -> None:
    git(sender.clone, "remote", "rename", "origin", "one")
    git(sender.clone, "config", "--unset", "branch.main.remote")
    assert goes_on(sender)
    git(sender.clone, "remote", "add", "two", str(sender.remote))
    sender.edit(ABOUT, "Tell us.", "Tell us, do.")
    assert sender.refused().told == words.SEVERAL_REMOTES.format(names="one, two")
    git(sender.clone, "remote", "remove", "one")
    git(sender.clone, "remote", "remove", "two")
    assert sender.refused().told == words.NO_REMOTE


def test_a_remote_that_is_gone_or_empty_is_told(sender: Sender) -> None:
    away = sender.remote.rename(sender.remote.with_name("away"))
    assert sender.refused().told == words.GONE
    git(sender.remote.parent, "init", "-q", "--bare", str(sender.remote))
    assert sender.refused().told == (
        "The remote has no commit yet. Have whoever looks after the repository push its main branch once."
    )
    (sender.remote).rename(sender.remote.with_name("empty"))
    away.rename(sender.remote)
    assert goes_on(sender)


def test_what_a_hook_of_the_remote_says_is_told(sender: Sender) -> None:
    hook = sender.remote / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'Not on Fridays. See https://u:secret@host.test/x'\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    assert sender.refused().told == (
        "The remote has refused it: Not on Fridays. See the remote. Ask whoever looks after the repository. "
        "What you wrote is here, in its files."
    )
    hook.unlink()
    assert goes_on(sender)


class Closed(BaseHTTPRequestHandler):
    """A host that answers with one status, or not at all."""

    def do_GET(self) -> None:
        if self.path.startswith("/slow"):
            threading.Event().wait(2)
        self.send_response(int(self.path.strip("/").split("/")[0]) if self.path[1:4].isdigit() else 500)
        self.send_header("WWW-Authenticate", "Basic")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    """A web server of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Closed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://ana:secret@127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_no_right_no_network_and_no_answer_are_told_over_the_web(
    sender: Sender, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_ASKPASS", "/bin/false")
    for address, told in (
        (f"{host}/401/a.git", words.NO_RIGHT),
        (f"{host}/403/a.git", words.NO_RIGHT),
        (f"{host}/404/a.git", words.GONE),
        (f"{host}/503/a.git", words.NO_NETWORK),
        ("http://127.0.0.1:9/a.git", words.NO_NETWORK),
    ):
        git(sender.clone, "remote", "set-url", "origin", address)
        assert sender.refused().told == told
    monkeypatch.setattr(remotes, "ASKED", 0.3)
    git(sender.clone, "remote", "set-url", "origin", f"{host}/slow")
    assert sender.refused().told == words.SLOW
    git(sender.clone, "remote", "set-url", "origin", str(sender.remote))
    monkeypatch.setattr(remotes, "ASKED", 40.0)
    assert goes_on(sender)


COULD_NOT = "fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists."
GITHUB = "To https://github.com/a/b.git\n ! [remote rejected] x -> x ({reason})\nerror: failed to push some refs to 'https://github.com/a/b.git'"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("ssh: Could not resolve hostname github.com: Name or service not known\n" + COULD_NOT, words.NO_NETWORK),
        ("fatal: unable to access 'https://x.test/a/': Could not resolve host: x.test", words.NO_NETWORK),
        ("ssh: connect to host x.test port 22: Connection timed out\n" + COULD_NOT, words.NO_NETWORK),
        ("kex_exchange_identification: read: Connection reset by peer\n" + COULD_NOT, words.NO_NETWORK),
        ("fatal: unable to access 'https://x/': OpenSSL SSL_read: Connection was reset, errno 10054", words.NO_NETWORK),
        ("fatal: unable to access 'https://x/': CONNECT tunnel failed, response 403", words.NO_NETWORK),
        ("fatal: the remote end hung up unexpectedly", words.NO_NETWORK),
        ("git@github.com: Permission denied (publickey).\n" + COULD_NOT, words.NO_RIGHT),
        ("remote: Permission to a/b.git denied to ana.\nfatal: unable to access 'https://github.com/a/b.git/': The requested URL returned error: 403", words.NO_RIGHT),
        ("fatal: could not read Username for 'https://github.com': terminal prompts disabled", words.NO_RIGHT),
        ("remote: HTTP Basic: Access denied\nfatal: Authentication failed for 'https://gitlab.com/a/b.git/'", words.NO_RIGHT),
        ("remote: GitLab: You are not allowed to push code to this project.\n" + COULD_NOT, words.NO_RIGHT),
        ("ERROR: The key you are authenticating with has been marked as read only.\n" + COULD_NOT, words.NO_RIGHT),
        ("remote: GitLab: You are not allowed to push code to protected branches on this project.\n" + GITHUB.format(reason="pre-receive hook declined"), words.GUARDED),
        ("remote: error: GH013: Repository rule violations found for refs/heads/x.\n" + GITHUB.format(reason="push declined due to repository rule violations"), words.GUARDED),
        ("remote: error: GH006: Protected branch update failed for refs/heads/x.\n" + GITHUB.format(reason="protected branch hook declined"), words.GUARDED),
        ("remote: error: GH001: Large files detected.\nremote: error: File a.png is 120.00 MB; this exceeds GitHub's file size limit of 100.00 MB\n" + GITHUB.format(reason="pre-receive hook declined"), words.TOO_LARGE),
        ("To /x\n!\tx:refs/heads/x\t[rejected] (stale info)\nDone\nerror: failed to push some refs to '/x'", words.MOVED),
        ("To /x\n!\tx:refs/heads/x\t[rejected] (non-fast-forward)\nDone", words.MOVED),
        ("remote: Repository not found.\nfatal: repository 'https://github.com/a/b.git/' not found", words.GONE),
        ("ERROR: Repository not found.\n" + COULD_NOT, words.GONE),
        ("remote: The project you were looking for could not be found or you don't have permission to view it.\n" + COULD_NOT, words.GONE),
        ("Host key verification failed.\n" + COULD_NOT, words.UNKNOWN_HOST),
        ("error: cannot run ssh: No such file or directory\nfatal: unable to fork", words.NO_SSH),
        ("fatal: unable to access 'https://x/': SSL certificate problem: self-signed certificate", words.NO_TRUST),
        ("remote: fatal: write error: No space left on device\nerror: remote unpack failed: index-pack abnormal exit", words.NO_ROOM),
        ("error: unable to write file objects/ab: Disk quota exceeded", words.NO_ROOM),
        ("error: insufficient permission for adding an object to repository database .git/objects\nfatal: failed to write object", words.NOT_OURS),
        ("remote: error: insufficient permission for adding an object to repository database ./objects\n" + GITHUB.format(reason="unpacker error"), words.NO_RIGHT),
        ("fatal: odd thing at https://ana:secret@x.test/a.git", "git cannot answer (odd thing at the remote). Put that right, and send again."),
        ("fatal: odd thing at git@x.test:a/b.git", "git cannot answer (odd thing at the remote). Put that right, and send again."),
        ("", "git cannot answer (no reason given). Put that right, and send again."),
        (
            "fatal: detected dubious ownership in repository at '/srv/a.git'\nTo add an exception for this directory, call:\n\n\tgit config --global --add safe.directory /srv/a.git",
            "This folder belongs to another user, and git reads none of those. If you trust what is in it, run "
            "`git config --global --add safe.directory /srv/a.git`, or else make a clone of your own.",
        ),
    ],
)  # fmt: skip
def test_what_git_and_hosts_say_is_told_in_plain_words(said: str, told: str) -> None:
    assert explain_remote(said) == told


def test_a_check_that_cannot_run_is_told(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    clone = find_clone(sender.clone)
    with pytest.raises(NoAnswer) as stop:
        check_tree(clone, clone.head)
    assert str(stop.value).startswith("The check could not be run: ")
    assert str(stop.value).endswith(
        ". Put that right, or ask a developer. What you wrote is here, in its files. Send again."
    )
    monkeypatch.setattr(trial, "COMMAND", ("sh", "-c", "kill -9 $$"))
    with pytest.raises(NoAnswer) as stop:
        check_tree(clone, clone.head)
    assert str(stop.value) == (
        "The check was stopped, for the lack of memory as a rule. End other programs. What you wrote is here, in its files. Send again."
    )
    assert list((sender.clone / ".build/edits").glob("trial-*")) == []


def test_a_full_disk_is_told(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> object:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as bare:
        bare.setattr(sender, "check", full)
        assert sender.refused().told == (
            "The disk is full, or has no room for more files. Free some space, and try again."
        )
    assert goes_on(sender)
