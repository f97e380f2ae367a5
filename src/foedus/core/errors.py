"""One tree of errors. Each says what is wrong, where, and what to do about it.

The command line prints one line per error and leaves with status 2; nothing
in the package prints or exits by itself. A fault that the user cannot mend
(a bug of ours) stays an ordinary Python exception and shows its traceback.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches


class FoedusError(Exception):
    """A fault that a user can mend.

    Parameters
    ----------
    what : the fault in one clause, without a full stop.
    where : file, file:line, option or name it was found at; may be empty.
    remedy : what to do, in one clause; may be empty.

    >>> print(FoedusError("no such file", where="case.toml", remedy="run `foedus init`"))
    case.toml: no such file; run `foedus init`
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        place = f"{where}: " if where else ""
        advice = f"; {remedy}" if remedy else ""
        super().__init__(f"{place}{what}{advice}")


class CaseFault(FoedusError):
    """One fault of a case on disk."""


class CaseFaults(FoedusError):
    """Every fault found in a case, together, so that one pass mends them all."""

    def __init__(self, faults: Sequence[CaseFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class BadOption(FoedusError):
    """A value given on the command line or to a public function is unusable."""


class UnknownName(FoedusError):
    """A name that is not among the known ones, which the message lists.

    >>> print(UnknownName("policy", "biden-2025", ["biden", "biden-from-2025"]))
    unknown policy 'biden-2025'; did you mean 'biden-from-2025'? known: biden, biden-from-2025
    """

    def __init__(self, kind: str, name: str, known: Iterable[str], *, where: str = "") -> None:
        names = sorted(known)
        near = get_close_matches(name, names, n=1)
        hint = f"did you mean '{near[0]}'? " if near else ""
        super().__init__(
            f"unknown {kind} '{name}'", where=where, remedy=f"{hint}known: {', '.join(names)}"
        )


class PlanError(FoedusError):
    """Mechanisms that do not fit together: two writers, a loop, an undeclared read."""


class ExpressionError(FoedusError):
    """A predicate that is not in the small language of scenario files."""


class FitFailed(FoedusError):
    """A fit whose diagnostics forbid its use."""
