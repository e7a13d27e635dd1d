"""Several answers of a model about one CV: each is verified by itself, and the verdict in the middle counts."""

import json
import statistics
from collections.abc import Callable

from openrouter_calls import KEY, Serve
from openrouter_house import CV, RUBRIC
from openrouter_models import JSON, answered, asked_of
from openrouter_server import MODEL
from swaying_model import MIXED, SwayingModel, any_other
from swaying_model import RUBRIC as OF_MIXED

from cvscreen.adapters.scorers.openrouter.asking import FIRST_SEED
from cvscreen.adapters.scorers.openrouter.place import OpenRouterOptions
from cvscreen.adapters.scorers.openrouter.scorer import OpenRouterScorer
from cvscreen.domain.assessment import Assessment, Verdict
from cvscreen.domain.rubric import Rubric
from cvscreen.domain.scoring import Score, score
from cvscreen.usecases.assess import AssessCV

TRUE, ALSO_TRUE, INVENTED = "web services in Python", "English (fluent)", "Kept bees in Python for nine years"
SCORES = 100


def scorer_at(url: str, samples: int) -> OpenRouterScorer:
    options = OpenRouterOptions(base_url=url, samples=samples)
    return OpenRouterScorer(api_key=KEY, models=(MODEL,), options=options)


def score_of(assessment: Assessment, rubric: Rubric) -> Score:
    return score(rubric, {finding.id: finding.verdict for finding in assessment.findings}, assessment.best)


def by_sample(*said: tuple[str, str]) -> Callable[[JSON], str]:
    """A model that gives all criteria the verdict and the quote of the sample that it is asked for."""
    return lambda request: json.dumps(answered(asked_of(request), *said[request["seed"] - FIRST_SEED]))


async def assessed(serve: Serve, *said: tuple[str, str]) -> Assessment:
    """What becomes of as many answers."""
    _, url = serve(model=by_sample(*said))
    async with scorer_at(url, len(said)) as scorer:
        return await AssessCV(scorer)(CV, RUBRIC)


async def test_each_answer_is_verified_before_the_middle_is_looked_for(serve: Serve) -> None:
    assessment = await assessed(serve, ("met", INVENTED), ("met", INVENTED), ("partial", TRUE))
    assert {finding.verdict for finding in assessment.findings} == {Verdict.UNCLEAR}
    assert score_of(assessment, RUBRIC) == Score(0.0, 100.0)
    assert {flag.code for flag in assessment.flags} == {"unsupported_claim", "samples_disagree"}


async def test_the_evidence_is_that_of_the_answers_with_the_verdict_in_the_middle(serve: Serve) -> None:
    said = [("met", TRUE), ("not_met", ALSO_TRUE), ("met", INVENTED), ("partial", ALSO_TRUE), ("partial", TRUE)]
    for finding in (await assessed(serve, *said)).findings:
        assert finding.verdict is Verdict.PARTIAL
        assert sorted(evidence.quote for evidence in finding.evidence) == [ALSO_TRUE, TRUE]


async def test_the_high_score_goes_by_the_best_answer_and_the_score_by_the_middle(serve: Serve) -> None:
    assessment = await assessed(serve, ("not_met", TRUE), ("partial", TRUE), ("partial", TRUE))
    assert score_of(assessment, RUBRIC) == Score(50.0, 50.0)
    assessment = await assessed(serve, ("met", TRUE), ("partial", TRUE), ("partial", TRUE))
    assert score_of(assessment, RUBRIC) == Score(50.0, 100.0)


async def test_what_all_answers_took_is_added_up(serve: Serve) -> None:
    usage = (await assessed(serve, *[("met", TRUE)] * 5)).usage
    one = (await assessed(serve, ("met", TRUE))).usage
    assert (usage.model, usage.prompt_version, usage.calls) == (one.model, one.prompt_version, 5)
    assert (usage.prompt_tokens, usage.completion_tokens) == (
        5 * (one.prompt_tokens or 0),
        5 * (one.completion_tokens or 0),
    )


async def deviation(serve: Serve, samples: int) -> float:
    """The standard deviation of the scores of one CV, by a model that flips a fifth of its verdicts at random."""
    _, url = serve(model=SwayingModel(MIXED, any_other, run=1))
    async with scorer_at(url, samples) as scorer:
        assess = AssessCV(scorer)
        return statistics.stdev([score_of(await assess(CV, OF_MIXED), OF_MIXED).score for _ in range(SCORES)])


async def test_scores_by_a_model_that_sways_scatter_far_less_if_it_is_asked_five_times(serve: Serve) -> None:
    once, five_times = await deviation(serve, 1), await deviation(serve, 5)
    assert 0 < five_times <= 0.65 * once
