"""How names leave: what goes into a server's configuration, a host's files or a command on a server is checked here.

Each function takes a value from content, from the environment or from a server, and returns it if it has the narrow
form that is right for the place where it goes. What does not have that form is refused: nothing is escaped, so nothing
can be escaped wrongly. The checks where values are read say the same earlier, with a line; these are the last door.
"""

import re

PART = r"[A-Za-z0-9_.][A-Za-z0-9_.-]*"  # of a path; never an option of a command, as it does not start with "-"
FILE = re.compile(rf"{PART}(?:/{PART})*")
ADDRESS = re.compile(rf"/(?:{PART}/)*(?:{PART})?")
FOLDER = re.compile(r"(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*){2,}")
SSH_HOST = re.compile(r"(?:[a-z_][a-z0-9_-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*")
ORIGIN = re.compile(r"https?://(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::[0-9]{1,5})?")
ENCODED_HASH = re.compile(r"[A-Za-z0-9+/]+=*")
# nginx reads variables, escapes and the end of a value even between quotes; the rest has no business in a name
NOT_FOR_NGINX = re.compile(r"""[^\x20-\x7e]|["'\\$;{}#`]""")
NOT_IN_A_LINE = re.compile(r"[^\x21-\x7e]")


class CannotQuote(ValueError):
    """A value cannot stand where it should go; the message says which value, where, and what to do."""


def has_dots(path: str) -> bool:
    """Tell whether a part of the path leads to another folder."""
    return any(part in (".", "..") for part in path.split("/"))


def file_path(path: str) -> str:
    """Return the path of a file of a release, such as `uses/acne/index.html`. Raises CannotQuote."""
    if not FILE.fullmatch(path) or has_dots(path):
        raise CannotQuote(
            f"The file {path!a} cannot be published under this name. "
            "Rename it, with letters from a to z, digits, hyphens and dots alone."
        )
    return path


def site_address(address: str) -> str:
    """Return an address of the site, such as `/uses/acne/`, for the files `_headers` and `_redirects`, whose lines

    end at a blank, and in which `*` and `:name` stand for any address. Raises CannotQuote.
    """
    if not ADDRESS.fullmatch(address) or has_dots(address):
        raise CannotQuote(
            f"The address {address!a} cannot be written into the files that hosts read. "
            'Write it as "/uses/old/", with letters from a to z, digits and hyphens alone.'
        )
    return address


def web_origin(address: str) -> str:
    """Return the address of a site, such as `https://www.example.com`, with nothing behind it. Raises CannotQuote."""
    if not ORIGIN.fullmatch(address):
        raise CannotQuote(f'The address of the site, {address!a}, is none. Write it as "https://www.example.com".')
    return address


def host_of(address: str) -> str:
    """Return the host's name in the address of a site. Raises CannotQuote."""
    found = ORIGIN.fullmatch(web_origin(address))
    return found["host"] if found else ""


def nginx_text(value: str) -> str:
    """Return a value for a place between double quotes in nginx's configuration. Raises CannotQuote."""
    if NOT_FOR_NGINX.search(value):
        raise CannotQuote(
            f"The value {value!a} cannot be written into the configuration of nginx. "
            "Take out line ends, quotes, backslashes and the characters $ ; { } #."
        )
    return value


def one_word(value: str) -> str:
    """Return a value for a line of a text file, without a blank or a line end in it. Raises CannotQuote."""
    if NOT_IN_A_LINE.search(value):
        raise CannotQuote(f"The value {value!a} must stand in one line. Take out blanks, line ends and accents.")
    return value


def encoded_hash(value: str) -> str:
    """Return a hash in base64, for a security policy. Raises CannotQuote."""
    if not ENCODED_HASH.fullmatch(value):
        raise CannotQuote(f"{value!a} is no hash of a style block. Run `python3 tasks.py release` again.")
    return value


def ssh_host(host: str) -> str:
    """Return a host for ssh and rsync, with or without a user, that neither takes for an option. Raises CannotQuote."""
    if not SSH_HOST.fullmatch(host):
        raise CannotQuote(f'The host {host!a} is none. Write it as "deploy@www.example.com".')
    return host


def server_folder(path: str) -> str:
    """Return the folder of the site on a server, such as `/srv/botox-guide`. Raises CannotQuote."""
    if not FOLDER.fullmatch(path):
        raise CannotQuote(f'The folder {path!a} on the server cannot be right. Write it as "/srv/botox-guide".')
    return path


def remote_name(name: str) -> str:
    """Return a path below the site's folder on a server, for a command there. Raises CannotQuote."""
    if not FILE.fullmatch(name) or has_dots(name):
        raise CannotQuote(
            f"The name {name!a} is none that a deploy gives to a folder on the server. "
            "Nothing was done with it. Look at the server."
        )
    return name
