"""Real services on free ports of this machine, for the tests of deploying: started here, and stopped here."""

import getpass
import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from plugins.reading.target import Deploy
from tests.support.ports import free_port
from tooling.deploy.own_server import OwnServer
from tooling.nginx_config import server_files

PROJECT = Path(__file__).resolve().parent.parent.parent
MODULES = Path("/usr/lib/nginx/modules")


def wait_for(is_ready: Callable[[], bool], what: str, seconds: float = 20) -> None:
    """Wait until something is ready. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while not is_ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not start in {seconds} seconds")
        time.sleep(0.05)


def answers(port: int) -> bool:
    """Tell whether something listens on the port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process that we started, and what it started."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def run(*command: str) -> None:
    """Run a command quietly. Raises subprocess.CalledProcessError."""
    subprocess.run(command, check=True, capture_output=True)


@dataclass
class Nginx:
    """nginx with deploy/nginx.conf as it is shipped; only addresses, folders and certificates are its own."""

    folder: Path  # of the service
    site: Path  # what PATH is on the server
    port: int = field(default_factory=free_port)
    plain_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"https://localhost:{self.port}"

    @property
    def certificate(self) -> Path:
        """Its own certificate, which clients must be told to trust."""
        return self.folder / "certificate.pem"

    def context(self) -> ssl.SSLContext:
        """What a client needs to trust it."""
        return ssl.create_default_context(cafile=str(self.certificate))

    def start(self) -> None:
        """Write its configuration and start it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        key = str(self.folder / "key.pem")
        subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "2", "-keyout", key, "-out", str(self.certificate), *subject)  # fmt: skip
        (self.folder / "site.conf").write_text(self.adapt(self.shipped()))
        (self.folder / "nginx.conf").write_text(self.main_config())
        command = ["nginx", "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder), "-e", "error.log"]
        self.process = subprocess.Popen(command, stderr=(self.folder / "stderr.log").open("wb"))
        wait_for(lambda: answers(self.port), "nginx")

    def shipped(self) -> str:
        """Return the configuration as a release writes it for `localhost` and this folder."""
        template = (PROJECT / "deploy/nginx.conf").read_text()
        return server_files(template, "https://localhost", str(self.site))["nginx.conf"]

    def adapt(self, config: str) -> str:
        """Put in our ports, certificate and headers, each of which must be there to replace."""
        certificates = "/etc/letsencrypt/live/localhost"
        for before, after in {
            "listen 443 ": f"listen 127.0.0.1:{self.port} ",
            "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
            "listen 80 ": f"listen 127.0.0.1:{self.plain_port} ",
            f"{certificates}/fullchain.pem": str(self.certificate),
            f"{certificates}/privkey.pem": str(self.folder / "key.pem"),
            "/etc/nginx/botox-guide/headers.conf": str(PROJECT / "deploy/headers.conf"),
        }.items():
            assert before in config, f"deploy/nginx.conf no longer holds {before}"
            config = config.replace(before, after)
        return config

    def main_config(self) -> str:
        """What Debian's own nginx.conf says, as far as the site needs it."""
        user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
        return f"""
            load_module {MODULES}/ngx_http_brotli_static_module.so;
            {user}
            worker_processes 2;
            daemon off;
            pid {self.folder}/nginx.pid;
            error_log {self.folder}/error.log warn;
            events {{ worker_connections 512; }}
            http {{
                include /etc/nginx/mime.types;
                default_type application/octet-stream;
                sendfile on;
                access_log off;
                client_body_temp_path {self.folder}/body;
                proxy_temp_path {self.folder}/proxy;
                fastcgi_temp_path {self.folder}/fastcgi;
                uwsgi_temp_path {self.folder}/uwsgi;
                scgi_temp_path {self.folder}/scgi;
                include {self.folder}/site.conf;
            }}
        """

    def stop(self) -> None:
        """End it."""
        if self.process:
            stop(self.process)


@dataclass
class SshServer:
    """sshd for the user who runs the tests, with keys and a configuration of its own."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def client_config(self) -> Path:
        """What `ssh -F` needs to reach it as `guide`."""
        return self.folder / "ssh_config"

    def start(self) -> None:
        """Make keys, write the configuration and start it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        for name in ("host_key", "key"):
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(self.folder / name))
        shutil.copy(self.folder / "key.pub", self.folder / "authorized_keys")
        (self.folder / "authorized_keys").chmod(0o600)
        host_key = (self.folder / "host_key.pub").read_text()
        (self.folder / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {host_key}")
        (self.folder / "sshd_config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {self.folder}/host_key\n"
            f"AuthorizedKeysFile {self.folder}/authorized_keys\nPidFile {self.folder}/sshd.pid\n"
            "StrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin prohibit-password\n"
            "MaxStartups 50\nLogLevel VERBOSE\n"
        )
        self.client_config.write_text(
            f"Host guide\n  HostName 127.0.0.1\n  Port {self.port}\n  User {getpass.getuser()}\n"
            f"  IdentityFile {self.folder}/key\n  IdentitiesOnly yes\n  UserKnownHostsFile {self.folder}/known_hosts\n"
            "  StrictHostKeyChecking yes\n  LogLevel ERROR\n"
        )
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        sshd = shutil.which("sshd") or "/usr/sbin/sshd"
        command = [sshd, "-D", "-e", "-f", str(self.folder / "sshd_config")]
        self.process = subprocess.Popen(command, stderr=(self.folder / "stderr.log").open("wb"))
        wait_for(lambda: answers(self.port), "sshd")

    def connections(self) -> int:
        """Return how many connections it has seen."""
        return (self.folder / "stderr.log").read_text().count("Connection from")

    def stop(self) -> None:
        """End it, and the sessions that are still open."""
        if self.process:
            for child in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
                os.kill(int(child), signal.SIGKILL)
            stop(self.process)


@dataclass
class Server:
    """A server of our own, in a folder of this machine."""

    nginx: Nginx
    ssh: SshServer
    mounted: bool = False  # a small disk is mounted at `path`

    @property
    def path(self) -> Path:
        """Where the releases are."""
        return self.nginx.site

    def target(self) -> OwnServer:
        """The target as the tasks would make it."""
        settings = Deploy(target="own-server", host="guide", path=str(self.path))
        return OwnServer(settings, self.nginx.address, str(self.ssh.client_config))

    def environment(self) -> dict[str, str]:
        """What a task needs to know to deploy there."""
        return {
            "DEPLOY_TARGET": "own-server",
            "DEPLOY_HOST": "guide",
            "DEPLOY_PATH": str(self.path),
            "DEPLOY_CHECK_URL": self.nginx.address,
            "DEPLOY_SSH_CONFIG": str(self.ssh.client_config),
            "SSL_CERT_FILE": str(self.nginx.certificate),
        }
