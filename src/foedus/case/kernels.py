"""Kinds of events: `kernels.toml`, which claims speak of each and which paths contain it.

Expressions stay text here; the language they are written in belongs to a higher layer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from foedus.case.evidence_records import Kernel
from foedus.case.faults import Faults
from foedus.case.field import Field
from foedus.case.kernel_parts import (
    Slack,
    read_base_rate,
    read_intent,
    read_silence,
    read_sizes,
    read_slack,
)
from foedus.case.records import Place
from foedus.case.text_file import Folder
from foedus.case.toml_file import Table, read_table
from foedus.core.codebook import ACTIONS, DOMAINS, Action

T = TypeVar("T", bound=str)

FILE = "kernels.toml"
_OPTIONAL = (
    "actor", "target", "domain", "words",
    "directed", "when", "announcement", "threat", "hold", "slack",
    "quantity", "intent", "silence", "prior", "aside", "fitted", "note",
)  # fmt: skip
_MANY = 1 << 10
"""Counts as the size of a set left open, which is wider than any list."""


@dataclass(frozen=True, slots=True)
class Kernels:
    """The content of `kernels.toml`; `codes` are all actors that its lists name."""

    kernels: Mapping[str, Kernel]
    codes: Collection[str]


@dataclass(frozen=True, slots=True)
class _Names:
    """What a kernel may refer to."""

    codes: Collection[str]
    groups: Mapping[str, frozenset[str]]
    sources: Collection[str]
    days: tuple[date, date]


def read_kernels(
    folder: Folder, actors: Collection[str], sources: Collection[str], days: tuple[date, date]
) -> Kernels:
    """Kernels, the most specific first; none when the case has no such file.

    `days` are the first day of the case and the last of its data.
    """
    table = read_table(folder, FILE) if folder.has(FILE) else None
    if table is None:
        return Kernels({}, actors)
    table.expect(("slack", "kernel"), ("outside", "group"))
    outside = table["outside"].list_of(str) if table["outside"].given else ()
    # without actors their own file is at fault, and no code can be told from a slip
    codes = frozenset((*actors, *outside)) if actors else frozenset()
    names = _Names(codes, _groups(table.table("group"), codes), sources, days)
    usual = read_slack(table.table("slack"), {})
    found = [_kernel(item, names, usual) for item in table.tables("kernel")]
    _check_names(found, table.faults)
    return Kernels({k.name: k for k in sorted(found, key=breadth)}, codes)


def breadth(kernel: Kernel) -> tuple[float, ...]:
    """How wide a kernel is: it sorts the more specific before the wider.

    First come those that want a number; then fewer pairs of parties; then fewer actions in
    fewer domains.
    """
    sides = [len(side) or _MANY for side in (kernel.actor, kernel.target)]
    acts = len(kernel.action) * (len(kernel.domain) or _MANY)
    return (not (kernel.sizes and kernel.sizes.required), sides[0] * sides[1], acts)


def _groups(table: Table, codes: Collection[str]) -> dict[str, frozenset[str]]:
    groups = {}
    for name in table.keys:
        field = table[name]
        members = field.list_of(str)
        if name in codes:
            field.faults.add(field.place, f"group '{name}' is an actor too", "rename the group")
        for code in members:
            if codes and code not in codes:
                field.faults.unknown(field.place, "actor", code, codes)
        groups[name] = frozenset(members)
    return groups


def _kernel(table: Table, names: _Names, usual: Slack) -> Kernel:
    table.expect(("name", "label", "action"), _OPTIONAL)
    kernel = Kernel(
        name=table["name"].text(),
        label=table["label"].both(),
        actor=_side(table["actor"], names),
        target=_side(table["target"], names),
        action=frozenset(_word(table["action"], word, ACTIONS) for word in _texts(table["action"])),
        domain=frozenset(_word(table["domain"], word, DOMAINS) for word in _texts(table["domain"])),
        words=_words(table),
        directed=table["directed"].flag() if table["directed"].given else True,
        when=table["when"].text(required=False),
        announcement=table["announcement"].text(required=False),
        threat=table["threat"].text(required=False),
        hold=table["hold"].one_of(("any", "all")) if table["hold"].given else "any",
        slack=read_slack(table.table("slack"), usual),
        sizes=read_sizes(table.table("quantity")),
        intent=read_intent(table.table("intent")),
        silence=read_silence(table.table("silence"), names.days)
        if table["silence"].given
        else None,
        base_rate=read_base_rate(table.table("prior"), names.sources)
        if table["prior"].given
        else None,
        aside=table["aside"].both() if table["aside"].given else None,
        fitted=table["fitted"].flag() if table["fitted"].given else False,
        note=table["note"].text(required=False),
        place=table.place,
    )
    _check_ways(kernel, table.faults)
    return kernel


def _words(table: Table) -> dict[Action, tuple[str, ...]]:
    """Words that an action must be told in, by action; in small letters."""
    given, wanted = table.table("words"), _texts(table["action"])
    for action in given.keys:
        if action not in wanted:
            given[action].wrong("is no action of this kernel", "list it in action, or remove it")
    return {
        _word(given[action], action, ACTIONS): tuple(
            str(word).lower() for word in given[action].list_of(str)
        )
        for action in given.keys
    }


def _check_ways(kernel: Kernel, faults: Faults) -> None:
    """Each kernel has one way to take a claim, and what belongs to that way only."""
    given = [
        name
        for name, value in (
            ("when", kernel.when),
            ("prior", kernel.base_rate),
            ("aside", kernel.aside),
        )
        if value
    ]
    if len(given) != 1:
        what = f"kernel '{kernel.name}' has {' and '.join(given) or 'no when, prior or aside'}"
        faults.add(kernel.place, what, "give exactly one of when, prior, aside")
    for name in ("announcement", "threat", "silence"):
        if getattr(kernel, name) and not kernel.when:
            what = f"kernel '{kernel.name}' has {name} but no when"
            faults.add(kernel.place, what, f"add when, or remove {name}")
    if kernel.silence and not getattr(kernel, kernel.silence.of):
        what = f"kernel '{kernel.name}' watches its {kernel.silence.of}, which it has not"
        faults.add(kernel.place, what, "mend `of` of its silence")


def _check_names(kernels: Collection[Kernel], faults: Faults) -> None:
    first: dict[str, Place] = {}
    for kernel in kernels:
        other = first.setdefault(kernel.name, kernel.place)
        if kernel.name and other is not kernel.place:
            what = f"kernel '{kernel.name}' is there already"
            faults.add(kernel.place, what, f"see line {other.line}; rename one of the two")


def _side(field: Field, names: _Names) -> frozenset[str]:
    """Codes of actors and members of groups; nothing given stands for anybody."""
    codes: set[str] = set()
    for name in _texts(field):
        if name in names.groups:
            codes |= names.groups[name]
        elif names.codes and name not in names.codes:
            field.faults.unknown(field.place, "actor or group", name, [*names.groups, *names.codes])
        else:
            codes.add(name)
    return frozenset(codes)


def _texts(field: Field) -> tuple[str, ...]:
    return field.list_of(str) if field.given else ()


def _word(field: Field, text: str, allowed: tuple[T, ...]) -> T:
    return Field(field.name, text, field.place, field.faults).one_of(allowed)
