"""Storage in the manner of S3: assets go live first, pages after, the manifest last, and only then is anything deleted.

A page is one request, and what it names is there before it; so a deploy that is cut off leaves whole pages, some old
and some new, and running it again finishes it.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby

from botocore.exceptions import BotoCoreError, ClientError

from plugins.reading.target import Deploy
from tooling.deploy.settings import DeployFailed, require
from tooling.deploy.smoke import ask_safely, describe_live, look_at
from tooling.deploy.storage_bucket import (
    CURRENT,
    GOOD,
    HISTORY,
    KEPT,
    STORE,
    Bucket,
    explain,
    order_of,
    release_key,
)
from tooling.deploy.target import Release
from tooling.headers import HASHED, address_of
from tooling.manifest import COPIES, NAME, Manifest, explain_vanished, vanished_pages
from tooling.quoting import CannotQuote, file_path

PATIENCE = 60  # seconds in which a network of caches may catch up


class Storage:
    """A bucket, with a content delivery network in front that sends the headers."""

    def __init__(self, settings: Deploy, address: str) -> None:
        """settings: bucket and so on. address: where the site answers."""
        require(settings, "bucket")
        self.bucket, self.address, self.patience = Bucket(settings), address, PATIENCE

    def deploy(self, release: Release) -> None:
        """Put the release live. Raises DeployFailed, having put the one before back if the new one is not well."""
        try:
            for name in release.manifest.files:
                file_path(name)
        except CannotQuote as problem:
            raise DeployFailed(f"{problem} Nothing was sent.") from None
        try:
            with self.bucket.locked():
                self.deploy_alone(release)
        except (ClientError, BotoCoreError) as error:
            raise DeployFailed(
                f"{explain(error)} Each page that is live is whole, old or new. Deploy again to finish."
            ) from None

    def deploy_alone(self, release: Release) -> None:
        """Put the release live while nobody else can. Raises as deploy."""
        before = self.bucket.current()
        old = self.bucket.manifest(before) if before else None
        if old and (gone := vanished_pages(old, release.manifest)):
            raise DeployFailed(explain_vanished(gone))
        self.fill_store(release)
        self.check_history_is_ours(release.manifest)
        history = self.bucket.history()
        newest = self.bucket.manifest(history[-1]) if history else None
        cut_off = newest is not None and newest.digest == release.manifest.digest
        number = max(history, default=0)
        if not cut_off:
            number += 1
            self.bucket.write(release_key(number), release.manifest.text().encode())
        self.show(release.manifest, number)
        problems = self.look(release.manifest)
        if problems and self.bucket.read(GOOD) == str(number):
            raise DeployFailed("This release was live and well before, so nothing was taken back.", problems)
        if problems:
            self.take_back(number, max((other for other in history if other < number), default=0), problems)
        self.bucket.write(GOOD, str(number).encode())
        self.forget()
        print(f"Live: release {number}, commit {release.manifest.commit[:8]}, at {self.address}.")

    def fill_store(self, release: Release) -> None:
        """Upload each content that the store does not have yet."""
        there = self.bucket.keys(STORE)
        wanted = {digest: release.site / name for name, digest in release.manifest.files.items()}
        wanted[release.manifest.digest] = release.site / NAME
        missing = {digest: path for digest, path in sorted(wanted.items()) if f"{STORE}{digest}" not in there}
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda item: self.bucket.keep(item[0], item[1].read_bytes()), missing.items()))
        print(f"Sent {len(missing)} files, {sum(path.stat().st_size for path in missing.values())} bytes.")

    def check_history_is_ours(self, manifest: Manifest) -> None:
        """Look whether visitors can read our history, at the site's address and at the storage itself.

        It holds texts that were taken back. Only the owner of the bucket can close it, so a deploy refuses, before it
        changes anything that is public. Raises DeployFailed.
        """
        key = f"{STORE}{manifest.digest}"
        answer = ask_safely(self.address, f"/{key}") if self.address else None
        roads = [f"{self.address}/{key}"] if answer and answer.digest == manifest.digest else []
        roads += [f"the bucket {self.bucket.settings.bucket} itself"] if self.bucket.anybody_can_read(key) else []
        if roads:
            raise DeployFailed(
                f"Anybody can read {HISTORY}, which holds earlier and withdrawn texts, by {' and '.join(roads)}. "
                "Close it there (docs/deployment.md, Storage, steps 1 and 2), then deploy again. The site is as it was."
            )

    def show(self, manifest: Manifest, number: int, also: Manifest | None = None) -> None:
        """Make the public files those of the manifest, in the order that keeps every page whole.

        also: a release that was live until now; its assets stay for visitors who have its pages open.
        """
        files = {**manifest.files, NAME: manifest.digest}

        def publish(name: str) -> None:  # an address that moved is marked so, for storage that serves sites itself
            self.bucket.publish(name, files[name], manifest.redirects.get(address_of(name), ""))

        there = self.bucket.keys()
        with ThreadPoolExecutor(8) as pool:
            live = dict(zip(there, pool.map(self.bucket.digest_of, there), strict=True))
            changed = sorted((name for name in files if live.get(name) != files[name]), key=order_of)
            for _, group in groupby(changed, key=lambda name: order_of(name)[0]):
                list(pool.map(publish, group))
        self.bucket.write(CURRENT, str(number).encode())
        kept = files.keys() | self.kept_assets() | set(also.assets if also else ())
        gone = sorted(key for key in there if live[key] and key not in kept)  # only what we published
        self.bucket.delete(gone)
        stale = [address_of(name) for name in [*changed, *gone] if not name.startswith(HASHED)]
        paths = sorted({path for path in stale if not path.endswith(tuple(COPIES))})
        self.bucket.invalidate(paths, f"{number}-{manifest.digest[:12]}-{len(paths)}")

    def kept_assets(self) -> set[str]:
        """Return the assets of every release that is kept: visitors may have its pages open."""
        manifests = (self.bucket.manifest(number) for number in self.bucket.history()[-KEPT:])
        return {name for manifest in manifests if manifest for name in manifest.assets}

    def look(self, manifest: Manifest) -> list[str]:
        """Look at the live site, if it has an address."""
        return look_at(self.address, manifest, with_headers=False, patience=self.patience) if self.address else []

    def take_back(self, number: int, before: int, problems: list[str]) -> None:
        """Put back what was live before a release that is not well. Raises DeployFailed, always."""
        old = self.bucket.manifest(before) if before else None
        if old is None:
            raise DeployFailed("The new site is not well, and there is no release to go back to.", problems)
        withdrawn = self.bucket.manifest(number)
        self.bucket.delete([release_key(number)])
        self.show(old, before, withdrawn)
        raise DeployFailed(f"The new site was not well. The one before is live again: release {before}.", problems)

    def forget(self) -> None:
        """Keep the last releases; delete older manifests, then every content that no kept release names."""
        history = self.bucket.history()
        kept, old = history[-KEPT:], history[:-KEPT]
        self.bucket.delete([release_key(number) for number in old])
        manifests = [manifest for number in kept if (manifest := self.bucket.manifest(number))]
        named = {digest for manifest in manifests for digest in (*manifest.files.values(), manifest.digest)}
        stored = self.bucket.keys(STORE)
        self.bucket.delete(sorted(key for key in stored if key.removeprefix(STORE) not in named))

    def rollback(self, to: str) -> None:
        """Put the release before the live one back, or the one with this number. Raises DeployFailed."""
        try:
            with self.bucket.locked():
                current = self.bucket.current()
                earlier = [number for number in self.bucket.history() if number < current]
                wanted = choose_way_back(to, earlier)
                manifest = self.bucket.manifest(wanted)
                if manifest is None:
                    raise DeployFailed("There is no such release to put back. The site is as it was.")
                withdrawn = self.bucket.manifest(current)
                # First: cut off here, the next try goes the same way
                self.bucket.delete([release_key(number) for number in self.bucket.history() if number > wanted])
                self.show(manifest, wanted, withdrawn)
                problems = self.look(manifest)
        except (ClientError, BotoCoreError) as error:
            raise DeployFailed(f"{explain(error)} Run the rollback again to finish it.") from None
        if problems:
            raise DeployFailed(f"Release {wanted} is live again, but it is not well.", problems)
        print(f"Live: release {wanted}, commit {manifest.commit[:8]}, at {self.address}.")

    def status(self) -> str:
        """Say which releases are kept and which one answers. Raises DeployFailed."""
        try:
            current = self.bucket.current()
            manifests = {number: self.bucket.manifest(number) for number in reversed(self.bucket.history())}
        except (ClientError, BotoCoreError) as error:
            raise DeployFailed(explain(error)) from None
        live = manifests.get(current)
        if live is None:
            return "Nothing is live yet."
        lines = [
            f"{number}  {manifest.commit[:8]}  {'live' if number == current else 'can be put back'}"
            for number, manifest in manifests.items()
            if manifest
        ]
        return "\n".join([*lines, describe_live(self.address, live)])


def choose_way_back(to: str, earlier: list[int]) -> int:
    """Return the number of the release to put back: the one that is named, else the last of the earlier; 0 for none.

    Raises DeployFailed.
    """
    if not to:
        return max(earlier, default=0)
    if not re.fullmatch(r"[0-9]{1,6}", to):
        raise DeployFailed(f"{to!a} is not the number of a release. `python3 tasks.py status` lists them.")
    return int(to)
