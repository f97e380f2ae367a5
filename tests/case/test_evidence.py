"""Evidence comes out of the loader as its files say, and each claim finds its kernel."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from foedus.case.evidence_records import Amount, CodedClaim, Kernel, Sizes
from foedus.case.fitting import bounds_of, fits, kernel_of
from foedus.case.kernels import breadth
from foedus.case.load import load_case
from foedus.case.records import Case, Text
from foedus.case.reliability import mean_of
from foedus.core.codebook import SOURCE_CLASSES

TOLD = Text("a tariff", "thuế quan")


@dataclass(frozen=True)
class Act:
    """What a kernel looks at."""

    actor: tuple[str, ...] = ("USA",)
    target: tuple[str, ...] = ("DEU",)
    action: str = "SANCTION"
    domain: tuple[str, ...] = ("trade-tariff",)
    quantity: tuple[Amount, ...] = ()
    text: Text = TOLD


@pytest.fixture(scope="module")
def built_in() -> Case:
    return load_case()


def test_claims_come_in_the_order_in_which_they_were_known(minimal_case: Path) -> None:
    claims = load_case(minimal_case).evidence.claims
    assert list(claims) == ["war-1", "tariff-1", "peace-1"]
    war = claims["war-1"]
    assert (war.start, war.end) == (date(2016, 2, 1), date(2016, 2, 1)), "an empty end is the start"
    assert war.quantity == (
        Amount(3.0, "brigades", "min", "moved"),
        Amount(9000.0, "troops", "about", "moved"),
    )
    peace = claims["peace-1"]
    assert (peace.start, peace.end, peace.polarity) == (None, None, -1)
    assert peace.speaker == ("An expert",)
    assert peace.domain == ("ceasefire-peace", "war")


def test_a_register_has_no_day_of_its_own(minimal_case: Path) -> None:
    documents = load_case(minimal_case).evidence.documents
    assert documents["register"].published is None
    assert documents["release"].published == date(2017, 3, 1)


def test_a_kernel_has_the_usual_months_but_where_it_says_otherwise(minimal_case: Path) -> None:
    slack = load_case(minimal_case).evidence.kernels["tariff"].slack
    assert (slack["day"], slack["month"], slack["none"]) == ((0, 2), (1, 1), (6, 0))


def test_groups_are_opened(minimal_case: Path) -> None:
    kernels = load_case(minimal_case).evidence.kernels
    assert kernels["tariff"].target == {"POL", "DEU", "TWN"}
    assert kernels["words"].actor == frozenset()


def test_the_more_specific_kernel_comes_first(minimal_case: Path) -> None:
    kernels = load_case(minimal_case).evidence.kernels
    assert list(kernels) == ["attack", "tariff", "contract", "words"]
    found = kernel_of(kernels, Act())
    assert found
    assert found.name == "tariff"
    other = kernel_of(kernels, Act(target=("ITA",)))
    assert other
    assert other.name == "words", "Italy is in no group of the tariff kernel"
    assert kernel_of(kernels, Act(action="CONSULT")) is None


def test_direction(minimal_case: Path) -> None:
    kernels = load_case(minimal_case).evidence.kernels
    tariff, attack = kernels["tariff"], kernels["attack"]
    assert not fits(tariff, Act(actor=("DEU",), target=("USA",)))
    assert fits(attack, Act(actor=("POL", "RUS"), target=(), action="ASSAULT"))
    assert fits(attack, Act(actor=("DEU",), target=("RUS",), action="ASSAULT"))
    assert not fits(attack, Act(actor=("RUS",), target=("RUS",), action="ASSAULT"))
    assert not fits(attack, Act(actor=("USA",), target=("POL",), action="ASSAULT"))


def attack_with(*amounts: Amount) -> Act:
    return Act(actor=("RUS",), target=("POL",), action="ASSAULT", quantity=amounts)


def test_a_number_binds_low_and_high(minimal_case: Path) -> None:
    kernel = load_case(minimal_case).evidence.kernels["attack"]
    sizes = kernel.sizes
    assert sizes
    about = attack_with(Amount(4, "brigades", "about", ""))
    assert bounds_of(sizes, about) == (2.0, 6.0)
    assert bounds_of(sizes, attack_with(Amount(4, "brigades", "min", ""))) == (2.0, 10.0)
    assert bounds_of(sizes, attack_with(Amount(4, "brigades", "max", ""))) == (1.0, 6.0)
    troops = attack_with(Amount(25, "%", "exact", ""), Amount(10000, "troops", "exact", ""))
    assert bounds_of(sizes, troops) == pytest.approx((1.5, 4.5))
    assert bounds_of(sizes, attack_with()) == (1.0, 4.0), "without a number: `without`"


def test_a_number_outside_the_span_is_another_matter(minimal_case: Path) -> None:
    kernel = load_case(minimal_case).evidence.kernels["attack"]
    assert fits(kernel, attack_with())
    assert not fits(kernel, attack_with(Amount(40, "brigades", "exact", "")))
    assert fits(kernel, attack_with(Amount(40, "%", "exact", ""))), "a number of something else"
    assert kernel.sizes
    strict = replace(kernel, sizes=replace(kernel.sizes, required=True))
    assert not fits(strict, attack_with())
    assert breadth(strict) < breadth(kernel)


def test_a_case_without_the_files_has_no_evidence(minimal_case: Path) -> None:
    for name in ("evidence.csv", "documents.csv", "kernels.toml", "opinions.csv"):
        (minimal_case / name).unlink()
    (minimal_case / "source_classes.csv").unlink()
    evidence = load_case(minimal_case).evidence
    assert not any((evidence.claims, evidence.documents, evidence.kernels, evidence.reliability))
    assert not evidence.opinions


# ---- the built-in case


def test_every_class_of_the_coder_has_its_reliability(built_in: Case) -> None:
    assert tuple(built_in.evidence.reliability) == SOURCE_CLASSES


def test_better_classes_weigh_more(built_in: Case) -> None:
    ratios = [
        mean_of(r.sensitivity) / mean_of(r.false_alarm)
        for r in built_in.evidence.reliability.values()
    ]
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[-1] > 1


def test_the_figures_of_the_worked_example(built_in: Case) -> None:
    table = built_in.evidence.reliability
    means = {
        name: (mean_of(table[name].sensitivity), mean_of(table[name].false_alarm))
        for name in ("wire agency", "official statement", "aggregator")
    }
    assert means["wire agency"] == pytest.approx((0.95, 0.02))
    assert means["official statement"] == pytest.approx((0.97, 0.01))
    assert means["aggregator"] == pytest.approx((0.60, 0.25)), "the class of document 001"
    freeze = built_in.evidence.kernels["arms-freeze"]
    assert freeze.base_rate
    assert freeze.base_rate.probability == 0.10
    intent = freeze.intent
    assert intent
    assert (intent.prior, intent.given, intent.otherwise) == (0.15, 0.25, 0.08)


def kernels_of(case: Case, *events: str) -> dict[str, str]:
    found = {}
    for claim in case.evidence.claims.values():
        kernel = kernel_of(case.evidence.kernels, claim)
        if claim.event in events:
            found[claim.event] = kernel.name if kernel else ""
    return found


KINDS = {
    "order-germany-2026": "order-permanent",
    "rotation-poland-2026": "order-rotational",
    "rotation-romania-2025": "order-rotational",
    "jfc-agreement-2026": "command-agreed",
    "article5-evaded-2025": "words",
    "us-russia-2025-02-18": "us-russia-contact",
    "istanbul-2025-05": "peace-talks",
    "invasion-2022": "fighting",
    "metals-2025-03": "tariff",
    "canada-2025-03": "tariff-others",
    "eu-duties-2018": "tariff-retaliation",
    "eu-deal-2025-09": "trade-deal",
    "law-floor-signed-2025": "law-floor",
    "law-exit-2023": "law-exit",
    "total-2022-06": "forces-total",
    "dmdc-2025": "forces-permanent",
    "allies-at-2-2025-31": "allies-at-2",
    "effort-europe-2024": "effort-europe",
    "aid-paused-2025-03": "aid-usa-stop",
    "aid-resumed-2025-03": "words",
    "aid-66bn": "aid-one-donor",
    "kiel-usa-2024-12": "aid-usa",
    "kiel-europe-2025-05": "aid-europe",
    "drones-poland-2025": "incident",
    "arms-freeze-2025": "arms-freeze",
    "art5-2025-06-25": "commitment-restated",
    "exit-considered-2026-04": "exit",
    "force-model-2026": "force-model",
    "rearm-2025": "eu-fund",
    "hague-pledge": "pledge",
}


@pytest.mark.parametrize("event", KINDS)
def test_the_kind_of_an_event(event: str, built_in: Case) -> None:
    assert kernels_of(built_in, event) == {event: KINDS[event]}


def test_every_record_falls_under_a_kernel(built_in: Case) -> None:
    """Whatever moves nothing has a reason in words."""
    kernels = built_in.evidence.kernels
    strays = [c.id for c in built_in.evidence.claims.values() if kernel_of(kernels, c) is None]
    assert strays == []


def test_the_claims_of_one_event_are_of_one_kind(built_in: Case) -> None:
    kinds: dict[str, set[str]] = {}
    for claim in built_in.evidence.claims.values():
        kernel = kernel_of(built_in.evidence.kernels, claim)
        kinds.setdefault(claim.event, set()).add(kernel.name if kernel else "")
    assert {event for event, names in kinds.items() if len(names) > 1} == set()


def roots_of(case: Case, event: str) -> Counter[str]:
    return Counter(c.root for c in case.evidence.claims.values() if c.event == event)


def test_independent_roots_and_copies(built_in: Case) -> None:
    assert roots_of(built_in, "jfc-agreement-2026") == {"reuters-2026-02-09": 2, "nato-command": 2}
    assert len(roots_of(built_in, "order-germany-2026")) == 3
    assert roots_of(built_in, "rotation-romania-2025")["romania-mod-2025-10-29"] == 3


def test_nothing_is_dated_after_the_data(built_in: Case) -> None:
    claims = built_in.evidence.claims.values()
    assert max(c.published for c in claims) <= built_in.data_cut
    assert len(claims) > 150


def test_what_only_speaks_of_the_future_or_of_causes_is_kept(built_in: Case) -> None:
    found = Counter(c.modality for c in built_in.evidence.claims.values())
    assert min(found[m] for m in ("forecast", "hypothetical", "assertion", "historical")) >= 2


def test_opinions_that_set_a_prior_are_those_of_the_table(built_in: Case) -> None:
    from foedus.tables import load  # pandas: only this test pays for it

    anchors = load(built_in.root)["crowd_anchors"]
    marked = {
        (o.set_prior, o.probability, o.published.isoformat())
        for o in built_in.evidence.opinions.values()
        if o.set_prior
    }
    expected = {
        (row.parameter, row.probability, str(row.price_date)[:10]) for row in anchors.itertuples()
    }
    assert marked == expected


def test_a_kernel_reads_like_its_record(built_in: Case) -> None:
    order = built_in.evidence.kernels["order-permanent"]
    assert isinstance(order, Kernel)
    assert isinstance(order.sizes, Sizes)
    claim = built_in.evidence.claims["order-germany-2026-1"]
    assert isinstance(claim, CodedClaim)
    assert bounds_of(order.sizes, claim) == pytest.approx((3.0, 7.0)), "the window of the example"
