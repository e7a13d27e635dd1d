"""A quote that leaves out the "no" before it supports nothing that is said in the CV's favour."""

from __future__ import annotations

import pytest
from domain_builders import text_of

from cvscreen.domain.assessment import Answer, Answers, Quote, Usage, Verdict
from cvscreen.domain.grounding import grounded
from cvscreen.domain.rubric import Criterion, Rubric

RUBRIC = Rubric((Criterion(id="c", text="Kubernetes"),))
DENIED = [
    ("I have no experience with Kubernetes.", "experience with Kubernetes"),
    ("Has not used Kubernetes yet.", "used Kubernetes"),
    ("Never worked with Kubernetes.", "worked with Kubernetes"),
    ("Without any prior experience of Kubernetes.", "experience of Kubernetes"),
    ("I don't know Kubernetes.", "Kubernetes"),
    ("Lack of Kubernetes skills.", "Kubernetes skills"),
    ("Keine Erfahrung mit Kubernetes.", "Erfahrung mit Kubernetes"),
    ("Sans expérience de Kubernetes.", "expérience de Kubernetes"),
    ("Sin experiencia en Kubernetes.", "experiencia en Kubernetes"),
    ("I have never worked with Kubernetes.", "Kubernetes"),
    ("No experience with Kubernetes.", "Kubernetes"),
    ("Not familiar with Kubernetes.", "Kubernetes"),
]
AFFIRMED = [
    ("Not only Kubernetes but Nomad too.", "Kubernetes"),
    ("Driving licence: no\nKubernetes since 2019", "Kubernetes since 2019"),
    ("No errors in 2020. Kubernetes since 2019.", "Kubernetes since 2019"),
    ("Experiência no Kubernetes e na gestão", "Kubernetes"),
    ("Never without Kubernetes", "Kubernetes"),
    ("Casino Kubernetes cluster", "Kubernetes cluster"),
]


def verdict_of(page: str, quote: str, verdict: Verdict) -> tuple[Verdict, set[str]]:
    answer = Answer(criterion_id="c", verdict=verdict, quotes=(Quote(quote),))
    found = grounded(Answers(answers=(answer,), usage=Usage(scorer="s")), RUBRIC, text_of(f"Jane\n{page}"))
    return found.findings[0].verdict, {flag.code for flag in found.flags}


@pytest.mark.parametrize(("page", "quote"), DENIED)
@pytest.mark.parametrize("verdict", [Verdict.MET, Verdict.PARTIAL])
def test_what_the_cv_denies_supports_no_claim(page: str, quote: str, verdict: Verdict) -> None:
    assert verdict_of(page, quote, verdict) == (Verdict.UNCLEAR, {"unsupported_claim"})


@pytest.mark.parametrize(("page", "quote"), DENIED)
def test_it_supports_that_the_criterion_is_not_met(page: str, quote: str) -> None:
    assert verdict_of(page, quote, Verdict.NOT_MET) == (Verdict.NOT_MET, set())


@pytest.mark.parametrize(("page", "quote"), AFFIRMED)
def test_a_word_that_denies_something_else_takes_nothing_away(page: str, quote: str) -> None:
    assert verdict_of(page, quote, Verdict.MET) == (Verdict.MET, set())
