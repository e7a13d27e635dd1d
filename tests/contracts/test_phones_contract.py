import pytest

from cvscreen.adapters.phones.number_plans import NumberPlans
from cvscreen.ports.phones import PhoneFinder
from cvscreen.testing.phones import PhoneFinderContract


@pytest.fixture(scope="module")
def finder() -> PhoneFinder:
    return NumberPlans()


class TestPhoneFinders(PhoneFinderContract): ...
