"""`foedus sensitivity`: screening, variance shares, mechanisms left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.compare import PolicyOption, SeedOption
from foedus.cli.names import PIECES, pieces_of
from foedus.cli.options import CaseArgument, JsonOption, Lang, LangOption, open_case
from foedus.cli.progress import print_group, progress_bar, screen_width

if TYPE_CHECKING:
    from foedus.case.records import Case
    from foedus.forecast.sensitivity.records import Outcome

EXAMPLE = "Example: foedus sensitivity --part sobol --by basis --base 256 --scenario S1-weak"


def sensitivity(
    case: CaseArgument = "",
    policy: PolicyOption = None,
    part: Annotated[
        list[str] | None,
        typer.Option("--part", help="screen, sobol or leave-out; repeat it. All if not given."),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option("--by", help="Share the variance by basis, by mechanism; repeat it."),
    ] = None,
    scenario: Annotated[
        list[str] | None,
        typer.Option("--scenario", help="Classes or variables to show; repeat it."),
    ] = None,
    paths: Annotated[int, typer.Option(help="Random paths of the screening.")] = 12,
    futures: Annotated[int, typer.Option(help="Trajectories of each point on a path.")] = 32,
    keep: Annotated[int, typer.Option(help="Parameters that get an index of their own.")] = 10,
    base: Annotated[int, typer.Option(help="Rows of each Sobol matrix, a power of 2.")] = 1024,
    replicates: Annotated[int, typer.Option(help="Trajectories of each row.")] = 4,
    draws: Annotated[int, typer.Option(help="Trajectories a policy, mechanisms left out.")] = 4_000,
    seed: SeedOption = 2026,
    parameters: Annotated[
        str, typer.Option(help="Inputs move over prior or posterior; auto: as foedus run draws.")
    ] = "auto",
    out: Annotated[
        Path, typer.Option(help="Folder of finished pieces; a stopped analysis goes on from them.")
    ] = PIECES,
    lang: LangOption = Lang.en,
    as_json: JsonOption = False,
) -> None:
    """What moves the probabilities, and what moves the difference between two policies.

    Morris screening finds the parameters that act, Sobol indices share the variance among data,
    literature, judgement, levers, mechanisms and chance, and each mechanism is left out in turn.
    """
    # JAX, pandas and SALib come with these: kept out of `foedus --help`
    from foedus.ensemble.request import make_request
    from foedus.forecast.sensitivity.analyse import PARTS, Size, analyse
    from foedus.forecast.sensitivity.outcomes import outcomes_of
    from foedus.forecast.sensitivity.ways import WAYS
    from foedus.report.sensitivities import render_sensitivity, sensitivity_json

    opened = open_case(case)
    request = make_request(opened, policies=policy or (), seed=seed, parameters=parameters)
    size = Size(paths, futures, keep, base, replicates, draws)
    known = outcomes_of(opened, [p.name for p in request.policies])
    shown = _shown(opened, known, scenario)
    pieces = pieces_of(opened, request, out)
    ways = by or WAYS
    with progress_bar() as tell:
        found = analyse(
            opened, request, parts=part or PARTS, by=ways, size=size, pieces=pieces, progress=tell
        )
    if as_json:
        from foedus.cli.sheet import print_json

        print_json(sensitivity_json(found))
    else:
        print_group(render_sensitivity(found, shown, lang.value, screen_width()))


def _shown(case: Case, known: tuple[Outcome, ...], asked: list[str] | None) -> list[Outcome]:
    """Outcomes to print, those asked for or the leading ones."""
    from foedus.core.errors import UnknownName
    from foedus.forecast.sensitivity.outcomes import leading

    names = {outcome.name for outcome in known}
    for name in asked or ():
        if name not in names:
            raise UnknownName("outcome", name, names, where="--scenario")
    return leading(case, known, asked or ())
