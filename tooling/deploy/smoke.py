"""Look at the live site as a visitor does, and compare it with what was released."""

import hashlib
import http.client
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tooling.headers import NO_INDEX, SECURITY, address_of, content_policy
from tooling.manifest import COPIES, NAME, Manifest

# What hosts read, and what a release holds for them beside the site: nobody else needs to see it
HIDDEN = ("_headers", "_redirects", ".nojekyll")
NOT_PUBLIC = (*HIDDEN, "SHA256SUMS", "versions.json", "nginx/nginx.conf", "noindex/index.html", "site/index.html")


@dataclass(frozen=True)
class Answer:
    """What the site answered."""

    status: int
    headers: dict[str, str]  # names in lower case
    body: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of the body."""
        return hashlib.sha256(self.body).hexdigest()


def ask(address: str, path: str, encoding: str = "identity") -> Answer:
    """Return the site's answer, whatever its status. Raises OSError when there is none."""
    headers = {"Accept-Encoding": encoding, "Cache-Control": "no-cache", "User-Agent": "botox-guide-deploy"}
    request = urllib.request.Request(address + path, headers=headers)  # noqa: S310 (the address is ours)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return Answer(answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, {name.lower(): value for name, value in error.headers.items()}, error.read())
    except http.client.HTTPException as error:
        raise OSError(f"{type(error).__name__}: {error}") from error


def live_digest(address: str) -> str:
    """Return the SHA-256 of the manifest that is live, or what is there instead."""
    try:
        answer = ask(address, f"/{NAME}")
    except OSError as error:
        return f"no answer ({getattr(error, 'reason', error)})"
    return answer.digest if answer.status == 200 else f"status {answer.status}"


def describe_live(address: str, manifest: Manifest) -> str:
    """Say whether the site answers with this manifest, or with what else."""
    live = live_digest(address)
    well = "answers with it" if live == manifest.digest else f"does not answer with it: {live[:60]}"
    return f"{address} {well}."


def look_at(address: str, manifest: Manifest, with_headers: bool, patience: float = 0) -> list[str]:
    """Compare the live site with the manifest and return what is wrong, nothing if all is well.

    with_headers: the host sends our headers. patience: seconds in which a network of caches may catch up.
    """
    deadline = time.monotonic() + patience
    while (live := live_digest(address)) != manifest.digest:
        if time.monotonic() >= deadline:
            return [f"{address}/{NAME} is not the one that was released: {live[:60]}"]
        time.sleep(1)
    originals = [name for name in sorted(manifest.files) if not name.endswith(tuple(COPIES)) and name not in HIDDEN]
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda name: check_file(address, manifest, name, with_headers), originals)
        problems = [problem for some in found for problem in some]
    missing = ask_safely(address, "/no-such-page-here/")
    if missing is None or missing.status != 404:
        problems.append(f"{address}/no-such-page-here/ answers {missing.status if missing else 'nothing'}, not 404")
        return problems
    return problems + open_to_all(address, [*NOT_PUBLIC, *(["index.html.br", "index.html.gz"] if with_headers else [])])


def open_to_all(address: str, files: list[str]) -> list[str]:
    """Return a problem for each of these files that a visitor can read, though it is not meant for visitors."""
    with ThreadPoolExecutor(8) as pool:
        answers = zip(files, pool.map(lambda name: ask_safely(address, f"/{name}"), files), strict=True)
        return [
            f"{address}/{name} can be read by anybody, and it is not part of the site: take it off the host"
            for name, answer in answers
            if answer is not None and answer.status == 200
        ]


def ask_safely(address: str, path: str, encoding: str = "identity") -> Answer | None:
    """Return the site's answer, or None."""
    try:
        return ask(address, path, encoding)
    except OSError:
        return None


def check_file(address: str, manifest: Manifest, name: str, with_headers: bool) -> list[str]:
    """Return what is wrong with one file."""
    path = "/404.html" if name == "404.html" else address_of(name)
    answer = ask_safely(address, path)
    if answer is None:
        return [f"{address}{path} gives no answer"]
    if answer.status != 200 or answer.digest != manifest.files[name]:
        return [f"{address}{path} answers {answer.status} with other content than was released"]
    problems = []
    if with_headers:
        problems = [f"{address}{path}: {problem}" for problem in header_problems(answer, manifest, name)]
        if f"{name}.br" in manifest.files:
            small = ask_safely(address, path, "br")
            if small is None or small.digest != manifest.files[f"{name}.br"]:
                problems.append(f"{address}{path} is not sent as its brotli copy")
    return problems


def header_problems(answer: Answer, manifest: Manifest, file: str) -> list[str]:
    """Return what is wrong with the headers of an answer."""
    url_safe = content_policy(manifest.styles).translate(str.maketrans("+/", "-_"))
    sent = answer.headers.get("content-security-policy", "").translate(str.maketrans("+/", "-_"))
    problems = [] if sent == url_safe else ["its security policy is not that of the release"]
    problems += [f"{name} is missing" for name, value in SECURITY.items() if answer.headers.get(name.lower()) != value]
    if file in manifest.no_index and answer.headers.get("x-robots-tag") != NO_INDEX:
        problems.append("search engines are not asked to leave it out, and they are to be")
    return problems
