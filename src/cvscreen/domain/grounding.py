"""From a scorer's word to an assessment: what the CV does not bear out earns nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cvscreen.domain.assessment import Answer, Answers, Assessment, Evidence, Finding, Flag, Quote, Verdict
from cvscreen.domain.errors import ScorerOutputInvalid
from cvscreen.domain.evidence import QuoteFinder
from cvscreen.domain.instructions import Suspicion, obeys, speaks, suspicions
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.domain.text import CVText

_QUOTE_SHOWN = 200


def grounded(answers: Answers, rubric: Rubric, text: CVText) -> Assessment:
    """The findings, in the rubric's order, of which every quote stands in the text.

    A verdict other than unclear that no verified quote supports falls to unclear. The flag `unsupported_claim` tells
    of each quote that is not there, and of a claim in the CV's favour without any. A sentence that speaks to the reader
    is no evidence, whoever quotes it, and the flag `suspicious_instructions` tells of it.
    Raises ScorerOutputInvalid unless the answers are exactly one for each criterion.
    """
    by_id = {answer.criterion_id: answer for answer in answers.answers}
    expected = {criterion.id for criterion in rubric.criteria}
    if by_id.keys() != expected or len(answers.answers) != len(expected):
        raise ScorerOutputInvalid("the scorer's answers are not exactly one for each criterion of the rubric")
    told = suspicions(text)
    flags = [*answers.flags, *_suspicious(answers, told)]
    finder = QuoteFinder(text)
    findings = tuple(_finding(criterion, by_id[criterion.id], finder, told, flags) for criterion in rubric.criteria)
    return Assessment(findings=findings, usage=answers.usage, rationale=answers.rationale, flags=tuple(flags))


def _finding(
    criterion: Criterion, answer: Answer, finder: QuoteFinder, told: Sequence[Suspicion], flags: list[Flag]
) -> Finding:
    favourable = answer.verdict in {Verdict.MET, Verdict.PARTIAL}
    checked = [(quote, finder.find(quote)) for quote in answer.quotes]
    if favourable:
        denied = [quote.text for quote, found in checked if found is not None and finder.is_denied(found)]
        flags.extend(Flag("unsupported_claim", _told_denied(criterion, quote)) for quote in denied)
        checked = [(quote, found) for quote, found in checked if quote.text not in denied]
    evidence = _distinct(found for quote, found in checked if found is not None and not _is_told(quote, found, told))
    verdict = answer.verdict if evidence else Verdict.UNCLEAR
    missing = [quote.text for quote, found in checked if found is None]
    if favourable and not answer.quotes:
        missing = [""]
    flags.extend(_unsupported(criterion, quote) for quote in missing)
    return Finding(
        id=criterion.id,
        criterion=criterion.text,
        verdict=verdict,
        weight=criterion.weight,
        must_have=criterion.must_have,
        evidence=evidence,
        note=answer.note,
        question=_question(criterion) if verdict is Verdict.UNCLEAR else None,
    )


def _suspicious(answers: Answers, told: Iterable[Suspicion]) -> Iterator[Flag]:
    for one in told:
        said = " ".join(one.sentence.split())[:_QUOTE_SHOWN]
        yield Flag("suspicious_instructions", f"the CV speaks to its reader: “{said}”", one.page)
    # Who asked no model obeys nobody.
    if answers.usage.calls and obeys("\n\n".join((answers.rationale, *(answer.note for answer in answers.answers)))):
        yield Flag("suspicious_instructions", "the scorer says that it follows an order: read the CV yourself")


def _is_told(quote: Quote, evidence: Evidence, told: Iterable[Suspicion]) -> bool:
    """Whether the words are of a sentence that speaks to the reader, or are one in the scorer's own spelling."""
    return (quote.text != evidence.quote and speaks(quote.text)) or any(
        one.page == evidence.page and one.start < evidence.end and evidence.start < one.end for one in told
    )


def _distinct(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(evidence))


def _unsupported(criterion: Criterion, quote: str) -> Flag:
    said = f"“{quote[:_QUOTE_SHOWN]}” is not in the CV" if quote else "no quote was given"
    return Flag("unsupported_claim", f"criterion {criterion.id!r}: {said}")


def _told_denied(criterion: Criterion, quote: str) -> str:
    return f"criterion {criterion.id!r}: the CV denies “{quote[:_QUOTE_SHOWN]}”"


def _question(criterion: Criterion) -> str:
    return f"The CV leaves this open: “{criterion.text.strip().rstrip('.')}”. What is your experience with it?"
