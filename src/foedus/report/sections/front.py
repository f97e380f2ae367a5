"""The front page: the answer in its first lines, then what is and is not validated."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import foedus
from foedus.ensemble.result import BASES, RunResult
from foedus.forecast.backtest.findings import Findings
from foedus.report.catalogue import Catalogue
from foedus.report.contexts import Front, Section
from foedus.report.likelihood import likelihood_word
from foedus.report.scenario_tables import (
    ambiguous_id,
    ambiguous_rows,
    policy_title,
    scenario_title,
)
from foedus.report.sections.backtest import headline
from foedus.report.series import horizon_of
from foedus.report.strip_tables import widest

WORTH_NAMING = 0.05
"""Probability from which the opening names a class; the table has them all."""


def front(result: RunResult, t: Catalogue) -> Front:
    """Question, answer, difference, reading."""
    day = t.numbers.day
    horizon, as_of = day(horizon_of(result)), day(result.as_of)
    lines = [_policy_line(result, t, policy) for policy in result.policies]
    lines += islice(_difference_lines(result, t), 1)
    lines += islice(_reading_lines(result, t), 1)
    lines += _sensitive_line(result, t)
    if result.shocks:
        lines.append(t("front.shocks", names=", ".join(result.shocks)))
    return Front(
        title=t.of(result.case.title),
        question=t("front.question", horizon=horizon, as_of=as_of),
        lines=tuple(lines),
        scale=t("words.scale"),
        meta=tuple(_meta(result, t)),
        warnings=result.warnings,
    )


def validity(result: RunResult, t: Catalogue, found: Findings | None = None) -> Section:
    """What the numbers rest on, in plain words; `found`: the back-test of the case."""
    prior = result.parameters_from == "prior"
    digest = result.parameters_from[:12]
    origin = t("validity.prior") if prior else t("validity.posterior", digest=digest)
    tested = [headline(found, t)] if found else []
    rest = [t("validity.scenarios"), origin, t("validity.regimes")]
    lines = [t("validity.components"), *tested, *rest]
    if "effort" in result.variant:
        lines.append(t("validity.structure", effort=result.variant["effort"]))
    if any(any(row.basis) for row in result.scenarios):
        judged, others = (mean_share(result, name) for name in ("judgement", "unattributed"))
        percent = t.numbers.percent
        lines.append(t("validity.judgement", share=percent(judged), rest=percent(others)))
    return Section("validity", t("validity.heading"), tuple(lines))


def mean_share(result: RunResult, name: str) -> float:
    """Mean share of one basis in the variance of the classes whose variance is known."""
    place = BASES.index(name)
    shares = [row.basis[place] for row in result.scenarios if any(row.basis)]
    return sum(shares) / len(shares)


def _policy_line(result: RunResult, t: Catalogue, policy: str) -> str:
    reading = next(iter(result.case.readings))
    rows = [r for r in result.scenarios if (r.policy, r.reading) == (policy, reading)]
    rows.sort(key=lambda row: -row.estimate.value)
    n, top = t.numbers, rows[0].estimate
    rest = [
        f"{scenario_title(result, row.scenario, t)} {n.probability(row.estimate.value)}"
        for row in rows[1:]
        if row.estimate.value >= WORTH_NAMING
    ]
    if len(rest) + 1 < len(rows):
        rest.append(t("front.others", least=n.probability(WORTH_NAMING)))
    return t(
        "front.policy",
        policy=policy_title(result, policy, t),
        title=scenario_title(result, rows[0].scenario, t),
        p=n.probability(top.value),
        interval=n.interval(top.lo, top.hi),
        word=likelihood_word(top.value, t),
        rest="; ".join(rest),
    )


def _difference_lines(result: RunResult, t: Catalogue) -> Iterator[str]:
    """The ambiguous class in its first reading, for each pair of policies."""
    reading = next(iter(result.case.readings))
    wanted = ambiguous_id(result, reading)
    for row in result.differences:
        if (row.reading, row.scenario) == (reading, wanted):
            e = row.estimate
            yield t(
                "front.difference",
                a=policy_title(result, row.a, t),
                b=policy_title(result, row.b, t),
                title=scenario_title(result, row.scenario, t),
                diff=t.numbers.signed(e.value),
                interval=t.numbers.interval(e.lo, e.hi, signed=True),
            )


def _reading_lines(result: RunResult, t: Catalogue) -> Iterator[str]:
    for policy in result.policies:
        rows = ambiguous_rows(result, policy)
        parts = [
            t(
                "front.reading",
                p=t.numbers.probability(row.estimate.value),
                word=likelihood_word(row.estimate.value, t),
                reading=t.of(result.case.readings[row.reading].title),
            )
            for row in rows
        ]
        if parts:
            yield t(
                "front.readings",
                scenario=result.case.ambiguous,
                policy=policy_title(result, policy, t),
                list="; ".join(parts),
            )


def _sensitive_line(result: RunResult, t: Catalogue) -> list[str]:
    """The threshold that moves the ambiguous class most."""
    ends = widest(result)
    if ends is None:
        return []
    low, high = sorted(ends, key=lambda row: row.value)
    limit = result.case.thresholds[low.threshold]
    return [
        t(
            "front.sensitive",
            policy=policy_title(result, result.policies[0], t),
            scenario=result.case.ambiguous,
            reading=t.of(result.case.readings[low.reading].title),
            threshold=t.of(limit.meaning),
            unit=t.word("unit", limit.unit),
            now=t.numbers.short(limit.value),
            a=t.numbers.short(low.value),
            b=t.numbers.short(high.value),
            least=t.numbers.probability(low.estimate.value),
            most=t.numbers.probability(high.estimate.value),
        )
    ]


def _meta(result: RunResult, t: Catalogue) -> Iterator[tuple[str, str]]:
    n = t.numbers
    yield t("meta.as_of"), n.day(result.as_of)
    yield t("meta.horizon"), n.day(horizon_of(result))
    yield t("meta.draws"), f"{result.parameter_draws} × {result.replicates}"
    yield t("meta.effective"), n.fixed(result.effective_draws, 0)
    yield t("meta.seed"), str(result.seed)
    variants = ", ".join(f"{key}: {value}" for key, value in result.variant.items())
    yield t("meta.variant"), variants or "–"
    yield t("meta.case_digest"), f"{result.case.name} {result.case.digest[:12]}"
    yield "Foedus", foedus.__version__
