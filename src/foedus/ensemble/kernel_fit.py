"""Whether the expressions of kernels and opinions can be worked out on a path of the model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from foedus.case.evidence_records import Kernel
from foedus.case.records import Case
from foedus.core.errors import CaseFault, CaseFaults, ExpressionError
from foedus.ensemble.language import Expression, Path, Vocabulary
from foedus.ensemble.outcomes import TRIAL, compile_tried, vocabulary

BOUND = {"low": 0.0, "high": 1.0}
"""Names that a kernel with `quantity` may use besides those of predicates."""


def check_kernels(case: Case) -> None:
    """Raise `CaseFaults` with every expression of the evidence that does not fit the model."""
    words = vocabulary(case)
    faults = [*_of_kernels(case, words), *_of_opinions(case, words)]
    if faults:
        raise CaseFaults(faults)


def _of_kernels(case: Case, words: Vocabulary) -> Iterator[CaseFault]:
    with_bounds = replace(words, constants={**words.constants, **BOUND})
    for kernel in case.evidence.kernels.values():
        for name in ("when", "announcement", "threat"):
            text = getattr(kernel, name)
            if text:
                yield from _of_kernel(kernel, name, text, with_bounds if kernel.sizes else words)


def _of_kernel(kernel: Kernel, name: str, text: str, words: Vocabulary) -> Iterator[CaseFault]:
    where = str(kernel.place)
    try:
        compiled = compile_tried(text, words, where=where, decides=False)
    except ExpressionError as fault:
        what = f"{name} of kernel '{kernel.name}': {fault.what}"
        unbound = any(fault.what == f"unknown name '{bound}'" for bound in BOUND)
        remedy = "add [kernel.quantity], which binds low and high" if unbound else fault.remedy
        yield CaseFault(what, where=where, remedy=remedy)
        return
    if not _monthly(compiled):
        what = f"{name} of kernel '{kernel.name}' is no condition month by month: '{text}'"
        remedy = "compare a variable, as in trade.level >= 2; leave end(…) and first(…) out"
        yield CaseFault(what, where=where, remedy=remedy)


def _monthly(compiled: Expression) -> bool:
    path = Path(dict.fromkeys(compiled.needs or {"none"}, np.zeros(TRIAL, np.float32)), 1)
    answer = np.asarray(compiled.evaluate(path, {}))
    return answer.shape == TRIAL and answer.dtype == np.bool_


def _of_opinions(case: Case, words: Vocabulary) -> Iterator[CaseFault]:
    for opinion in case.evidence.opinions.values():
        if opinion.expression:
            where = str(opinion.place)
            try:
                compile_tried(opinion.expression, words, where=where, decides=True)
            except ExpressionError as fault:
                what = f"opinion '{opinion.id}': {fault.what}"
                yield CaseFault(what, where=where, remedy=fault.remedy)
