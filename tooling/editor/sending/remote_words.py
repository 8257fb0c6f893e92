"""Say in plain words why a remote does not take what is sent, or gives no answer. No address of it is ever shown."""

import re

from plugins.problems.system_errors import AGAIN
from tooling.git_answers import explain_git

ADDRESS = re.compile(r"""(?:[a-z][a-z0-9+.-]*://|[\w.+-]+@[\w.-]+:)[^\s'"]*""", re.IGNORECASE)
KEPT = "What you wrote is here, in its files."
SEND_AGAIN = f"{KEPT} Send again."
NO_REMOTE = (
    "This clone has no remote, so there is nowhere to send to. Have whoever looks after the repository give it one "
    f"(git remote add origin ADDRESS). {KEPT}"
)
SEVERAL_REMOTES = (
    "This clone has several remotes ({names}), and none of them is called origin. Have one chosen for this branch "
    f"(git branch --set-upstream-to), or called origin. {KEPT}"
)
SLOW = f"The remote has not answered in time. Look whether there is a network, or try later. {SEND_AGAIN}"
NO_NETWORK = f"The remote cannot be reached. Look whether there is a network. {SEND_AGAIN}"
NO_RIGHT = (
    "You have no right to write to the remote, or git does not know who you are there. Ask whoever looks after the "
    f"repository for the right to push, and sign in once (with git in a terminal, or the app of the host). {KEPT}"
)
GUARDED = (
    "The remote does not let this branch be made: it is protected there. Ask whoever looks after the repository to let you "
    f"push branches whose names begin with edit/. {KEPT}"
)
MOVED = f"Somebody has changed this branch on the remote in the same moment. {SEND_AGAIN}"
GONE = (
    "There is no repository where this clone sends to, or you may not see it. Ask whoever looks after it whether it has "
    f"moved. {KEPT}"
)
UNKNOWN_HOST = (
    "ssh does not know the machine of the remote yet, and asks nobody. Connect to it once in a terminal (git fetch), and "
    f"compare its fingerprint. {KEPT}"
)
NO_SSH = f"The program ssh is not on this machine, and the remote is reached by it. Install it. {SEND_AGAIN}"
NO_TRUST = f"The certificate of the remote is not trusted on this machine. Ask whoever looks after the network. {KEPT}"
HOOK = f"The remote has refused it: {{said}}. Ask whoever looks after the repository. {KEPT}"
TOO_LARGE = f"A file is too large for the remote. Make the picture smaller, or take it back. {KEPT}"
NO_ROOM = f"The disk is full, here or at the remote. Free some space. {SEND_AGAIN}"
NOT_OURS = f"git may not write into its own folder here (.git): it belongs to another user, or is closed. Allow it. {SEND_AGAIN}"
NO_ROOM_WORDS = r"no space left on device|disk quota exceeded|unable to write (?:file|loose object)"
NOT_OURS_WORDS = r"(?m)^(?:error|fatal): .*(?:insufficient permission|permission denied|read-only file system|unable to create temporary)"
# The words of git, ssh, curl and hosts that tell a cause, the first that fits
CAUSES = (
    (NO_ROOM_WORDS, NO_ROOM),
    (r"exceeds? .{0,40}(?:file size|size limit)|larger than|file too large|HTTP 413|returned error: 413", TOO_LARGE),
    (r"host key verification failed|host identification has changed", UNKNOWN_HOST),
    (r"cannot run ssh|ssh: command not found|ssh: not found", NO_SSH),
    (
        r"could ?n[o']t (?:resolve|connect)|failed to connect|unable to connect|timed? ?out|network is (?:unreachable|down)"
        r"|no route to host|connection (?:refused|reset|closed|was reset)|name or service not known"
        r"|temporary failure in name|operation too slow|returned error: 5\d\d|from proxy|tunnel failed",
        NO_NETWORK,
    ),
    (NOT_OURS_WORDS, NOT_OURS),
    (r"certificate|\bSSL\b", NO_TRUST),
    (r"protected branch|protected ref|rule violations|branch .{0,80} is protected", GUARDED),
    (
        r"permission .{0,80}denied|permission denied|access denied|authentication failed|not allowed to (?:push|upload)"
        r"|could not read (?:username|password)|terminal prompts disabled|returned error: 40[13]|\b403\b|forbidden"
        r"|unauthori[sz]ed|write access .{0,40}not granted|insufficient permission|read.only|service not enabled|deploy key",
        NO_RIGHT,
    ),
    (r"stale info|non-fast-forward|fetch first|failed to lock|reference already exists|cannot lock ref", MOVED),
    (r"hook declined|remote rejected", HOOK),
    (r"\[rejected\]", MOVED),
    (
        r"repository .{0,300}(?:not found|does not exist)|does not appear to be a git repository|not a git repository"
        r"|returned error: 404|could not be found|no such file or directory",
        GONE,
    ),
    (r"hung up unexpectedly|unexpected disconnect|early EOF|could not read from remote", NO_NETWORK),
)  # fmt: skip


def explain_remote(said: str) -> str:
    """Say in plain words what git and the remote have said. said: both outputs of git."""
    for words, told in CAUSES:
        if "dubious ownership" not in said and re.search(words, said, re.IGNORECASE):
            return told.format(said=words_of_server(said)) if "{said}" in told else told
    return explain_git(without_addresses(said)).replace(AGAIN, "and send again.")


def explain_here(said: str) -> str:
    """Say in plain words why git could not write or merge in this clone. said: what it printed to its standard error."""
    for words, told in ((NO_ROOM_WORDS, NO_ROOM), (NOT_OURS_WORDS, NOT_OURS)):
        if re.search(words, said, re.IGNORECASE):
            return told
    return explain_git(without_addresses(said)).replace(AGAIN, "and send again.")


def words_of_server(said: str) -> str:
    """Return what the server says on its own lines, shortened and without addresses."""
    lines = [re.sub(r"^remote:\s*", "", line).strip() for line in said.splitlines() if line.startswith("remote:")]
    told = " ".join(line for line in lines if line) or "it gives no reason"
    plain = "".join(letter if letter.isprintable() else "?" for letter in without_addresses(told))
    return plain[:200].rstrip(". ")


def without_addresses(told: str) -> str:
    """Return a sentence without addresses of remotes, which may hold a name or a key."""
    return ADDRESS.sub("the remote", told)
