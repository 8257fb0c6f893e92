"""The words of what is sent: of the commit, of the request for a review, and to the person."""

from collections.abc import Iterable, Mapping

from tooling.editor.sending.own_branch import Clone, branch_of, is_part_of
from tooling.editor.sending.remotes import Remote
from tooling.editor.sending.review_request import REQUEST, Host
from tooling.editor.sending.sent_state import SentBranch
from tooling.git_answers import printable


def words_of(why: str, files: Iterable[str], pages: Mapping[str, str], lost: Iterable[str]) -> tuple[str, str]:
    """Return title and text. why: what the person says. pages: titles of the pages whose text has changed."""
    title, *rest = (printable(line).strip() for line in why.strip().split("\n"))
    parts = ["\n".join(rest).strip(), listed("Files", sorted(files)), listed("Pages", sorted(set(pages.values())))]
    parts.append(listed("Signatures", lost))
    return title, "\n\n".join(part for part in parts if part)


def listed(name: str, entries: Iterable[str]) -> str:
    """Return a list with its name; nothing if it is empty."""
    lines = "\n".join(f"- {printable(entry)}" for entry in entries)
    return f"{name}:\n\n{lines}" if lines else ""


def tell_sent(clone: Clone, remote: Remote, host: Host, sent: SentBranch, *, is_later: bool) -> str:
    """Say what was sent, and how the review comes about. Raises NoAnswer if git cannot be started."""
    if is_later:
        return f"Sent: it stands on the branch {sent.branch} too, which waits for its review."
    told = f"Sent as the branch {sent.branch}."
    if sent.url and REQUEST.fullmatch(sent.url):
        told += " The merge request is made: look at it, and name who shall review it."
    elif sent.url:
        told += (
            f" Open {'the pull request' if host.kind == 'github' else 'the merge request'} on the page that is shown."
        )
    else:
        told += " Tell whoever reviews it the name of this branch."
    if not is_part_of(clone.project, clone.head, remote.tip):
        told += f" Commits of {branch_of(clone) or 'this clone'} that {remote.main} does not have were not sent along."
    return told
