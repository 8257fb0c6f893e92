"""What systems and programs leave behind beside the files that people write, and the copies that they make of these.

What is left behind holds nothing for a reader, and comes back whenever it is deleted: it is passed over everywhere, as
git does by the same table (.gitignore, which a test compares). No pattern fits what could be content. A copy could be,
and nobody knows which of the two is right: it is refused, until somebody has compared them.
"""

import re
from collections.abc import Collection
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import PurePosixPath

from plugins.problems.plain_names import plain_name

# Names of files and folders, as git writes them in .gitignore: "*" stands for any letters, "?" for one
LEFT_BEHIND = (
    # macOS, and its folders on other disks
    ".DS_Store", "._*", ".AppleDouble", ".AppleDB", ".AppleDesktop", ".LSOverride", ".Spotlight-V100", ".Trashes",
    ".fseventsd", ".DocumentRevisions-V100", ".TemporaryItems", ".VolumeIcon.icns", ".apdisk", ".localized",
    ".metadata_never_index", ".com.apple.timemachine.*", "Network Trash Folder", "Temporary Items", "__MACOSX", "*.icloud",
    ".afpDeleted*", ".smbdelete*",
    # Windows
    "[Tt]humbs.db", "[Tt]humbs.db:encryptable", "ehthumbs.db", "ehthumbs_vista.db", "[Dd]esktop.ini", "$RECYCLE.BIN", "RECYCLER",
    "System Volume Information", "*:Zone.Identifier", "*.stackdump", "ZbThumbnail.info",
    # Linux, and disks in a network
    ".directory", ".hidden", ".Trash-*", ".goutputstream-*", ".nfs*", ".fuse_hidden*", ".thumbnails", "lost+found",
    "@eaDir", ".@__thumb", "#recycle", "#snapshot", "@Recycle", "@Recently-Snapshot", ".snapshot",
    # Word, LibreOffice and their like, while a file is open
    "~$*", ".~lock.*#", ".~*", "~WRL*.tmp", "~*.tmp", "*.tmp",
    # editors
    "*~", ".#*", "#*#", "*.swp", "*.swo", "*.swx", ".*.sw?", "4913", ".*.kate-swp", "*.crswap",
    ".idea", ".vscode", ".vs", ".fleet", ".zed", ".history", ".obsidian", ".project", ".settings", "*.sublime-workspace",
    # browsers and programs that load or send files
    "*.crdownload", "*.part", "*.partial", "*.filepart", "*.opdownload", "*.download",
    # what keeps folders the same on several machines
    ".syncthing.*", "~syncthing~*", ".stfolder", ".stversions", ".stignore", ".dropbox*", ".tmp.drive*", ".sync", "*.!sync",
    ".sync_*.db*", "._sync_*.db*", ".owncloudsync.log*", ".nextcloudsync.log*", "*.nextcloud", "*.owncloud",
    ".849C9593-D756-4E56-8D6E-42412F2A707B",
    # programs for pictures
    ".picasa.ini", "Picasa.ini", ".BridgeSort", ".BridgeCache*", ".bridgelabelsandratings",
)  # fmt: skip
# The same, of which git has to keep some, or which its patterns write in another way
OF_GIT = (".git", ".gitkeep", ".keep", ".gitignore", ".gitattributes", ".gitmodules", "__pycache__")
FINDER_ICON = "Icon\r"
PATTERNS = tuple(pattern.lower() for pattern in (*LEFT_BEHIND, *OF_GIT, FINDER_ICON))
# The same by where their star stands, which is quicker than a pattern
WILD = re.compile(r"[*?\[]")
WHOLE = frozenset(pattern for pattern in PATTERNS if not WILD.search(pattern))
STARTS = tuple(pattern[:-1] for pattern in PATTERNS if pattern[-1] == "*" and not WILD.search(pattern[:-1]))
ENDS = tuple(pattern[1:] for pattern in PATTERNS if pattern[0] == "*" and not WILD.search(pattern[1:]))
OTHERS = tuple(each for each in PATTERNS if each not in WHOLE and each[:-1] not in STARTS and each[1:] not in ENDS)

COPY_WORDS = "copy|copie|kopie|copia|cópia|kopia|kopi|kopio|kópia|kopya|копия|duplicate|backup"
SPOILED = "conflict|conflit|konflikt|conflitto|conflito|konflik|競合|冲突"
ENDING = r"(?P<ending>(?:\.[A-Za-z0-9]+)?)"
COMPUTER = "desktop|laptop|win|pc|macbook|imac|mac|surface|notebook|thinkpad"
# Nobody writes such a name: whatever stands beside it, a program made it
SURE = tuple(
    re.compile(pattern + ENDING, re.IGNORECASE)
    for pattern in (
        rf"(?P<base>.+?)[ _-]*[(\[][^()\[\]]*(?:{SPOILED})[^()\[\]]*[)\]](?: ?\(?\d+\)?)?",
        r"(?P<base>.+?)\.sync-conflict-[\w-]+",
        r"(?P<base>.+?)[._ -]conflict(?:ed)?[._ -]?\d[\d._ -]*",
        r"(?P<base>.+?)\.conflict(?:ed)?",
        r"(?P<base>.+?)[._](?:BASE|LOCAL|REMOTE|BACKUP)[._]\d+",
    )
)
# Behind a whole name
ADDED = re.compile(
    r"(?P<base>.+\.(?:md|toml|json|svg|png|jpg|webp|avif|txt))"
    r"(?:\.(?:orig|rej|mine|theirs|ours|merged?|bak|old|save|backup|copy|r\d+|conflict)|~[\w.-]*\w|[ _-]?\(\d+\))",
    re.IGNORECASE,
)
# A name that an editor may have thought of: a copy only where the file stands whose name it has
BESIDE = tuple(
    re.compile(pattern + ENDING, re.IGNORECASE)
    for pattern in (
        r"(?P<base>.+?)[ _-]?[(\[][^()\[\]]+[)\]](?: ?\(?\d+\)?)?",
        r"(?P<base>.+?) v?\d{1,3}",
        rf"(?P<base>.+?)(?:[ ._-]+| - )(?:{COPY_WORDS})(?:[ _-]?\(?\d+\)?)?",
        r"(?P<base>.+?) ?(?:副本|のコピー|コピー|拷贝)(?: ?\(?\d+\)?)?",
        r"(?P<base>.+?)\.(?:orig|rej|old|bak|save|mine|theirs|ours|base|local|remote|merged|\d+)",
        rf"(?:{COPY_WORDS})(?:[ _-]?\(\d+\))?[ _-](?:of|von|de|di|van|af|av)[ _-](?P<base>.+?)",
        rf"(?P<base>.+?)-(?:{COMPUTER})[a-z]*-?[a-z0-9]*\d[a-z0-9]*",
        r"(?P<base>.+?)[ _](?:old|new|final|draft|alt|neu|nuevo|viejo)(?:[ _]?\d+)?",
    )
)
# Names of texts have small letters alone: what has large ones, or a low line, was named by a computer, or for one
NAMED = (
    re.compile(r"(?P<base>[a-z0-9-]+?)(?:-(?=[^.]*[A-Z])[^.]+|_v?\d+)(?P<ending>\.(?:md|toml|json))"),
    re.compile(
        r"(?P<base>.+?)-(?:\w+[’'`]?s?[ -])?(?:DESKTOP|LAPTOP|MacBook|iMac|Mac|PC|Surface)(?:[ -]\w+)*" + ENDING
    ),
)

# The names of texts in which a blank or a bracket tells of a program, since no address has any: also where the other one is gone
LONE = re.compile(
    rf"(?P<base>[^()]+?)(?:(?: | - )(?:{COPY_WORDS})(?: ?\(?\d+\)?)?| ?\(\d+\)| \d{{1,2}})(?P<ending>\.(?:md|toml|json))",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)  # the preview asks for every file of the project before each page
def is_left_behind(name: str) -> bool:
    """Tell whether a file or a folder of this name was left by a system or a program, and is passed over."""
    lower = name.lower()
    is_plain = lower in WHOLE or lower.startswith(STARTS) or lower.endswith(ENDS)
    return is_plain or any(fnmatchcase(lower, pattern) for pattern in OTHERS)


def is_below_left_behind(path: str) -> bool:
    """Tell whether a path has such a name in any of its parts. path: with "/", from a folder of the project."""
    return any(map(is_left_behind, path.split("/")))


def find_original(name: str, beside: Collection[str]) -> str:
    """Return the name of the file of which another one is a copy that a program made; nothing if it is none.

    name: of a file or folder. beside: the names of those that stand beside it.
    """
    if found := ADDED.fullmatch(name):
        return found["base"]
    for form in SURE:
        if found := form.fullmatch(name):
            return original_of(found)
    for form in (*BESIDE, *NAMED):
        if found := form.fullmatch(name):
            original = original_of(found)
            if original != name and original in beside:
                return original
    found = LONE.fullmatch(name)
    return original_of(found) if found else ""


def original_of(found: re.Match[str]) -> str:
    """Return the name that a copy was made of. Its ending may stand twice: "acne.md (conflicted copy).md"."""
    return found["base"].rstrip(" -_").removesuffix(found["ending"]) + found["ending"]


def explain_copy(name: str, original: str, beside: Collection[str]) -> str:
    """Say what is to be done with a copy. name: its own."""
    if original not in beside and LONE.fullmatch(name):
        own = f"{plain_name(PurePosixPath(name).stem)}{PurePosixPath(name).suffix}"
        what = f'or to "{own}" if it is one of its own' if own.endswith(".md") else "or delete it"
        told = f'The name is one that programs give to a copy, here of "{original}", which is not beside it.'
        return f'{told} Rename it to "{original}", {what}.'
    if original in beside:
        return f'A copy that a program made of "{original}". Compare the two, take over into "{original}" what is right, and delete this one.'
    return f'A copy that a program made of "{original}", which is not here. Rename it to "{original}", or delete it.'
