"""What `foedus show` can show of the evidence of a case, each view as one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from foedus.case.evidence_records import Amount, Kernel
from foedus.case.fitting import kernel_of
from foedus.case.priors import write_prior
from foedus.case.records import Case
from foedus.cli.sheet import Sheet, in_language, written


def evidence(case: Case, lang: str) -> Sheet:
    """Coded records in the order in which they became known, with the kernel that takes each."""
    found = case.evidence
    rows = [
        (
            c.id,
            str(c.published),
            in_language(c.summary, lang),
            f"{' '.join(c.actor)} {c.action} {' '.join(c.target)}".strip(),
            c.modality if c.polarity == 1 else f"{c.modality} that not",
            _days(c.start, c.end),
            "; ".join(_amount(q) for q in c.quantity),
            kernel.name if (kernel := kernel_of(found.kernels, c)) else "",
            c.root,
            c.source_class,
        )
        for c in found.claims.values()
    ]
    columns = (
        "id", "published", "summary", "act", "modality", "days", "quantity", "kernel", "root",
        "source_class",
    )  # fmt: skip
    return Sheet("Evidence", columns, rows)


def documents(case: Case, lang: str) -> Sheet:
    """Where the records were read."""
    rows = [
        (
            d.key,
            in_language(d.title, lang),
            d.publisher,
            d.language,
            str(d.published or ""),
            d.source_class,
            sum(c.doc == d.key for c in case.evidence.claims.values()),
            d.origin,
        )
        for d in case.evidence.documents.values()
    ]
    columns = (
        "key", "title", "publisher", "language", "published", "source_class", "claims", "origin",
    )  # fmt: skip
    return Sheet("Documents", columns, rows)


def kernels(case: Case, lang: str) -> Sheet:
    """Kinds of events, the most specific first: what each takes, asks of a path, and adds."""
    rows = [
        (
            k.name,
            in_language(k.label, lang),
            _parties(k),
            " ".join(sorted(k.action)),
            " ".join(sorted(k.domain)) or "any",
            "; ".join(_conditions(k)),
            in_language(k.aside, lang) if k.aside else "; ".join(_also(k)),
        )
        for k in case.evidence.kernels.values()
    ]
    columns = ("kernel", "label", "parties", "action", "domain", "condition", "also")
    return Sheet("Kernels", columns, rows)


def source_classes(case: Case, lang: str) -> Sheet:
    """How far each class of sources is to be believed."""
    rows = [
        (
            r.source_class,
            write_prior(r.sensitivity),
            write_prior(r.false_alarm),
            write_prior(r.recheck),
            r.basis,
            r.source,
            in_language(r.meaning, lang),
        )
        for r in case.evidence.reliability.values()
    ]
    columns = ("class", "sensitivity", "false_alarm", "recheck", "basis", "source", "meaning")
    return Sheet("Classes of sources", columns, rows)


def opinions(case: Case, lang: str) -> Sheet:
    """Forecasts of others; one that set a prior is no check of it."""
    rows = [
        (
            o.id,
            o.kind,
            in_language(o.who, lang),
            str(o.published),
            in_language(o.question, lang),
            o.probability,
            o.rank,
            o.scenario or o.expression,
            str(o.horizon),
            o.outcome,
            o.set_prior,
        )
        for o in case.evidence.opinions.values()
    ]
    columns = (
        "id", "kind", "who", "published", "question", "probability", "rank", "about", "horizon",
        "outcome", "set_prior",
    )  # fmt: skip
    return Sheet("Opinions", columns, rows)


def _days(start: object, end: object) -> str:
    if start is None:
        return ""
    return str(start) if start == end else f"{start} to {end}"


def _amount(amount: Amount) -> str:
    bound = "" if amount.bound == "exact" else f"{amount.bound} "
    return f"{bound}{written(amount.value)} {amount.unit}"


def _parties(kernel: Kernel) -> str:
    arrow = "->" if kernel.directed else "--"
    return f"{_side(kernel.actor)} {arrow} {_side(kernel.target)}"


def _side(codes: Iterable[str]) -> str:
    names = sorted(codes)
    # the thirty members of an alliance would fill the screen in every row
    return f"{' '.join(names[:4])} … ({len(names)})" if len(names) > 6 else " ".join(names) or "any"


def _conditions(kernel: Kernel) -> Iterator[str]:
    for modality, text in (
        ("actual", kernel.when),
        ("announced", kernel.announcement),
        ("threatened", kernel.threat),
    ):
        if text:
            yield f"{modality}: {text}"


def _also(kernel: Kernel) -> Iterator[str]:
    """What a kernel says besides its conditions."""
    sizes, intent, silence, base = kernel.sizes, kernel.intent, kernel.silence, kernel.base_rate
    if sizes:
        need = "" if sizes.required else " or none"
        span = f"{sizes.span[0]:g} to {sizes.span[1]:g}"
        yield f"{', '.join(sizes.units)}{need}: {span}, within {100 * sizes.tolerance:g} %"
    if base:
        yield f"prior {base.probability:g} in {base.months} months"
    if intent:
        odds = f"{intent.given:g}, else {intent.otherwise:g}, in {intent.months} months"
        yield f"intent {intent.prior:g}: {odds}"
    if silence:
        yield f"silence: recall {silence.recall:g} from {silence.start} to {silence.end}"
