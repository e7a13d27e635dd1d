"""What a MongoDB URL says."""

import pytest
from mongo_stores import SYSTEM

from cvscreen.adapters.evaluations.mongo import MongoEvaluationStore
from cvscreen.adapters.mongo.address import MongoAddress
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting


def address(url: str) -> MongoAddress:
    return MongoAddress.of(AdapterURL(url))


async def options_of(url: str) -> MongoEvaluationStore:
    async with open_adapter("evaluations", Opening(url=AdapterURL(url), clock=SYSTEM)) as store:
        opened: MongoEvaluationStore = store
        return opened


def test_hosts_and_database_are_read_off_it() -> None:
    read = address("mongodb://ada:p%40ss@one:1,two/screening?replicaSet=rs0")
    assert (read.hosts, read.database) == ("one:1,two:27017", "screening")
    assert read.url == "mongodb://ada:p%40ss@one:1,two/screening?replicaSet=rs0"


@pytest.mark.parametrize("url", ["mongodb://db", "mongodb://db/", "mongodb://db/?tls=true"])
def test_without_a_database_it_is_cvscreen(url: str) -> None:
    assert address(url).database == "cvscreen"


@pytest.mark.parametrize("scheme", ["mongodb+motor", "MongoDB", "mongodb"])
def test_drivers_take_the_same_url(scheme: str) -> None:
    assert address(f"{scheme}://db/cv").url == "mongodb://db/cv"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mongodb://db/cv?maxPolSize=3", "no option 'maxPolSize': did you mean 'maxPoolSize'"),
        ("mongodb://db/cv?zzzz=3", "no option 'zzzz'"),
        ("mongodb://db/cv?tls=true&maxPoolSize=many", "'maxPoolSize' cannot have that value"),
        ("mongodb://db/cv?authMechanism=hunter2", "'authMechanism' cannot have that value"),
        ("mongodb://db/cv?tls=true&tlsCAFile=/no/such/file", "'tlsCAFile' cannot have that value, or names a file"),
        ("mongodb://ada:hunter2@2@db/cv", "%40 for an @"),
        ("mongodb://ada:hunter2/3@db/cv", "%2F for a /"),
        ("mongodb://ada:hunter2@db:99999/cv", "mongodb://user:password@host:27017/database"),
        ("mongodb:///cv", "mongodb://user:password@host:27017/database"),
        ("mongodb:db", "mongodb://user:password@host:27017/database"),
    ],
)
def test_what_makes_no_sense_is_told_without_what_may_be_a_password(url: str, told: str) -> None:
    with pytest.raises(InvalidSetting) as error:
        address(url)
    assert told in error.value.detail
    assert "hunter2" not in error.value.detail.replace("authMechanism=hunter2", "")


@pytest.mark.parametrize(
    "url",
    [
        "mongodb://one,two/cv?directConnection=true",
        "mongodb://one/cv?minPoolSize=9&maxPoolSize=3",
        f"mongodb://one/cv?tls=true&tlsCAFile={__file__}",
    ],
)
async def test_options_that_do_not_go_together_are_told(url: str) -> None:
    with pytest.raises(InvalidSetting, match="do not go together"):
        await options_of(url)


async def test_an_outage_is_told_soon_unless_the_url_says_otherwise() -> None:
    usual = (await options_of("mongodb://db/cv"))._database._server.client.options
    assert (usual.server_selection_timeout, usual.pool_options.socket_timeout) == (2.5, 10)
    theirs = (await options_of("mongodb://db/cv?serverselectiontimeoutms=9000&maxPoolSize=7"))._database._server.client
    assert (theirs.options.server_selection_timeout, theirs.options.pool_options.max_pool_size) == (9, 7)


async def test_what_is_promised_is_not_for_the_url_to_say() -> None:
    store = await options_of("mongodb://db/cv?w=0&journal=false&readConcernLevel=local&readPreference=secondary")
    kept = store._evaluations
    assert kept.write_concern.document == {"w": "majority", "j": True, "wtimeout": 10_000}
    assert kept.read_concern.document == {"level": "majority"}
    assert kept.read_preference.mongos_mode == "primary"
