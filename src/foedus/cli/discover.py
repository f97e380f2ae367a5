"""`foedus discover`: what has to be true for a scenario."""

from __future__ import annotations

from typing import Annotated

import typer

from foedus.cli.compare import AsOfOption, SeedOption
from foedus.cli.options import CaseOption, JsonOption, Lang, LangOption, open_case
from foedus.cli.progress import print_group, progress_bar, screen_width

EXAMPLE = "Example: foedus discover S2a --draws 4000"


def discover(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A class: S2a, S3, O4 …")],
    case: CaseOption = "",
    policy: Annotated[
        str, typer.Option("--policy", "-p", help="Policy by name, or a policy file.")
    ] = "trump-2-continued",
    coverage: Annotated[
        float, typer.Option(help="Share of the scenario that the box must hold.")
    ] = 0.5,
    as_of: AsOfOption = "",
    draws: Annotated[int, typer.Option(help="Trajectories.")] = 20_000,
    replicates: Annotated[int, typer.Option(help="Trajectories of each parameter draw.")] = 2,
    seed: SeedOption = 2026,
    lang: LangOption = Lang.en,
    as_json: JsonOption = False,
) -> None:
    """Find where in the space of parameters and lever codings a scenario is frequent (PRIM).

    Half of the draws find the box, the other half measures it; each limit carries the chance
    that it adds nothing.
    """
    # JAX and pandas come with these: kept out of `foedus --help`
    from foedus.core.calendar import parse_date
    from foedus.ensemble.request import make_request
    from foedus.forecast.discover.discover import discover as search
    from foedus.report.boxes import discovery_json, render_discovery

    opened = open_case(case)
    request = make_request(
        opened,
        policies=[policy],
        as_of=parse_date(as_of, where="--as-of") if as_of else None,
        draws=draws,
        replicates=replicates,
        seed=seed,
    )
    with progress_bar() as tell:
        found = search(opened, request, scenario, coverage=coverage, progress=tell)
    if as_json:
        from foedus.cli.sheet import print_json

        print_json(discovery_json(found, lang.value))
    else:
        print_group(render_discovery(found, lang.value, screen_width()))
