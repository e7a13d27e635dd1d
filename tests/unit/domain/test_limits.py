"""Rates as they are written, and whose calls count together."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.limits import Rate, network_of, rate


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("100/hour", Rate(100, timedelta(hours=1))),
        (" 10 / Minute ", Rate(10, timedelta(minutes=1))),
        ("1/second", Rate(1, timedelta(seconds=1))),
        ("999999999/day", Rate(999_999_999, timedelta(days=1))),
        ("off", None),
        ("OFF", None),
    ],
)
def test_a_rate_is_so_many_times_in_a_period(text: str, meant: Rate | None) -> None:
    assert rate(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "100",
        "100/",
        "/hour",
        "0/hour",
        "000/hour",
        "-1/hour",
        "1.5/hour",
        "100/week",
        "100/hours",
        "on",
        "1" * 10 + "/day",
        "1/hour\n2/hour",
    ],
)
def test_anything_else_is_no_rate_and_the_error_says_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="write 100/hour"):
        rate(text)


@given(st.integers(1, 10**6), st.integers(1, 100))
def test_a_scaled_rate_allows_so_many_times_as_much_in_the_same_period(times: int, factor: int) -> None:
    assert Rate(times, timedelta(hours=1)).scaled(factor) == Rate(times * factor, timedelta(hours=1))


@given(st.ip_addresses(v=4), st.ip_addresses(v=4))
def test_every_ipv4_address_counts_for_itself(one: IPv4Address, other: IPv4Address) -> None:
    assert (network_of(str(one)) == network_of(str(other))) is (one == other)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_in_ipv6_clothes_is_the_same(address: IPv4Address) -> None:
    assert network_of(f"::ffff:{address}") == network_of(str(address))


@given(st.integers(1, 2**64 - 1), st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_an_ipv6_customer_is_one_whatever_address_of_the_network_is_used(network: int, one: int, other: int) -> None:
    here, there = (str(IPv6Address(network << 64 | host)) for host in (one, other))
    assert network_of(here) == network_of(there)
    assert network_of(here) != network_of(str(IPv6Address((network ^ 1) << 64 | one)))


@pytest.mark.parametrize("nobody", [None, "", "unix:/run/socket", "203.0.113.7:80", "1.2.3.4\nx"])
def test_whoever_has_no_address_shares_one_count(nobody: str | None) -> None:
    assert network_of(nobody) == "unknown"


def test_a_zone_makes_no_difference() -> None:
    assert network_of("fe80::1%eth0") == network_of("fe80::1%eth1") == network_of("fe80::2")
