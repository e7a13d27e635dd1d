"""What every finder of phone numbers promises."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cvscreen.ports.phones import PhoneFinder

_WRITTEN = st.text("0123456789 +().-/\n█ab", max_size=120)
_NUMBERS = st.sampled_from(["+442079460018", "+49 30 901820", "+1 (212) 555-2368"])


class PhoneFinderContract:
    """Needs a fixture `finder` that is a PhoneFinder and keeps nothing from one text to the next."""

    @given(_WRITTEN)
    def test_places_lie_in_the_text_in_order_and_hold_digits(self, finder: PhoneFinder, text: str) -> None:
        places = list(finder.find(text))
        assert all(0 <= start < end <= len(text) for start, end in places)
        assert all(before[1] <= after[0] for before, after in pairwise(places))
        assert all(sum(map(str.isdigit, text[start:end])) > 5 for start, end in places)

    @given(_NUMBERS, _WRITTEN)
    def test_a_number_with_its_countrys_code_is_found_as_a_whole(
        self, finder: PhoneFinder, number: str, before: str
    ) -> None:
        text = f"{before}\ncall {number}\n"
        assert (text.index("call ") + 5, len(text) - 1) in list(finder.find(text))

    def test_years_and_amounts_are_none(self, finder: PhoneFinder) -> None:
        assert not list(finder.find("Nurse 2015 - 2019, 2015-03-01, 1,000,000 patients, 1000000 steps, ISO 9001:2015"))
