"""Verdicts: what a CV says to a demand, with the passages that say it."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from cvscreen.adapters.scorers.lexical.degree_judging import judge_degree
from cvscreen.adapters.scorers.lexical.demands import Demand, weight_of
from cvscreen.adapters.scorers.lexical.evidence import Judgement, NeedHits, need_hits, quotes_of
from cvscreen.adapters.scorers.lexical.language_judging import judge_language
from cvscreen.adapters.scorers.lexical.reading import Hit, Reading
from cvscreen.adapters.scorers.lexical.role_judging import judge_role
from cvscreen.adapters.scorers.lexical.year_judging import judge_years
from cvscreen.domain.assessment import Answer, Verdict

MET_SHARE, PARTIAL_SHARE, PLAIN_PARTIAL_SHARE = 0.7, 0.3, 0.55
"""Of the weight of all needs, what must be found for a criterion to be met, or partially met; common words prove less."""

_MOST_PASSAGES = 3


def answer(criterion_id: str, demand: Demand, reading: Reading) -> Answer:
    """The answer to one criterion. Silence is unclear, and so is whatever cannot be judged by words."""
    found = [need_hits(need, demand.everyday, reading) for need in demand.needs]
    coverage = _coverage(found, demand.weight)
    judgements = []
    if demand.level is not None:
        judgements.append(judge_degree(demand.level, found, demand.text, reading))
    if demand.years is not None:
        judgements.append(judge_years(demand.years, found, coverage, reading))
    if demand.role is not None:
        judgements.append(judge_role(demand.role, demand.everyday, found, coverage, reading))
    if not judgements and (found or not demand.languages):
        judgements.append(coverage)
    judgements += [judge_language(asked, reading) for asked in demand.languages]
    merged = _merged(judgements, either=demand.either)
    return Answer(criterion_id=criterion_id, verdict=merged.verdict, quotes=merged.quotes, note=merged.note)


def _merged(judgements: list[Judgement], *, either: bool) -> Judgement:
    if len(judgements) == 1:
        return judgements[0]
    order = list(Verdict)
    ranks = sorted(order.index(judgement.verdict) for judgement in judgements)
    verdict = order[ranks[-1] if either else ranks[0]]
    if not either and verdict is Verdict.UNCLEAR and order[ranks[-1]] in {Verdict.MET, Verdict.PARTIAL}:
        verdict = Verdict.PARTIAL
    sources = [j for j in judgements if j.verdict is verdict] if verdict is Verdict.NOT_MET else judgements
    quotes = tuple(dict.fromkeys(quote for judgement in sources for quote in judgement.quotes))
    return Judgement(verdict, quotes[: _MOST_PASSAGES + 1], " ".join(judgement.note for judgement in judgements))


def _coverage(found: list[NeedHits], total: float) -> Judgement:
    """How much of what is needed stands in the few passages that say most of it."""
    denied = [n for n in found if n.denied and not n.claimed and (len(found) == 1 or not n.need.plain)]
    if denied and sum(needed.need.weight for needed in denied) >= total / 2:
        quotes = quotes_of([needed.denied[0] for needed in denied][:_MOST_PASSAGES])
        return Judgement(Verdict.NOT_MET, quotes, f"The CV says otherwise about {_names(denied)}.")
    chosen, covered = _best_passages(found)
    share = weight_of(found[at].need for at in covered) / total if total else 0.0
    least = PARTIAL_SHARE if any(not needed.need.plain for needed in found) else PLAIN_PARTIAL_SHARE
    verdict = Verdict.MET if share >= MET_SHARE else Verdict.PARTIAL if share >= least else Verdict.UNCLEAR
    return Judgement(verdict, quotes_of(chosen), _note(found, covered))


class _Candidate(NamedTuple):
    hit: Hit
    needs: frozenset[int]


def _best_passages(found: list[NeedHits]) -> tuple[list[Hit], set[int]]:
    """The hits whose passages together cover most needs, at most three passages, and the needs they cover."""
    candidates = _candidates(found)
    chosen: list[Hit] = []
    covered: set[int] = set()
    for _ in range(_MOST_PASSAGES):
        best = max(candidates, key=lambda c: _gain(c.needs - covered, found), default=None)
        if best is None or not best.needs - covered:
            break
        chosen.append(best.hit)
        covered |= best.needs
    everywhere = {at for at, needed in enumerate(found) if needed.claimed and not needed.need.plain}
    return chosen, covered | everywhere if chosen else covered


def _candidates(found: list[NeedHits]) -> list[_Candidate]:
    """Passages that say something: one that shares a single plain word with the criterion says nothing."""
    by_passage: dict[tuple[int, int], tuple[Hit, set[int]]] = {}
    for at, needed in enumerate(found):
        for hit in needed.claimed:
            place = (hit.page.number, hit.passage.start)
            by_passage.setdefault(place, (hit, set()))[1].add(at)
    alone = len(found) == 1
    return [
        _Candidate(hit, frozenset(needs))
        for hit, needs in by_passage.values()
        if alone or len(needs) > 1 or any(not found[at].need.plain for at in needs)
    ]


def _gain(needs: frozenset[int], found: list[NeedHits]) -> float:
    return sum(found[at].need.weight for at in needs)


def _note(found: list[NeedHits], covered: set[int]) -> str:
    there = [needed for at, needed in enumerate(found) if at in covered]
    missing = [needed for at, needed in enumerate(found) if at not in covered]
    parts = [f"Found: {_names(there)}." if there else "", f"Not found: {_names(missing)}." if missing else ""]
    return " ".join(part for part in parts if part) or "There is nothing in this criterion that words could show."


def _names(found: list[NeedHits]) -> str:
    shown = [needed.need.name for needed in islice(found, 8)]
    return ", ".join(shown) + (" …" if len(found) > len(shown) else "")
