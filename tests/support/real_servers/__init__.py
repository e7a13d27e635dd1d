"""The servers that cvscreen runs on, as real processes on this machine, or yours by `CVSCREEN_TEST_<NAME>_URL`."""

from real_servers.clamd import ClamdServer
from real_servers.house import ServerHouse
from real_servers.mongodb import MongoServer
from real_servers.mysql import MySQLServer
from real_servers.openrouter import OpenRouterStandIn
from real_servers.redis import RedisServer, RedisTLSServer
from real_servers.s3 import S3Server
from real_servers.server import MissingServer, RealServer

SERVERS: dict[str, type[RealServer]] = {
    "redis": RedisServer,
    "redis_tls": RedisTLSServer,
    "mysql": MySQLServer,
    "mongodb": MongoServer,
    "s3": S3Server,
    "clamd": ClamdServer,
    "openrouter": OpenRouterStandIn,
}
"""By the name that a test asks for."""

__all__ = ["SERVERS", "MissingServer", "RealServer", "ServerHouse"]
