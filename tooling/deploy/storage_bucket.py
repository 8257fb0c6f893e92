"""A bucket in the manner of S3: its objects, its history, and the lock that lets one deploy at a time into it."""

import re
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import Any

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from plugins.reading.target import Deploy
from tooling.deploy.settings import DeployFailed
from tooling.headers import cache_control
from tooling.manifest import COPIES, NAME, BadManifest, Manifest, content_type, read_manifest
from tooling.quoting import site_address

KEPT = 5
HISTORY = "_history/"  # ours: not public, docs/deployment.md says how
STORE = f"{HISTORY}files/"  # each content once, by its SHA-256
LOCK = f"{HISTORY}lock"
CURRENT = f"{HISTORY}current"
GOOD = f"{HISTORY}good"  # the number of the release that was last live and well
# What a storage says when the lock is not as the condition has it
TAKEN = ("PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey", "412", "409")
RELEASE_KEY = re.compile(rf"{HISTORY}releases/(?P<number>[0-9]{{6}})\.json")
LEASE = 60  # seconds after which a lock that nobody renews is void


def explain(error: Exception) -> str:
    """Say in plain words what the storage refused."""
    if isinstance(error, ClientError):
        found = error.response.get("Error", {})
        return f"The storage said: {found.get('Message', error)} ({found.get('Code', '?')})."
    return f"The storage cannot be reached: {error}."


class Bucket:
    """The bucket. Every method may raise the errors of boto3, ClientError and BotoCoreError."""

    def __init__(self, settings: Deploy) -> None:
        """settings: bucket, region, endpoint, distribution. Keys come from the environment, as boto3 reads them."""
        self.settings = settings
        options: dict[str, Any] = {"region_name": settings.region or "us-east-1"}
        self.cdn_options = dict(options)
        if settings.endpoint:
            options["endpoint_url"] = settings.endpoint
        retries = Config(retries={"max_attempts": 5, "mode": "standard"})
        self.client: Any = boto3.client("s3", config=retries, **options)
        self.anybody: Any = boto3.client("s3", config=Config(signature_version=UNSIGNED), **options)
        self.lost_lock = threading.Event()

    def keys(self, prefix: str = "") -> set[str]:
        """Return the names of all objects that start so."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.settings.bucket, Prefix=prefix)
        return {entry["Key"] for page in pages for entry in page.get("Contents", [])}

    def read(self, key: str) -> str:
        """Return the text of an object; the empty string if there is none."""
        try:
            return str(
                self.client.get_object(Bucket=self.settings.bucket, Key=key)["Body"].read().decode("utf-8", "replace")
            )
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                return ""
            raise

    def anybody_can_read(self, key: str) -> bool:
        """Tell whether the storage itself gives an object to somebody without a key."""
        try:
            self.anybody.get_object(Bucket=self.settings.bucket, Key=key)
        except (ClientError, BotoCoreError):
            return False
        return True

    def write(self, key: str, content: bytes) -> None:
        """Write an object of our own history."""
        self.client.put_object(Bucket=self.settings.bucket, Key=key, Body=content, CacheControl="no-store")

    def keep(self, digest: str, content: bytes) -> None:
        """Put a content into the store."""
        self.write(f"{STORE}{digest}", content)

    def publish(self, name: str, digest: str, redirect: str = "") -> None:
        """Make a file of the site from the store, with its type, encoding and how long it may be kept.

        Raises DeployFailed when another deploy has taken over.
        """
        if self.lost_lock.is_set():
            raise DeployFailed("This deploy was out of touch for too long, and another took over. It stopped here.")
        options = {"WebsiteRedirectLocation": site_address(redirect)} if redirect else {}
        ending = next((value for end, value in COPIES.items() if name.endswith(end)), "")
        if ending:
            options["ContentEncoding"] = ending
        self.client.copy_object(
            Bucket=self.settings.bucket,
            Key=name,
            CopySource={"Bucket": self.settings.bucket, "Key": f"{STORE}{digest}"},
            MetadataDirective="REPLACE",
            Metadata={"sha256": digest},
            ContentType=content_type(name),
            CacheControl=cache_control(name),
            **options,
        )

    def digest_of(self, name: str) -> str:
        """Return the SHA-256 of a public file as it was published; the empty string for any other, as of our history."""
        if name.startswith(HISTORY):
            return ""
        try:
            found = self.client.head_object(Bucket=self.settings.bucket, Key=name)
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                return ""
            raise
        return str(found["Metadata"].get("sha256", ""))

    def delete(self, keys: list[str]) -> None:
        """Delete objects, a thousand at a time."""
        for start in range(0, len(keys), 1000):
            entries = [{"Key": key} for key in keys[start : start + 1000]]
            self.client.delete_objects(Bucket=self.settings.bucket, Delete={"Objects": entries, "Quiet": True})

    def invalidate(self, paths: list[str], reference: str) -> None:
        """Ask CloudFront to forget these paths, if a distribution is named."""
        if self.settings.distribution and paths:
            cdn: Any = boto3.client("cloudfront", **self.cdn_options)
            items = {"Quantity": len(paths), "Items": paths} if len(paths) < 1000 else {"Quantity": 1, "Items": ["/*"]}
            batch = {"Paths": items, "CallerReference": reference}
            cdn.create_invalidation(DistributionId=self.settings.distribution, InvalidationBatch=batch)

    def history(self) -> list[int]:
        """Return the numbers of the releases that are kept, the oldest first; other names are left alone."""
        names = (RELEASE_KEY.fullmatch(key) for key in self.keys(f"{HISTORY}releases/"))
        return sorted(int(found["number"]) for found in names if found)

    def manifest(self, number: int) -> Manifest | None:
        """Return the manifest of a release that is kept. Raises DeployFailed for one that is damaged."""
        text = self.read(release_key(number))
        try:
            return read_manifest(text) if text else None
        except BadManifest as problem:
            raise DeployFailed(
                f"The manifest {release_key(number)} in the bucket is damaged: {problem}. Delete it, then try again."
            ) from None

    def current(self) -> int:
        """Return the number of the release that is live, 0 for none. Raises DeployFailed if that is damaged."""
        text = self.read(CURRENT)
        if not re.fullmatch(r"[0-9]{0,6}", text):
            raise DeployFailed(
                f"{CURRENT} in the bucket should hold a number, and holds {text[:20]!a}. Delete it, then deploy again."
            )
        return int(text or 0)

    @contextmanager
    def locked(self, patience: float = 2 * LEASE) -> Iterator[None]:
        """Hold the bucket's lock, and renew it, until the block ends. Raises DeployFailed if another deploy has it."""
        tag = self.take_lock(time.monotonic() + patience)
        self.lost_lock.clear()
        ended = threading.Event()
        keeper = threading.Thread(target=self.renew_lock, args=(tag, ended), daemon=True)
        keeper.start()
        try:
            yield
        finally:
            ended.set()
            keeper.join()
            if not self.lost_lock.is_set():
                self.client.delete_object(Bucket=self.settings.bucket, Key=LOCK)

    def take_lock(self, deadline: float) -> str:
        """Write the lock if there is none, or if nobody renewed it for the time of a lease, by the storage's clock."""
        condition = {"IfNoneMatch": "*"}
        while True:
            try:
                return self.write_lock(condition)
            except ClientError as error:
                if error.response["Error"]["Code"] not in TAKEN:
                    raise
            if time.monotonic() > deadline:
                raise DeployFailed("Another deploy holds the bucket. Nothing was changed. Try again when it is done.")
            condition = self.how_to_take()
            time.sleep(0 if "IfMatch" in condition else 1)

    def write_lock(self, condition: dict[str, str]) -> str:
        """Write the lock on a condition, each time with other content, and return its tag."""
        content = secrets.token_bytes(16)
        answer = self.client.put_object(Bucket=self.settings.bucket, Key=LOCK, Body=content, **condition)
        return str(answer["ETag"])

    def how_to_take(self) -> dict[str, str]:
        """Return the condition on which the lock may be taken: that it is void and still the same, or gone."""
        try:
            lock = self.client.head_object(Bucket=self.settings.bucket, Key=LOCK)
        except ClientError:
            return {"IfNoneMatch": "*"}
        now = parsedate_to_datetime(lock["ResponseMetadata"]["HTTPHeaders"]["date"])
        age = (now - lock["LastModified"]).total_seconds()
        return {"IfMatch": lock["ETag"]} if age > LEASE else {"IfNoneMatch": "*"}

    def renew_lock(self, tag: str, ended: threading.Event) -> None:
        """Write the lock anew while we are busy, so that nobody takes it for void; note when somebody did."""
        while not ended.wait(LEASE / 4):
            try:
                tag = self.write_lock({"IfMatch": tag})
            except ClientError as error:
                if error.response["Error"]["Code"] in TAKEN:
                    self.lost_lock.set()
                    return
            except BotoCoreError:
                continue


def release_key(number: int) -> str:
    """Return where the manifest of a release is kept."""
    return f"{HISTORY}releases/{number:06d}.json"


def order_of(name: str) -> tuple[int, str]:
    """Return when a file goes live: assets, then what no page names, then pages, the manifest last of all."""
    if name.startswith("assets/"):
        return 0, name
    if name == NAME:
        return 3, name
    plain = name.removesuffix(".br").removesuffix(".gz")
    return (2 if plain.endswith(".html") else 1), name
