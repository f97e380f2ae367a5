"""A case from disk: every file read, every name resolved, every fault at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from foedus.case import (
    actors,
    evidence,
    head,
    levers,
    notes,
    policies,
    scenarios,
    shocks,
    variables,
)
from foedus.case.evidence_records import Evidence
from foedus.case.faults import Faults
from foedus.case.find import BACKTEST, DEFAULT_CASE, POSTERIOR, case_files, find_case, stray_files
from foedus.case.kernels import read_kernels
from foedus.case.opinions import OpinionNames, read_opinions
from foedus.case.parameters import read_parameters
from foedus.case.records import Case, Place
from foedus.case.relations import read_relations
from foedus.case.reliability import read_reliability
from foedus.case.text_file import Folder
from foedus.core.digest import digest_files


def load_case(name_or_path: str | Path = DEFAULT_CASE) -> Case:
    """A case, complete and checked.

    Parameters
    ----------
    name_or_path : name of a built-in case, or the path of a folder (docs/case-format.md).

    Raises `CaseFaults` with every fault, its file, line and remedy; `UnknownName` or
    `CaseFault` when there is no such case.

    >>> case = load_case("us-alliances")
    >>> len(case.sets["ally"]), case.grid.steps
    (30, 181)
    """
    root = find_case(name_or_path)
    folder = Folder(root, Faults())
    case = _assemble(folder)
    for name in stray_files(root):
        remedy = "rename it, or move it out of the case"
        folder.faults.add(Place(name, 0), "nothing reads this file", remedy)
    folder.faults.stop()
    return case


def _digest(root: Path) -> str:
    # What is made from a case holds the digest of what it was made from: it cannot count.
    made = {root / POSTERIOR, root / BACKTEST}
    return digest_files(root, [path for path in case_files(root) if path not in made])


def _assemble(folder: Folder) -> Case:
    frame = head.read_head(folder)
    grid = frame.grid
    observed = (grid.start, frame.data_cut)
    sources = actors.read_sources(folder)
    parties = actors.read_actors(folder)
    dyads = actors.read_dyads(folder, parties)
    terms = actors.read_terms(folder, grid.start)
    sets = actors.index_sets(parties, dyads, terms)
    measures = variables.read_variables(folder, sets)
    tools = levers.read_levers(folder, terms, sources)
    names = policies.Names(grid, terms, tools, measures, sets, sources)
    paths = policies.read_policies(folder, names)
    outcomes = scenarios.read_scenarios(folder)
    priors = read_parameters(folder, sets | variables.chains(measures), sources)
    classes = (*outcomes.scenarios, outcomes.ambiguous)
    seen = OpinionNames(classes, priors, sources, frame.data_cut)
    return Case(
        name=frame.name,
        title=frame.title,
        root=folder.root,
        digest=_digest(folder.root),
        grid=grid,
        data_cut=frame.data_cut,
        default_policies=head.default_policies(frame, policies.policy_names(folder)),
        variant=head.variant(frame),
        ambiguous=outcomes.ambiguous,
        actors=parties,
        dyads=dyads,
        terms=terms,
        levers=tools,
        lever_history=levers.read_lever_history(folder, tools, sources, observed),
        parameters=priors,
        policies=paths,
        shocks=shocks.read_shocks(folder, measures, grid),
        history=variables.read_history(folder, measures, sets, sources, observed),
        variables=measures,
        thresholds=outcomes.thresholds,
        definitions=outcomes.definitions,
        scenarios=outcomes.scenarios,
        readings=outcomes.readings,
        indicators=notes.read_indicators(folder, outcomes.scenarios),
        statements=notes.read_statements(folder),
        sources=sources,
        sets=sets,
        relations=read_relations(folder, dyads, measures, tools, sets),
        evidence=_evidence(folder, parties, seen, observed),
    )


def _evidence(
    folder: Folder, parties: Collection[str], names: OpinionNames, observed: tuple[date, date]
) -> Evidence:
    kinds = read_kernels(folder, parties, names.sources, observed)
    documents = evidence.read_documents(folder, names.sources, names.data_cut)
    known = evidence.Known(documents, kinds.codes, names.sources, names.data_cut)
    return Evidence(
        documents=documents,
        claims=evidence.read_claims(folder, known),
        reliability=read_reliability(folder, names.sources),
        kernels=kinds.kernels,
        opinions=read_opinions(folder, names),
    )
