"""The blind check on jobs and CVs that others wrote; it needs the data folder beside the checkout."""

import statistics

import pytest
from ranking import RESUMES, rankings

pytestmark = pytest.mark.skipif(
    not RESUMES.exists(), reason="needs ../shared/data/bloomberg-gpt-hiring beside the checkout"
)


async def test_cvs_of_the_role_rank_above_the_others() -> None:
    assert statistics.mean(ranking.auc for ranking in await rankings()) >= 0.95


async def test_they_do_so_without_the_roles_own_terms_too() -> None:
    found = await rankings(without_own_terms=True)
    assert statistics.mean(ranking.auc for ranking in found) >= 0.95
