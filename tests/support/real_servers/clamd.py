"""ClamAV's daemon, with a signature file of our own that knows the EICAR test string only."""

from __future__ import annotations

from pathlib import Path

from real_servers.server import RealServer, asked, free_port, program

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The string that every scanner takes for a virus (eicar.org)."""

CONFIGURATION = """\
Foreground yes
DatabaseDirectory {folder}/db
TemporaryDirectory {folder}
TCPSocket {port}
TCPAddr 127.0.0.1
User root
StreamMaxLength 25M
MaxThreads 4
SelfCheck 0
"""


class ClamdServer(RealServer):
    """Finds EICAR wherever it stands in a file, in the compressed streams of a PDF too (target 0)."""

    name = "clamd"
    install = "apt-get install --no-install-recommends clamav-daemon"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.port = free_port()

    @property
    def url(self) -> str:
        return self.given or f"clamav://127.0.0.1:{self.port}"

    def fresh(self) -> str:
        return self.url

    def prepare(self) -> None:
        (self.folder / "db").mkdir()
        (self.folder / "db" / "test.ndb").write_text(f"Eicar.Test:0:*:{EICAR.hex()}\n")
        (self.folder / "clamd.conf").write_text(CONFIGURATION.format(folder=self.folder, port=self.port))

    def command(self) -> list[str]:
        return [program("clamd", self.install), "-c", str(self.folder / "clamd.conf")]

    def is_ready(self) -> bool:
        return asked(self.port, b"zPING\0", b"PONG")
