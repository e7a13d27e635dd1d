"""What tests of single servers share."""

from collections.abc import Callable

import pytest
from real_servers import RealServer
from real_servers.mysql import MySQLServer


@pytest.fixture
def mysql(server: Callable[[str], RealServer]) -> MySQLServer:
    """The running MySQL server."""
    running = server("mysql")
    assert isinstance(running, MySQLServer)
    return running


@pytest.fixture
def url(mysql: MySQLServer) -> str:
    """An empty database."""
    return mysql.fresh()


@pytest.fixture
def tables(mysql: MySQLServer) -> str:
    """A database whose tables are empty, if they are there."""
    return mysql.emptied()
