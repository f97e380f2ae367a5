"""Who acts and on whom, within a clause: agent of a passive, object, owner, pair.

In the passive the agent follows "by" or stands between "bị" and the verb. What
the clause leaves open is looked for elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from foedus.claims.actors import Codes
from foedus.claims.clauses import Clause
from foedus.claims.part import Part
from foedus.claims.referents import FROM, OF, WHERE, Reading
from foedus.claims.trigger import Trigger
from foedus.claims.voice import borne_at
from foedus.core.codebook import Action

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
_WITHOUT = frozenset({"without", "không"})
_THITHER = frozenset({"to", "into", "for", "sang", "tới", "đến", "về"})
_DIRECT: frozenset[Action] = frozenset({"AID", "SUPPORT", "ACCUSE", "REQUEST", "SANCTION"})
"""Done to whoever stands right behind the verb."""
_MUTUAL: frozenset[Action] = TOGETHER | {"SUPPORT"}
"""What two do to one another: "xích lại gần nhau giữa Mỹ và Nga"."""
_VISITS = frozenset({"chuyến thăm", "chuyến công du"})
"""Nouns beside which stands where one goes, not who."""
_THERE = re.compile(
    r"\b(?:at|in|to|into|through|ở|tại|tới|đến|sang)\s(?:the\s|quần đảo\s|eo biển\s|\w+\s)?$"
)
_BETWEEN = frozenset({"between", "giữa", "among"})
_SHORT = 5


def agent(clause: Clause, trigger: Trigger, read: Reading) -> Codes:
    """Who does it in a passive clause: behind "by", or between "bị" and the verb."""
    by = next((i for i, p in enumerate(clause.parts) if p.kind == "c.by" and i > trigger.at), None)
    if by is not None and (codes := _first_named(clause.parts[by:], read)):
        return codes
    borne = borne_at(clause.parts, trigger.at)
    if borne is not None:
        return _first_named(clause.parts[borne : trigger.at], read)
    return _capital(clause, trigger, read) if trigger.act.action in _JUDGING else ()


def _capital(clause: Clause, trigger: Trigger, read: Reading) -> Codes:
    """Where something is judged: "was welcomed in Seoul"."""
    for part in clause.parts[trigger.at + 1 :]:
        if part.kind == "actor" and part.preposition in WHERE and part.members[-1].seat:
            return read.stands_for(part)
    return ()


def _first_named(parts: Sequence[Part], read: Reading) -> Codes:
    """The first group of names, or title, before any verb."""
    for part in parts:
        if part.is_verb:
            return ()
        if codes := read.stands_for(part):
            return codes
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
        if part.kind == "c.neg" and read.text[part.start : part.end].lower() in _WITHOUT:
            break  # "without asking its partners"
        direct = part.kind == "actor" and part.start == trigger.part.end + 1
        whole = not trigger.nominal and direct and not part.preposition
        there = trigger.part.kind == "v.arrive" and direct  # "flown to Norway"
        straight = (against and part.kind == "actor") or (whole and action in _DIRECT) or there
        rank = 0 if straight else _target_rank(part, action, trigger.thing)
        if part.kind == "place" and action == "MOBILIZE" and not _stays(part, read.text):
            rank = None  # "near Kupiansk"
        if rank is None:
            continue
        all_codes = read.stands_for(part)
        codes = tuple(c for c in all_codes if c not in actor)
        at_home = all_codes == actor and trigger.act.action in _AT_HOME and not part.modifier
        if codes or (at_home and not part.preposition):
            ranked.append((rank, i, codes or actor))
    return min(ranked)[2] if ranked else ()


def _stays(place: Part, text: str) -> bool:
    """Whether soldiers stand in a place or go there, not near it."""
    return _THERE.search(text[max(0, place.start - 20) : place.start]) is not None


def is_pronoun(part: Part) -> bool:
    """A short pronoun right behind a verb: the other party, whom the memory knows."""
    return part.kind in ("r.person", "r.thing") and part.end - part.start < _SHORT


def _target_rank(part: Part, action: Action, thing: str) -> int | None:
    if part.kind in ("r.alliance", "r.both", "r.four"):
        return 1
    if part.kind == "place":
        return 3 if action in _PLACED else None
    if part.kind != "actor" or part.preposition in _BY or part.preposition in _SOURCE:
        return None
    if action in _JUDGING and (part.modifier or part.preposition not in WHERE):
        return 2 if part.preposition in _FOR else 0  # "the pause in American arms"
    if part.preposition in WHERE and thing == "n.envoy":
        return 1
    if part.preposition in WHERE:
        seat = part.members[-1].seat and action != "COOPERATE"  # "an office in Tokyo"
        elsewhere = None if action == "CONSULT" or seat else 3
        return 1 if action in _PLACED else elsewhere
    if action == "MOBILIZE":
        return 0 if part.preposition else None
    if action == "RETREAT" and part.preposition in _THITHER:
        return 5  # where soldiers go when they leave
    whose = 4 if action in _PLACED else 2  # "fired American rockets into Bryansk"
    return whose if part.modifier else 0


def together(clause: Clause, trigger: Trigger, codes: Codes) -> bool:
    """Whether a joint subject does it with one another, not with a third."""
    third = any(
        p.kind == "actor" and p.preposition in ("with", "với") for p in clause.parts[trigger.at :]
    )
    return trigger.act.action in TOGETHER and len(codes) > 1 and not third


def owner_of(clause: Clause, trigger: Trigger, read: Reading) -> Codes:
    """Whose an act is that a noun names: "thuế quan của chính quyền Trump", "talks by ..."."""
    if not (named_by_noun(clause, trigger) or _is_owned(clause, trigger)):
        return ()
    beside: Codes = ()
    left = trigger.act.action == "RETREAT"  # "withdrawals from Korea": whom one leaves
    owning = (*OF, "by") if left else (*OF, *FROM, "by")
    goal = read.text[trigger.part.start : trigger.part.end].lower() in _VISITS
    for part in clause.parts[trigger.at + 1 :]:
        if part.kind == "n.trade":
            break  # "lệnh cấm nhập khẩu khí đốt của Nga": whose goods, not whose ban
        if part.kind == "actor" and part.preposition in owning:
            return read.stands_for(part)
        if trigger.nominal and not goal and part.start == trigger.part.end + 1:
            beside = read.stands_for(part)  # "hội nghị NATO", but "chuyến thăm Kiev của ông Modi"
        if part.is_verb:
            break
    judged = trigger.nominal and trigger.act.action in _JUDGING
    return beside or (_capital(clause, trigger, read) if judged else ())  # "worry in Brussels"


def _is_owned(clause: Clause, trigger: Trigger) -> bool:
    """Whether a verb is a noun, its owner right behind: "bất chấp cảnh báo của Bắc Kinh"."""
    follows = clause.parts[trigger.at + 1 : trigger.at + 3]
    plain = trigger.part.shape == "plain" and len(follows) > 1 and follows[1].kind == "actor"
    return plain and follows[0].kind == "c.of" and follows[0].start == trigger.part.end + 1


def owner_before(clause: Clause, trigger: Trigger, read: Reading) -> Codes:
    """Whose an act is, right before the noun: "under heavy *American* pressure"."""
    before = clause.parts[trigger.at - 1] if trigger.nominal and trigger.at else None
    if before is None or before.kind != "actor" or before.preposition in WHERE:
        return ()
    gap = read.text[before.end : trigger.part.start]
    return read.stands_for(before) if gap in (" ", "'s ", "’s ") or gap.count(" ") == 2 else ()


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
