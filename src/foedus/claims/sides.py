"""Who acts and on whom: subject and object of a trigger.

The subject is the last name before the verb that no preposition governs; then
names that only qualify a noun ("American weapons"), then "of" phrases. A clause
without one inherits: a relative clause from the name before it, any other from
the clause before, a sentence from the text. In the passive the agent follows
"by" or stands between "bị" and the verb. What the clause leaves open is
looked for elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from foedus.claims.actors import Codes, Memory, anaphor, has_person
from foedus.claims.clauses import Clause
from foedus.claims.part import Part
from foedus.claims.trigger import Trigger
from foedus.core.codebook import Action

_OF = frozenset({"of", "của", "thuộc", "'s", "s'", "từ phía"})
_FROM = frozenset({"from", "từ"})
WHERE = frozenset({"in", "at", "near", "around", "inside", "across", "outside", "tại", "ở", "gần",
                    "quanh", "trên", "trong", "khắp", "off", "over", "from within"})  # fmt: skip
_BY = frozenset({"by", "bởi"})
_SOURCE = frozenset({"theo", "according to", "in the view of", "by the count of"})
TOGETHER: frozenset[Action] = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_PLACED: frozenset[Action] = frozenset({"RETREAT", "MOBILIZE", "ASSAULT", "COERCE"})
_ALONE = frozenset({"n.spending", "n.pledge", "n.industry", "n.draft", "n.nuke"})
_AT_HOME: frozenset[Action] = frozenset({"REJECT", "ACCUSE", "REQUEST"})
"""What a parliament may do to its own government."""
_JUDGING: frozenset[Action] = frozenset({"ACCUSE", "REJECT", "SUPPORT", "PROTEST"})
"""Done to whoever did what is judged: "criticise the pause in American arms for Ukraine"."""
_FOR = frozenset({"for", "to", "cho", "with", "với", "into"})
_DIRECT: frozenset[Action] = frozenset({"AID", "SUPPORT", "ACCUSE", "REQUEST", "SANCTION"})
"""Done to whoever stands right behind the verb."""
_PRONOUNS = frozenset({"r.person", "r.thing", "r.both", "r.alliance", "r.four"})
_MUTUAL: frozenset[Action] = TOGETHER | {"SUPPORT"}
"""What two do to one another: "xích lại gần nhau giữa Mỹ và Nga"."""
_BETWEEN = frozenset({"between", "giữa", "among"})
_SHORT = 5


@dataclass(slots=True)
class Reading:
    """What the parts of one sentence stand for, as far as it has been read."""

    text: str
    memory: Memory
    code: Callable[[Part], Codes]

    def stands_for(self, part: Part) -> Codes:
        """The codes of a group, pronoun or title; () for any other part."""
        if part.kind in ("actor", "place"):
            return self.code(part)
        if part.kind.startswith("r.") and part.kind != "r.src":
            return anaphor(part, self.text, self.memory)
        return ()


def subject(clause: Clause, at: int, read: Reading) -> Codes:
    """The codes of the subject of the part at `at`, within the clause alone."""
    ranked = []
    for i, part in enumerate(clause.parts[:at]):
        rank = _subject_rank(part)
        if part.kind == "r.title" and (seat := _seat_of(clause.parts[i + 1 : at])):
            return read.stands_for(seat)  # "parliament in Ankara"
        if rank is not None and (codes := read.stands_for(part)):
            ranked.append((rank, -i, codes))
    found = min(ranked)[2] if ranked else ()
    return tuple(dict.fromkeys((*found, *_company(clause, read)))) if found else ()


def _seat_of(parts: Sequence[Part]) -> Part | None:
    """The state that a title right before it belongs to, by a preposition."""
    if len(parts) > 1 and parts[0].kind in ("c.loc", "c.of") and parts[1].kind == "actor":
        return parts[1] if parts[1].preposition else None
    return None


def _company(clause: Clause, read: Reading) -> Codes:
    """Whom the subject acts along with: "together with Canada"."""
    for i, (one, two) in enumerate(pairwise(clause.parts)):
        if one.kind == "c.along" and two.kind == "actor":
            return read.stands_for(two)
        if i and one.kind == "c.and" and two.kind == "r.alliance":
            return read.stands_for(clause.parts[i - 1])  # "Tokyo và khối"
    return ()


def _subject_rank(part: Part) -> int | None:
    if part.kind == "actor":
        if part.preposition in _OF or part.preposition in _FROM:
            return 2
        if part.preposition:
            return None
        return 1 if part.modifier else 0
    if part.kind in _PRONOUNS:
        return 0
    return 3 if part.kind == "r.title" else None


def inherited(clauses: Sequence[Clause], n: int, subjects: Sequence[Codes], read: Reading) -> Codes:
    """The subject of a clause that names none."""
    behind = subjects[n + 1] if n + 1 < len(clauses) and clauses[n + 1].opened == "mark" else ()
    if behind and clauses[n].opened == "when":
        return behind
    if clauses[n].opened == "rel" and n:
        for part in reversed(clauses[n - 1].parts):
            if part.kind == "actor" and (codes := read.stands_for(part)):
                return codes
    if n and clauses[n].opened == "but" and subjects[n - 1]:
        return subjects[n - 1]  # "Một quan chức Đức thì chê ...": a topic and its comment
    earlier = [(c.verbs, codes) for c, codes in zip(clauses[:n], subjects, strict=False) if codes]
    acting = [codes for verbs, codes in earlier if verbs]  # a list of names has no subject
    before = (acting or [codes for _, codes in earlier] or [()])[-1]
    if not before and n == 0 and behind:
        return behind  # "Speaking on the lawn, Trump ..."
    return before or _loose(clauses[:n], read)


def _loose(clauses: Sequence[Clause], read: Reading) -> Codes:
    """A name in an earlier clause that no verb took."""
    for clause in reversed(clauses):
        for part in clause.parts:
            if part.kind == "actor" and part.preposition not in WHERE:
                return read.stands_for(part)
    return ()


def agent(clause: Clause, trigger: Trigger, read: Reading) -> Codes:
    """Who does it in a passive clause."""
    for i, part in enumerate(clause.parts):
        if part.kind == "actor" and part.preposition in _BY and i > trigger.at:
            return read.stands_for(part)
    for i in range(trigger.at - 1, 0, -1):
        if clause.parts[i - 1].kind == "c.pass" and clause.parts[i].kind in ("actor", "r.title"):
            return read.stands_for(clause.parts[i])
    return ()


def target(parts: Sequence[Part], trigger: Trigger, actor: Codes, read: Reading) -> Codes:
    """Whom it is done to, among the parts behind the trigger."""
    action = trigger.act.action
    if action == "MOBILIZE" and trigger.thing in _ALONE:
        return ()
    against = trigger.part.kind == "v.counter"
    if parts and is_pronoun(parts[0]):
        return ()
    ranked = []
    for i, part in enumerate(parts):
        if (action == "REQUEST" and part.is_verb) or (
            trigger.part.kind == "v.call" and part.is_noun
        ):
            break
        direct = part.kind == "actor" and part.start == trigger.part.end + 1
        whole = not trigger.nominal and direct and not part.preposition
        straight = (against and part.kind == "actor") or (whole and action in _DIRECT)
        rank = 0 if straight else _target_rank(part, action, trigger.thing)
        if rank is None:
            continue
        all_codes = read.stands_for(part)
        codes = tuple(c for c in all_codes if c not in actor)
        at_home = all_codes == actor and trigger.act.action in _AT_HOME and not part.modifier
        if codes or (at_home and not part.preposition):
            ranked.append((rank, i, codes or actor))
    return min(ranked)[2] if ranked else ()


def is_pronoun(part: Part) -> bool:
    """A short pronoun right behind a verb: the other party, whom the memory knows."""
    return part.kind in ("r.person", "r.thing") and part.end - part.start < _SHORT


def _target_rank(part: Part, action: Action, thing: str) -> int | None:
    if part.kind in ("r.alliance", "r.both", "r.four"):
        return 1
    if part.kind == "place":
        return 3 if action in _PLACED and action != "MOBILIZE" else None
    if part.kind != "actor" or part.preposition in _BY or part.preposition in _SOURCE:
        return None
    if part.preposition in WHERE and thing == "n.envoy":
        return 1
    if part.preposition in WHERE:
        elsewhere = None if action == "CONSULT" or part.members[-1].seat else 3
        return 1 if action in _PLACED else elsewhere
    if action == "MOBILIZE":
        return 0 if part.preposition else None
    if action in _JUDGING:
        return 2 if part.preposition in _FOR else 0
    return 2 if part.modifier else 0


def together(clause: Clause, trigger: Trigger, codes: Codes) -> bool:
    """Whether a joint subject does it with one another, not with a third."""
    third = any(
        p.kind == "actor" and p.preposition in ("with", "với") for p in clause.parts[trigger.at :]
    )
    return trigger.act.action in TOGETHER and len(codes) > 1 and not third


def owner_of(clause: Clause, trigger: Trigger, read: Reading) -> Codes:
    """Whose an act is that a noun names: "thuế quan của chính quyền Trump", "talks by ..."."""
    if not named_by_noun(clause, trigger):
        return ()
    for part in clause.parts[trigger.at + 1 :]:
        beside = trigger.nominal and part.start == trigger.part.end + 1  # "hội nghị NATO"
        if part.kind == "actor" and (beside or part.preposition in (*_OF, "từ", "by")):
            return read.stands_for(part)
        if part.is_verb:
            break
    return ()


def named_by_noun(clause: Clause, trigger: Trigger) -> bool:
    """Whether a noun names the act, or a verb made one ("việc rút quân", "sự nhượng bộ")."""
    near = clause.parts[max(0, trigger.at - 2) : trigger.at]
    return trigger.nominal or any(p.kind == "c.noml" for p in near)


def between(clause: Clause, trigger: Trigger, read: Reading) -> Codes:
    """The pair of an event named by a noun: "talks between A and B", "giữa A và B"."""
    mutual = trigger.act.action in _MUTUAL and not trigger.passive
    named = named_by_noun(clause, trigger)
    if not named and not mutual:
        return ()
    for part in clause.parts if named else clause.parts[trigger.at + 1 :]:
        if part.kind == "actor" and part.preposition in _BETWEEN:
            return read.stands_for(part)
    for one, two in pairwise(clause.parts):
        if two.kind == "r.both" and read.text[one.start : one.end].lower() in _BETWEEN:
            return read.stands_for(two)
    return ()


def mentions(clause: Clause, read: Reading) -> None:
    """Let the memory hear every name of a clause, its first plain one as subject."""
    taken = False
    for part in clause.parts:
        if part.kind != "actor":
            continue
        codes = read.stands_for(part)
        plain = not part.preposition and not part.modifier
        read.memory.heard(codes, person=has_person(part), subject=plain and not taken)
        taken = taken or plain
        if len(codes) == 2:
            read.memory.pair = codes
