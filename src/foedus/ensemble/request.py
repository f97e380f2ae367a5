"""What is asked of a run, checked before any number is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from foedus.case.known import columns_later, known_on
from foedus.case.policies import load_policy
from foedus.case.records import Case, Policy
from foedus.case.shocks import DatedShock, parse_shock
from foedus.core.errors import BadOption, UnknownName
from foedus.ensemble.clamps import check_bound
from foedus.ensemble.paths import find_policy
from foedus.ensemble.source import source_of
from foedus.model.mechanisms import EFFORT

DRAWS, REPLICATES, SEED = 10_000, 10, 2026
LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class Request:
    """A run to make. `draws` are trajectories a policy, `replicates` of them a parameter draw.

    `as_of` is the forecast origin: evidence is known to that day. Coded history holds to
    `history_to`, no later; from there on chains run free, and only evidence moves them.
    `known_on` is the past day whose figures, levers and laws are all that the run knows; None for
    all that the case holds.
    """

    policies: tuple[Policy, ...]
    shocks: tuple[DatedShock, ...]
    as_of: date
    history_to: date
    horizon: date
    draws: int
    replicates: int
    seed: int
    effort: str = ""
    posterior: str = ""
    """Digest of the posterior that the fitted parameters come from; empty: all from priors."""
    warnings: tuple[str, ...] = ()
    """What the checks wish to say beside the result."""
    known_on: date | None = None
    posterior_file: Path | None = None
    """File of the posterior; None for that of the case."""

    @property
    def parameter_draws(self) -> int:
        """Parameter draws: enough for all trajectories."""
        return -(-self.draws // self.replicates)


def make_request(
    case: Case,
    *,
    policies: Sequence[str] = (),
    shocks: Sequence[str] = (),
    as_of: date | None = None,
    history_to: date | None = None,
    draws: int = DRAWS,
    replicates: int = REPLICATES,
    seed: int = SEED,
    effort: str = "",
    parameters: str = "auto",
) -> Request:
    """Check what a user asks for; every message names the option and the remedy.

    A run `as_of` a past day knows what was known on it and no more. Without `as_of` the run starts
    where the latest known month of the case ends, or, for a counterfactual or a hindcast, where
    that policy starts, and looks back with all that the case knows; without `history_to` coded
    history holds to `as_of` or to the end of the data. Policies may be names or paths of files.
    `parameters`: see `source.source_of`.
    """
    chosen = tuple(_policy(case, name) for name in (policies or case.default_policies))
    _refuse_twice([policy.name for policy in chosen])
    origin = as_of or _origin(case, chosen)
    horizon = _horizon(case, chosen)
    _check_origin(case, origin, horizon)
    held = history_to or min(origin, case.data_cut)
    _check_history(case, held, origin)
    _check_numbers(draws, replicates, seed)
    if effort and effort not in EFFORT:
        raise UnknownName("form of effort", effort, EFFORT, where="--effort")
    dated = tuple(parse_shock(text, case) for text in shocks)
    for shock in dated:
        _check_shock(shock, held, horizon)
    source = source_of(case, parameters, origin, effort)
    known = as_of if as_of and as_of < case.data_cut else None
    warnings = (source.note, *_hindsight(case, chosen, origin, known))
    return Request(
        chosen,
        dated,
        origin,
        held,
        horizon,
        draws,
        replicates,
        seed,
        effort,
        source.digest,
        tuple(line for line in warnings if line),
        known,
        source.file,
    )


def _hindsight(
    case: Case, policies: Sequence[Policy], origin: date, known: date | None
) -> Iterator[str]:
    """What a run from the past must own up to before it is made."""
    if known is None:
        if origin < case.data_cut:
            yield (
                f"looks back to {origin} with all that was known on {case.data_cut}: "
                f"--as-of {origin} knows that day alone"
            )
        return
    for policy in policies:
        for term in columns_later(known_on(case, known), _columns(case, policy)):
            yield f"policy '{policy.name}' takes levers coded for {term}, which began after {known}"


def _columns(case: Case, policy: Policy) -> Iterator[str]:
    """Terms of office whose coded levers a policy takes, by itself or from what it is based on."""
    yield policy.column
    if policy.base in case.policies:
        yield from _columns(case, case.policies[policy.base])


def _policy(case: Case, name: str) -> Policy:
    if name.endswith(".toml"):
        policy = load_policy(Path(name), case)
        check_bound(policy, case)
        return policy
    return find_policy(case, name)


def _refuse_twice(names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise BadOption(
                f"policy '{name}' is named twice", where="--policy", remedy="name each policy once"
            )


def _origin(case: Case, policies: Sequence[Policy]) -> date:
    past = [p.start for p in policies if p.kind != "forward"]
    return min([case.data_cut, *past])


def _horizon(case: Case, policies: Sequence[Policy]) -> date:
    ends = {p.end or case.grid.horizon for p in policies}
    if len(ends) > 1:
        listed = ", ".join(f"{p.name} ends {p.end or case.grid.horizon}" for p in policies)
        raise BadOption(
            f"policies end on different days: {listed}",
            where="--policy",
            remedy="compare policies with one horizon; a hindcast runs by itself",
        )
    return ends.pop()


def _check_origin(case: Case, origin: date, horizon: date) -> None:
    if not case.grid.start < origin < horizon:
        raise BadOption(
            f"{origin} is not between the start of the case, {case.grid.start}, "
            f"and the horizon of the run, {horizon}",
            where="--as-of",
            remedy="choose a day between them",
        )


def _check_history(case: Case, held: date, origin: date) -> None:
    last = min(origin, case.data_cut)
    if not case.grid.start < held <= last:
        raise BadOption(
            f"coded history cannot hold to {held}: it runs from {case.grid.start} to "
            f"{case.data_cut}, and not beyond --as-of",
            where="--history-to",
            remedy=f"choose a day after {case.grid.start} and not after {last}",
        )


def _check_numbers(draws: int, replicates: int, seed: int) -> None:
    if not 1 <= draws <= LARGEST:
        raise BadOption(f"{draws} trajectories", where="--draws", remedy=f"choose 1 to {LARGEST:,}")
    if not 2 <= replicates <= draws:
        raise BadOption(
            f"{replicates} replicates of {draws} trajectories",
            where="--replicates",
            remedy="choose at least 2 and not more than --draws",
        )
    if draws // replicates < 2:
        raise BadOption(
            f"{draws} trajectories of {replicates} a draw leave fewer than two parameter draws",
            where="--draws",
            remedy="raise --draws or lower --replicates",
        )
    if seed < 0:
        raise BadOption(f"seed {seed}", where="--seed", remedy="choose 0 or more")


def _check_shock(shock: DatedShock, origin: date, horizon: date) -> None:
    if not origin <= shock.day <= horizon:
        raise BadOption(
            f"shock '{shock.shock.name}' on {shock.day} is outside the run, {origin} to {horizon}",
            where="--shock",
            remedy=f"write {shock.shock.name}@YYYY-MM-DD with a day inside it",
        )
