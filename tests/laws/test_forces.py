"""Orders and troops: nothing is lost between announcement and execution, and lags keep bounds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from foedus.model.mechanisms import forces, institution, response

from .one import MONTH, Months, hazard, simulate, spread

LANES = 8_000
HOSTS = np.array([37.3, 11.1, 8.9, 2.5, 0.05, 5.05])
P = {f"forces.{n}": v for n, v in {
    "lambda_T2": 2.0, "a1": 3.0, "a2": 0.5, "a3": 0.3, "a4": 1.0, "a5": 3.0, "lambda_add": 0.0,
    "m_s": np.log(1.0), "s_s": 0.3, "s_rot": 0.4, "s_g": 0.8, "p_ex": 0.4, "phi": 0.3,
    "kappa_H": 2.0, "sigma_H": 0.0, "h0": 5.0, "h1": 7.5,
}.items()}  # fmt: skip
RECORD = ["forces.assigned", "forces.usa_europe", "forces.rotational", "forces.army",
          "forces.pending", "forces.cut_rotational", "forces.surged", "forces.surge",
          "forces.total", "forces.change", "forces.announcement_rate", "forces.pending_permanent",
          "forces.pending_rotational"]  # fmt: skip
QUIET = {"forces.lambda_T2": 0.0}


def start() -> dict[str, Any]:
    return {
        **dict.fromkeys(("forces.pending_permanent", "forces.pending_rotational"), 0.0),
        **dict.fromkeys(("forces.cut_rotational", "forces.surged", "forces.change"), 0.0),
        "forces.assigned": HOSTS, "forces.usa_europe": HOSTS, "forces.rotational": 14.0,
        "forces.army": 32.0, "forces.pending": np.zeros((2, forces.HORIZON)),
        "forces.surge": np.zeros(forces.HORIZON), "forces.permanent": HOSTS.sum(),
        "forces.total": HOSTS.sum() + 14.0, "forces.ground": 46.0,
        "forces.announcement_rate": 0.0,
        "indopacific.level": 0, "law.floor": 0, "threat.russia": 1.9,
    }  # fmt: skip


def station(
    steps: int, state: Any = None, now: Any = None, u3: float = 0.7, u7: float = 0.85,
    first: int = 1, total: bool = True, **change: Any,
) -> Months:  # fmt: skip
    calm = {"escalation.level": 0, "institution.status": 0, "institution.withdraw": 0,
            "response.state": 0, "response.onset": 0}  # fmt: skip
    return simulate(
        forces.MECHANISM, state=start() if state is None else state, now=calm | (now or {}),
        levers={"u3": u3, "u7": u7}, parameters=P | change,
        data={"floor_on_total": np.bool_(total), "coded": np.bool_(False)},
        record=RECORD, steps=steps, lanes=LANES, first=first,
    )  # fmt: skip


def place(book: Any, month: int) -> Any:
    """How many months ahead each place of a book lies, seen from a month."""
    return (np.arange(forces.HORIZON) - month) % forces.HORIZON


def announced(run: Months) -> list[tuple[int, int, int, Any]]:
    """Orders as (month, kind, lag, sizes): what a book holds more than the month before."""
    book = run["forces.pending"]
    before = np.concatenate([np.zeros_like(book[:1]), book[:-1]])
    out = []
    for month, (old, new) in enumerate(zip(before, book, strict=True), start=1):
        ahead = place(book, month)
        fresh = np.where((ahead == 0)[None, :, None], new, new - old)
        for kind in range(2):
            for spot in range(forces.HORIZON):
                sizes = fresh[kind, spot][fresh[kind, spot] > 1e-4]
                if len(sizes):
                    out.append((month, kind, int(ahead[spot]), sizes))
    return out


@pytest.fixture(scope="module")
def two_years() -> Months:
    return station(24)


def test_orders_are_announced_at_their_rate(two_years: Months) -> None:
    orders = sum(len(sizes) for *_, sizes in announced(two_years))
    p = hazard(2.0)
    assert orders / (24 * LANES) == pytest.approx(p, abs=spread(p, 24 * LANES))


def test_lags_are_uniform_within_their_bounds(two_years: Months) -> None:
    count = np.zeros((2, forces.HORIZON))
    for _, kind, lag, sizes in announced(two_years):
        count[kind, lag] += len(sizes)
    permanent, rotational = count
    assert not permanent[:6].any()
    assert not rotational[0]
    assert not rotational[7:].any()
    for row in (permanent[6:13], rotational[1:7]):
        share = row / row.sum()
        np.testing.assert_allclose(share, 1 / len(row), atol=spread(1 / len(row), row.sum()))
    assert rotational.sum() / count.sum() == pytest.approx(0.4, abs=spread(0.4, count.sum()))


def test_sizes_are_log_normal_and_at_most_half_of_the_stock() -> None:
    small = np.concatenate([s for *_, s in announced(station(2))])
    assert np.median(small) == pytest.approx(1.0, rel=0.05)
    assert np.log(small).std() == pytest.approx(0.3, rel=0.1)
    big = station(1, **{"forces.m_s": np.log(1000.0)})
    for _, kind, _, sizes in announced(big):
        np.testing.assert_allclose(sizes, (HOSTS.sum(), 14.0)[kind] / 2, rtol=1e-5)


def executed(run: Months) -> tuple[Any, Any]:
    """Troops taken out by executed orders, permanent and rotational, by trajectory."""
    gone = HOSTS.sum() - run["forces.assigned"][-1].sum(axis=0)
    return gone, run["forces.cut_rotational"][-1]


def test_mass_of_orders_is_conserved_when_all_are_executed() -> None:
    """Announced for a year, then no new order for thirteen months: the books empty, all is out."""
    year = station(12, **{"forces.p_ex": 1.0})
    later = station(13, state=year.state, first=13, **{"forces.p_ex": 1.0} | QUIET)
    total = [0.0, 0.0]
    for _, kind, _, sizes in announced(year):
        total[kind] += float(sizes.astype(np.float64).sum())
    assert not later["forces.pending"][-1].any()
    for out, wanted in zip(executed(later), total, strict=True):
        assert out.astype(np.float64).sum() == pytest.approx(wanted, rel=2e-3)


def test_an_order_due_is_executed_whole_or_dropped_whole() -> None:
    """Announced = still open + executed + dropped, in every trajectory and every month."""
    run = station(24)
    book, cut = run["forces.pending"], run["forces.cut_rotational"]
    held = run["forces.assigned"].sum(axis=1)
    for month in range(2, 25):
        spot = month % forces.HORIZON
        due = book[month - 2, :, spot]
        done = (held[month - 2] - held[month - 1], cut[month - 1] - cut[month - 2])
        for kind in range(2):
            whole = np.abs(done[kind] - due[kind]) < 2e-4
            assert np.all(whole | (np.abs(done[kind]) < 2e-4)), (month, kind)
    np.testing.assert_allclose(run["forces.pending_permanent"], book[:, 0].sum(axis=1), atol=1e-4)
    np.testing.assert_allclose(run["forces.pending_rotational"], book[:, 1].sum(axis=1), atol=1e-4)


def one_order(size: float) -> dict[str, Any]:
    """A permanent and a rotational order of a size, both due in month 1."""
    book = np.zeros((2, forces.HORIZON))
    book[:, 1] = size
    return start() | {"forces.pending": book}


@pytest.mark.parametrize(
    ("u3", "floor", "size", "total", "chance"),
    [
        (0.7, 0, 2.0, True, 0.4),
        (0.2, 0, 2.0, True, 0.4 * np.exp(-0.9)),
        (0.7, 1, 2.0, True, 0.4),  # 78.9 - 2 stands above 76
        (0.7, 1, 4.0, True, 0.4 * 0.3),
        (0.7, 0, 4.0, True, 0.4),
        (0.7, 1, 2.0, False, 0.4 * 0.3),  # the permanent forces alone are below it
    ],
)
def test_chance_of_execution(u3: float, floor: int, size: float, total: bool, chance: float) -> None:  # fmt: skip  # noqa: E501
    run = station(1, one_order(size) | {"law.floor": floor}, u3=u3, total=total, **QUIET)
    permanent, rotational = (np.abs(gone - size) < 1e-3 for gone in executed(run))
    for done in (permanent, rotational):
        assert done.mean() == pytest.approx(chance, abs=spread(chance, LANES))
    both = (permanent & rotational).mean()  # two types, two draws
    assert both == pytest.approx(chance**2, abs=spread(chance**2, LANES))


def test_a_permanent_cut_falls_by_share_and_takes_the_army_along() -> None:
    run = station(1, one_order(3.0), **QUIET | {"forces.p_ex": 1.0})
    others = HOSTS[1:] / HOSTS[1:].sum()
    np.testing.assert_allclose(run["forces.assigned"][0, 0], HOSTS[0] - 3 * 0.6, rtol=1e-5)
    np.testing.assert_allclose(
        run["forces.assigned"][0, 1:, 0], np.maximum(HOSTS[1:] - 3 * 0.4 * others, 0.01), rtol=1e-4
    )
    np.testing.assert_allclose(run["forces.army"][0], 32 - 0.8 * 3, rtol=1e-5)


@pytest.mark.parametrize(
    ("given", "factor"),
    [
        ({}, 1.0),
        ({"u3": 0.9}, np.exp(3 * 0.2)),
        ({"u7": 0.5}, np.exp(-0.5 * 0.35)),
        ({"now": {"escalation.level": 2}}, np.exp(-1.0)),
        ({"now": {"institution.status": institution.THINNED}}, np.exp(0.7)),
        ({"now": {"institution.status": institution.NOTIFIED}}, 1.0),
    ],
)
def test_rate_of_announcements(given: dict[str, Any], factor: float) -> None:
    rate = station(1, **given)["forces.announcement_rate"]
    np.testing.assert_allclose(rate, 2.0 * factor, rtol=1e-5)


def test_a_crisis_in_asia_adds_announcements() -> None:
    rate = station(1, start() | {"indopacific.level": 1})["forces.announcement_rate"]
    np.testing.assert_allclose(rate, 2.0 * np.exp(0.3), rtol=1e-5)


def test_additions() -> None:
    run = station(24, **QUIET | {"forces.lambda_add": 0.8}, u3=0.25)
    p = hazard(0.8 * np.exp(-3 * 0.2)) * 0.8
    gains = np.diff(run["forces.assigned"].sum(axis=1), axis=0)
    assert gains.min() > -1e-4
    came = gains > 1e-3
    assert came.mean() == pytest.approx(p, abs=spread(p, came.size))
    assert np.median(gains[came]) == pytest.approx(1.5, rel=0.05)


def test_stationed_forces_follow_what_is_assigned() -> None:
    """ln H about ln A with the stationary variance of its own."""
    run = station(72, **QUIET | {"forces.sigma_H": 0.04})
    late = np.log(run["forces.usa_europe"][-1].astype(float))
    sd = 0.04 / np.sqrt(4)
    np.testing.assert_allclose(late.mean(axis=-1), np.log(HOSTS), atol=6 * sd / np.sqrt(LANES))
    np.testing.assert_allclose(late.std(axis=-1), sd, rtol=6 / np.sqrt(2 * LANES))
    np.testing.assert_allclose(run["forces.assigned"][-1], np.broadcast_to(HOSTS[:, None], late.shape), rtol=1e-5)  # fmt: skip  # noqa: E501


@pytest.mark.parametrize(("threat", "cut", "surged"), [(1.9, 0.0, 0.0), (0.4, 0.0, 0.0), (3.0, 4.0, 0.0), (1.2, 50.0, 10.0)])  # fmt: skip  # noqa: E501
def test_rotational_forces_settle(threat: float, cut: float, surged: float) -> None:
    state = start() | {"threat.russia": threat, "forces.cut_rotational": cut, "forces.surged": surged}  # fmt: skip  # noqa: E501
    run = station(48, state, **QUIET)
    wanted = max(5 + 7.5 * max(min(threat, 2) - 0.7, 0) - cut, 0) + surged
    np.testing.assert_allclose(run["forces.rotational"][-1], wanted, rtol=1e-4)


def test_withdrawal_empties_hosts_at_its_speed() -> None:
    run = station(24, now={"institution.withdraw": 1}, **QUIET)
    left = HOSTS[:3] * np.exp(-1.5 * 2)
    np.testing.assert_allclose(run["forces.assigned"][-1, :3, 0], left, rtol=1e-4)
    assert run["forces.rotational"][-1, 0] < 0.01
    assert run["forces.assigned"].min() >= np.float32(0.01)


def test_surge_arrives_whole_and_evenly_over_two_to_six_months() -> None:
    run = station(12, now={"response.state": response.DECIDED, "response.onset": 3}, **QUIET)
    arrived = np.diff(run["forces.surged"], axis=0, prepend=0)
    assert not arrived[:3].any()  # decided in month 3, the first troops a month later
    total = run["forces.surged"][-1]
    months = (arrived > 1e-3).sum(axis=0)
    for n in range(2, 7):
        assert (months == n).mean() == pytest.approx(0.2, abs=spread(0.2, LANES))
        mine = arrived[3 : 3 + n][:, months == n]
        assert np.all(mine > 0)
        np.testing.assert_allclose(
            mine, np.broadcast_to(total[months == n] / n, mine.shape), rtol=1e-2
        )
    assert np.median(total) == pytest.approx(30, rel=0.05)
    assert np.log(total).std() == pytest.approx(0.5, rel=0.06)
    assert not run["forces.surge"][-1].any()


def test_a_surge_stays_and_is_counted_once() -> None:
    run = station(36, now={"response.state": response.DECIDED, "response.onset": 1}, **QUIET)  # fmt: skip  # noqa: E501
    base = 5 + 7.5 * 1.2
    np.testing.assert_allclose(run["forces.rotational"][-1], base + run["forces.surged"][-1], rtol=1e-4)  # fmt: skip  # noqa: E501
    peak = run["forces.rotational"].max(axis=0)
    assert np.all(peak <= base + run["forces.surged"][-1] + 1e-2)


def test_change_is_that_of_the_log_of_the_total() -> None:
    run = station(6, **{"forces.sigma_H": 0.04})
    total = np.concatenate([np.full((1, LANES), HOSTS.sum() + 14.0), run["forces.total"]])
    np.testing.assert_allclose(run["forces.change"], np.diff(np.log(total), axis=0), atol=1e-5)
    wanted = run["forces.usa_europe"].sum(axis=1) + run["forces.rotational"]
    np.testing.assert_allclose(run["forces.total"], wanted, rtol=1e-5)


def test_army_noise_is_a_walk() -> None:
    run = station(24, **QUIET | {"forces.sigma_H": 0.04})
    walk = np.log(run["forces.army"][-1].astype(float) / 32)
    assert walk.std() == pytest.approx(0.04 * np.sqrt(24 * MONTH), rel=0.06)
