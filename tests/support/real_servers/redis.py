"""Redis, without anything on disk: started again, it is empty."""

from __future__ import annotations

import contextlib
import socket
import ssl
import subprocess
import uuid
from pathlib import Path

from real_servers.server import RealServer, asked, free_port, program


class RedisServer(RealServer):
    """Keeps nothing over a restart."""

    name = "redis"
    install = "apt-get install --no-install-recommends redis-server"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.port = free_port()

    @property
    def url(self) -> str:
        return self.given or f"redis://127.0.0.1:{self.port}/0"

    def fresh(self) -> str:
        return f"{self.url}?prefix=test-{uuid.uuid4().hex[:12]}:"

    def command(self) -> list[str]:
        where = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        return [program("redis-server", self.install), *where, "--save", "", "--appendonly", "no"]

    def is_ready(self) -> bool:
        return asked(self.port, b"PING\r\n", b"+PONG")


class RedisTLSServer(RealServer):
    """The same behind TLS, with a certificate that it has signed itself."""

    name = "redis_tls"
    install = "apt-get install --no-install-recommends redis-server openssl"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.port = free_port()
        self.certificate = folder / "cert.pem"

    @property
    def url(self) -> str:
        return self.given or f"rediss://127.0.0.1:{self.port}/0?ca_file={self.certificate}"

    def fresh(self) -> str:
        return f"{self.url}{'&' if '?' in self.url else '?'}prefix=test-{uuid.uuid4().hex[:12]}:"

    def prepare(self) -> None:
        made = ["-newkey", "rsa:2048", "-nodes", "-keyout", str(self.folder / "key.pem"), "-out", str(self.certificate)]
        named = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
        command = [program("openssl", self.install), "req", "-x509", *made, *named]
        subprocess.run(command, check=True, capture_output=True)

    def command(self) -> list[str]:
        where = ["--port", "0", "--tls-port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        trust = ["--tls-cert-file", str(self.certificate), "--tls-key-file", str(self.folder / "key.pem")]
        trust += ["--tls-auth-clients", "no"]
        return [program("redis-server", self.install), *where, *trust, "--save", "", "--appendonly", "no"]

    def is_ready(self) -> bool:
        context = ssl.create_default_context(cafile=str(self.certificate))
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", self.port), timeout=1) as plain,
            context.wrap_socket(plain, server_hostname="127.0.0.1") as connection,
        ):
            connection.sendall(b"PING\r\n")
            return connection.recv(1024).startswith(b"+PONG")
        return False
