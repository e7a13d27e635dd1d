"""MySQL where there is one, else MariaDB, which says so."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import subprocess
import uuid
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from real_servers.server import RealServer, free_port, program

USER, PASSWORD = "cvscreen", "cvscreen-test"

INIT = f"""\
CREATE USER IF NOT EXISTS '{USER}'@'127.0.0.1' IDENTIFIED BY '{PASSWORD}';
GRANT ALL ON *.* TO '{USER}'@'127.0.0.1' WITH GRANT OPTION;
CREATE DATABASE IF NOT EXISTS cvscreen CHARACTER SET utf8mb4;
"""


class MySQLServer(RealServer):
    """MySQL 9, if `mysqld` is that, else MariaDB."""

    name = "mysql"
    install = "apt-get install --no-install-recommends mariadb-server"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.port = free_port()
        self._kept: str | None = None

    @property
    def url(self) -> str:
        return self.given or f"mysql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/cvscreen"

    def fresh(self) -> str:
        name = f"test_{uuid.uuid4().hex[:12]}"
        self.execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
        return urlsplit(self.url)._replace(path=f"/{name}").geturl()

    def emptied(self) -> str:
        if self._kept is None:
            self._kept = self.fresh()
            return self._kept
        database = urlsplit(self._kept).path[1:]
        tables = [name for (name,) in self.execute(f"SHOW TABLES FROM {database}") if name != "alembic_version"]
        self.execute("DO 0", *(f"DELETE FROM {database}.{table}" for table in tables))
        return self._kept

    def fresh_user(self, password: str) -> str:
        """The URL of an empty database for a user that has never logged in."""
        url = urlsplit(self.fresh())
        name = f"u{uuid.uuid4().hex[:12]}"
        made = f"CREATE USER '{name}'@'%' IDENTIFIED BY '{password}'"
        self.execute(made, f"GRANT ALL ON {url.path[1:]}.* TO '{name}'@'%'")
        place = f"{name}:{quote(password, safe='')}@{url.hostname}:{url.port}"
        return url._replace(netloc=place).geturl()

    def execute(self, *statements: str) -> list[tuple[Any, ...]]:
        """Run statements as an administrator, and return what the last one finds."""
        # A test that calls it has a loop of its own in this thread.
        with ThreadPoolExecutor(max_workers=1) as pool:
            return pool.submit(asyncio.run, self._execute(statements)).result()

    async def _execute(self, statements: tuple[str, ...]) -> list[tuple[Any, ...]]:
        import asyncmy

        parts = urlsplit(self.url)
        async with (
            asyncmy.connect(
                host=parts.hostname,
                port=parts.port or 3306,
                user=unquote(parts.username or ""),
                password=unquote(parts.password or ""),
                autocommit=True,
            ) as connection,
            connection.cursor() as cursor,
        ):
            for statement in statements:
                await cursor.execute(statement)
            return list(await cursor.fetchall() or ())

    def prepare(self) -> None:
        (self.folder / "init.sql").write_text(INIT)
        if _is_mysql():
            made = [program("mysqld", self.install), "--no-defaults", "--initialize-insecure", "--user=root"]
        else:
            warnings.warn("no MySQL on this machine: its tests run on MariaDB instead", stacklevel=2)
            made = [program("mariadb-install-db", self.install), "--no-defaults", "--user=root", "--skip-test-db"]
            made.append("--auth-root-authentication-method=normal")
        subprocess.run([*made, f"--datadir={self.folder}/db"], check=True, capture_output=True, cwd=self.folder)

    def command(self) -> list[str]:
        where = [f"--datadir={self.folder}/db", f"--socket={self.folder}/s", f"--pid-file={self.folder}/pid"]
        common = ["--no-defaults", "--user=root", "--bind-address=127.0.0.1", f"--port={self.port}", *where]
        common += [f"--init-file={self.folder}/init.sql", "--max-connections=300"]
        if _is_mysql():
            quick = ["--mysqlx=OFF", "--disable-log-bin", "--performance-schema=OFF", "--innodb-buffer-pool-size=64M"]
            quick.append("--secure-file-priv=")
            return [program("mysqld", self.install), *common, *quick]
        return [program("mariadbd", self.install), *common, "--skip-networking=0", "--skip-name-resolve"]

    def is_ready(self) -> bool:
        import asyncmy.errors

        with contextlib.suppress(OSError, asyncmy.errors.Error):
            self.execute("SELECT 1")
            return True
        return False


def _is_mysql() -> bool:
    found = shutil.which("mysqld")
    if found is None:
        return False
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    return "MariaDB" not in said
