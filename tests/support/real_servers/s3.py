"""An S3 server: SeaweedFS in one process."""

from __future__ import annotations

import uuid
from pathlib import Path
from urllib.parse import quote, urlsplit

from real_servers.server import RealServer, asked, free_port, program

ACCESS_KEY = "cvscreen-test"
SECRET_KEY = "cvscreen-test-secret"

_PORTS = "master.port master.port.grpc volume.port volume.port.grpc filer.port filer.port.grpc s3.port.grpc metricsPort"
_OFF = "admin.ui=false webdav=false s3.port.iceberg=0 s3.port.lance=0 master.telemetry=false"


class S3Server(RealServer):
    """Checks signatures, checksums and conditions. `CVSCREEN_TEST_S3_URL` is `http(s)://key:secret@host:port`."""

    name = "s3"
    install = "pip install --requirement requirements-servers.txt"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.port = free_port()
        self._others = {name: free_port() for name in _PORTS.split()}

    @property
    def url(self) -> str:
        """The endpoint, with its key and secret."""
        return self.given or f"http://{ACCESS_KEY}:{SECRET_KEY}@127.0.0.1:{self.port}"

    @property
    def endpoint(self) -> str:
        """The endpoint alone."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.hostname}:{parts.port}"

    def fresh(self) -> str:
        parts = urlsplit(self.url)
        bucket = f"test-{uuid.uuid4().hex[:12]}"
        return f"s3://{parts.username}:{parts.password}@{bucket}?endpoint={quote(self.endpoint, safe=':/')}"

    def command(self) -> list[str]:
        ports = [f"-{name}={port}" for name, port in {**self._others, "s3.port": self.port}.items()]
        sockets = [f"-{part}.localSocket={self.folder}/{part}.sock" for part in ("filer", "s3")]
        where = ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={self.folder}", "-s3.allowDeleteBucketNotEmpty=false"]
        off = [f"-{option}" for option in _OFF.split()]
        return [program("weed", self.install), "-logtostderr=true", "mini", *where, *off, *sockets, *ports]

    def environment(self) -> dict[str, str]:
        return {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY}

    def is_ready(self) -> bool:
        return asked(self.port, b"GET / HTTP/1.0\r\n\r\n", b"HTTP/1.")
