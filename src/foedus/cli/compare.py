"""`foedus compare`: policies side by side on common random numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import JsonOption, Lang, LangOption, open_case
from foedus.cli.progress import print_group, progress_bar, screen_width

if TYPE_CHECKING:
    from foedus.case.records import Case

EXAMPLE = (
    "Example: foedus compare --draws 2000 --policy trump-2-continued --policy european-pillar "
    "--topic tone --strip s1_core && foedus compare --draws 2000 --policy biden --policy trump-2"
)

PolicyOption = Annotated[
    list[str] | None,
    typer.Option("--policy", "-p", help="Policy by name, or a policy file; repeat it."),
]
TopicOption = Annotated[
    list[str] | None,
    typer.Option(
        "--topic",
        help="Show by year: effort, forces, aid, trust, trade, arms, russia or tone; repeat it.",
    ),
]
StripOption = Annotated[
    list[str] | None,
    typer.Option(
        "--strip", help="Move a threshold (s1_core, …, or all) and judge again; repeat it."
    ),
]
BadOption = Annotated[
    str, typer.Option("--bad", help="Outcomes held to be bad, with weights: S2a,S3=2,O4.")
]
DrawsOption = Annotated[int, typer.Option(help="Trajectories a policy.")]
SeedOption = Annotated[int, typer.Option(help="Names every random stream.")]
AsOfOption = Annotated[
    str, typer.Option("--as-of", help="Forecast origin; on a past day nothing later is known.")
]
HistoryOption = Annotated[
    str,
    typer.Option("--history-to", help="Day coded history holds to; evidence moves what follows."),
]
EvidenceOption = Annotated[
    bool, typer.Option("--builtin-evidence/--no-evidence", help="Use the evidence of the case.")
]


def compare(
    case: Annotated[
        str,
        typer.Argument(
            metavar="CASE", help="Built-in case, folder, or folder of a run.", show_default=False
        ),
    ] = "",
    policy: PolicyOption = None,
    shock: Annotated[
        list[str] | None,
        typer.Option("--shock", help="NAME[@DATE][+option], in every policy; repeat it."),
    ] = None,
    topic: TopicOption = None,
    strip: StripOption = None,
    bad: BadOption = "S2a,S3,O4",
    as_of: AsOfOption = "",
    history_to: HistoryOption = "",
    builtin: EvidenceOption = True,
    draws: DrawsOption = 10_000,
    replicates: Annotated[int, typer.Option(help="Trajectories of each parameter draw.")] = 10,
    seed: SeedOption = 2026,
    effort: Annotated[str, typer.Option(help="Form of effort.")] = "",
    parameters: Annotated[
        str, typer.Option(help="prior, posterior, auto or a .npz file.")
    ] = "auto",
    lang: LangOption = Lang.en,
    as_json: JsonOption = False,
) -> None:
    """Compare any number of policies with the first: scenarios, forces, effort, trust, tone.

    Policies that lie in the past (biden, trump-2) are compared by term: what figures and coded
    history say of each, and what is simulated.
    """
    # JAX and pandas come with these: kept out of `foedus --help`
    from foedus.core.calendar import parse_date
    from foedus.ensemble.request import make_request
    from foedus.ensemble.yearly import check_topics
    from foedus.forecast.compare.compare import check_strips
    from foedus.forecast.compare.compare import compare as run
    from foedus.forecast.compare.robust import parse_bad
    from foedus.report.comparing import comparison_json, render_comparison
    from foedus.report.folder import is_run_folder
    from foedus.update.gather import gather

    if case and is_run_folder(Path(case)):
        asked = tuple(topic or ()), tuple(strip or ()), bad
        _finished(Path(case), policy or [], asked, lang.value, as_json)
        return
    opened = open_case(case)
    names = policy or ["trump-2-continued", "restored-commitment"]
    topics = check_topics(tuple(topic or ()))
    if all(n in opened.policies and opened.policies[n].kind == "hindcast" for n in names):
        _by_term(opened, names, (draws, seed), topics, lang.value, as_json)
        return
    request = make_request(
        opened,
        policies=names,
        shocks=shock or (),
        as_of=parse_date(as_of, where="--as-of") if as_of else None,
        history_to=parse_date(history_to, where="--history-to") if history_to else None,
        draws=draws,
        replicates=replicates,
        seed=seed,
        effort=effort,
        parameters=parameters,
    )
    first = next(iter(opened.readings.values()))
    held_bad = parse_bad(bad, first.order)
    moved = check_strips(opened, strip or ())
    evidence = gather(opened, builtin=builtin)
    with progress_bar() as tell:
        found = run(opened, request, bad=held_bad, evidence=evidence, strips=moved, progress=tell)
    if as_json:
        from foedus.cli.sheet import print_json

        print_json(comparison_json(found))
    else:
        print_group(render_comparison(found, lang.value, screen_width(), topics))


def _finished(
    folder: Path,
    policies: list[str],
    asked: tuple[tuple[str, ...], tuple[str, ...], str],
    lang: str,
    as_json: bool,
) -> None:
    """Compare what the folder of a run holds; `asked` are topics, thresholds and bad outcomes."""
    from foedus.core.errors import BadOption
    from foedus.ensemble.yearly import check_topics
    from foedus.forecast.compare.compare import check_strips, compare_run
    from foedus.forecast.compare.robust import parse_bad
    from foedus.report.comparing import comparison_json, render_comparison
    from foedus.report.read_run import read_facts, read_run

    if policies:
        raise BadOption(
            "the policies of a finished run are those it ran",
            where="--policy",
            remedy="leave it out, or name a case to run others",
        )
    topics, strips, bad = asked
    check_topics(topics)
    opened = open_case(read_facts(folder)["case"])
    held_bad = parse_bad(bad, next(iter(opened.readings.values())).order)
    moved = check_strips(opened, strips)
    found = compare_run(read_run(folder, opened), bad=held_bad, strips=moved)
    if as_json:
        from foedus.cli.sheet import print_json

        print_json(comparison_json(found))
    else:
        print_group(render_comparison(found, lang, screen_width(), topics))


def _by_term(
    case: Case,
    names: list[str],
    numbers: tuple[int, int],
    topics: tuple[str, ...],
    lang: str,
    as_json: bool,
) -> None:
    from foedus.forecast.compare.terms import compare_terms
    from foedus.report.terms import render_terms, terms_json

    with progress_bar() as tell:
        found = compare_terms(case, names, draws=numbers[0], seed=numbers[1], progress=tell)
    if as_json:
        from foedus.cli.sheet import print_json

        print_json(terms_json(found))
    else:
        print_group(render_terms(found, case, lang, screen_width(), topics))
