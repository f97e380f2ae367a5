"""What a report shows besides the result: observed figures, the map of statements, the command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from foedus.ensemble.result import RunResult
from foedus.forecast.backtest.findings import Findings, read_findings
from foedus.forecast.relations.relation import Relations, relations_of
from foedus.forecast.sensitivity.records import Sensitivity
from foedus.report.observed import Observed, observe
from foedus.update.record import Ledger


@dataclass(frozen=True, slots=True)
class Material:
    """Optional matter; what is not given is left out of the report.

    observed : figures beside the paths; None asks the tables of the case.
    findings : the back-test of the case; None asks the folder of the case.
    mechanisms : for each statement (``"M05"``) the mechanisms that carry it.
    command : the words of the command line, for the manifest.
    evidence : the ledger of the run's evidence.
    relations : None works them out from the run and its tables.
    sensitivity : what moves the answer, where it was asked for.
    """

    observed: tuple[Observed, ...] | None = None
    findings: Findings | None = None
    mechanisms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    command: tuple[str, ...] = ()
    evidence: Ledger | None = None
    relations: Relations | None = None
    sensitivity: Sensitivity | None = None

    def relations_for(self, result: RunResult) -> Relations:
        """The relations given, or those of the run."""
        return self.relations or relations_of(result)

    def observed_for(self, result: RunResult) -> tuple[Observed, ...]:
        """The figures given, or those that the case's tables held on the day of the run."""
        if self.observed is not None:
            return self.observed
        return observe(result.case, result.as_of)

    def findings_for(self, result: RunResult) -> Findings | None:
        """The back-test given, or that in the folder of the case, if there is one.

        A replay of a past day has none: its scores are by figures of later days.
        """
        if result.case.known_on:
            return None
        return self.findings or read_findings(result.case.root)
