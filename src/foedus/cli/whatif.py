"""`foedus whatif`: levers, shocks, held variables and parameters changed against a baseline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.compare import (
    AsOfOption,
    BadOption,
    DrawsOption,
    EvidenceOption,
    HistoryOption,
    SeedOption,
    TopicOption,
)
from foedus.cli.options import CaseArgument, JsonOption, Lang, LangOption, open_case
from foedus.cli.progress import print_group, progress_bar, screen_width

if TYPE_CHECKING:
    from foedus.forecast.whatif.session import WhatIf

EXAMPLE = (
    "Example: foedus whatif --draws 2000 --withdraw DEU:10@2027-06 --shock ceasefire@2027-03 "
    "--set trade.level=3@2027-01..2027-12"
)


def whatif(
    case: CaseArgument = "",
    policy: Annotated[
        str, typer.Option("--policy", "-p", help="The baseline: a policy or a policy file.")
    ] = "trump-2-continued",
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="Lever or variable: NAME=VALUE@FROM[..TO]; repeat it."),
    ] = None,
    shock: Annotated[
        list[str] | None, typer.Option("--shock", help="NAME[@DATE][+option]; repeat it.")
    ] = None,
    withdraw: Annotated[
        list[str] | None, typer.Option("--withdraw", help="HOST:THOUSAND@BY; repeat it.")
    ] = None,
    pledge: Annotated[
        str, typer.Option("--pledge", help="PERCENT@YEAR: % of GDP that allies are bound to.")
    ] = "",
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", help="NAME=VALUE or NAME[label]=VALUE; repeat it."),
    ] = None,
    file: Annotated[
        Path | None, typer.Option(help="TOML with lists set, shock, withdraw, pledge, parameter.")
    ] = None,
    save: Annotated[Path | None, typer.Option(help="Write the what-if as a policy file.")] = None,
    topic: TopicOption = None,
    bad: BadOption = "S2a,S3,O4",
    as_of: AsOfOption = "",
    history_to: HistoryOption = "",
    builtin: EvidenceOption = True,
    draws: DrawsOption = 2_000,
    replicates: Annotated[int, typer.Option(help="Trajectories of each parameter draw.")] = 10,
    seed: SeedOption = 2026,
    lang: LangOption = Lang.en,
    as_json: JsonOption = False,
) -> None:
    """What changes if a lever, a force, a pledge, a crisis or a parameter were different.

    Both arms meet the same parameter draws and the same random numbers; changes hold from
    their dates on, parameters from the origin on.
    """
    # JAX and pandas come with these: kept out of `foedus --help`
    from foedus.core.calendar import parse_date
    from foedus.ensemble.request import make_request
    from foedus.ensemble.yearly import check_topics
    from foedus.forecast.compare.robust import parse_bad
    from foedus.forecast.whatif.grammar import KINDS, read_file
    from foedus.forecast.whatif.save import check_save, save_policy
    from foedus.forecast.whatif.session import Session
    from foedus.update.gather import gather

    opened = open_case(case)
    topics = check_topics(tuple(topic or ()))
    lists = read_file(file) if file else {}
    given = (set_, shock, withdraw, [pledge] if pledge else None, parameter)
    for kind, more in zip(KINDS, given, strict=True):
        lists[kind] = [*lists.get(kind, []), *(more or [])]
    request = make_request(
        opened,
        policies=[policy],
        as_of=parse_date(as_of, where="--as-of") if as_of else None,
        history_to=parse_date(history_to, where="--history-to") if history_to else None,
        draws=draws,
        replicates=replicates,
        seed=seed,
    )
    held_bad = parse_bad(bad, next(iter(opened.readings.values())).order)
    changes = Session.reader_of(opened, request).read(lists)
    if save:
        check_save(save, changes)
    with progress_bar() as tell:
        session = Session(opened, request, evidence=gather(opened, builtin=builtin), progress=tell)
        found = session.ask(changes, bad=held_bad)
    if save:
        save_policy(save, found.policy, changes, opened)
    _print(found, lang.value, as_json, topics)
    if save and not as_json:
        typer.echo(f"\n{save}: foedus run --policy {save}")


def _print(found: WhatIf, lang: str, as_json: bool, topics: tuple[str, ...]) -> None:
    from foedus.cli.sheet import print_json
    from foedus.report.whatif_words import render_whatif, whatif_json

    if as_json:
        print_json(whatif_json(found, lang))
    else:
        print_group(render_whatif(found, lang, screen_width(), topics))
