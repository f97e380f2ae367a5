"""Each fault a user can make in the files on evidence, with the line that mends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.case.find import OPTIONAL
from foedus.case.load import load_case
from foedus.core.errors import CaseFaults
from foedus.ensemble.kernel_fit import check_kernels

Edit = Callable[[str, str, str], Path]


def faults_of(root: Path) -> list[str]:
    with pytest.raises(CaseFaults) as caught:
        load_case(root)
    return [str(fault) for fault in caught.value.faults]


RECORDS = {
    "an unknown document": (
        "evidence.csv",
        "tariff-1,register",
        "tariff-1,registre",
        ["evidence.csv:2: unknown document 'registre'; did you mean 'register'?"],
    ),
    "a misspelt actor": (
        "evidence.csv",
        "day,RUS,POL",
        "day,RSU,POL",
        ["evidence.csv:3: unknown actor 'RSU'; did you mean 'RUS'?"],
    ),
    "an actor of whom the case knows nothing": (
        "evidence.csv",
        "day,RUS,POL",
        "day,KEN,POL",
        ["evidence.csv:3: unknown actor 'KEN'; list it in `outside` of kernels.toml"],
    ),
    "an unknown action": (
        "evidence.csv",
        "ASSAULT,war",
        "ATTACK,war",
        ["evidence.csv:3: unknown action 'ATTACK'; none of the 16 known ones is like it"],
    ),
    "an unknown domain": (
        "evidence.csv",
        "ceasefire-peace;war",
        "ceasefire-peace;wra",
        ["evidence.csv:4: unknown domain 'wra'; did you mean 'war'?"],
    ),
    "no domain": (
        "evidence.csv",
        "SANCTION,trade-tariff",
        "SANCTION,",
        [
            "evidence.csv:2: domain: empty; name one or more of defence-spending, force-posture, "
            "command, military-aid, arms-trade, arms-control, nuclear, training-exercise, "
            "intelligence, trade-tariff, sanctions, industry-technology, diplomacy, enlargement, "
            "alliance-commitment, war, ceasefire-peace, domestic-politics, other"
        ],
    ),
    "an unknown modality": (
        "evidence.csv",
        "forecast,-1",
        "forecasted,-1",
        ["evidence.csv:4: unknown modality 'forecasted'; did you mean 'forecast'?"],
    ),
    "a polarity of its own": (
        "evidence.csv",
        "forecast,-1",
        "forecast,0",
        ["evidence.csv:4: unknown polarity '0'; known: 1, -1"],
    ),
    "an unknown class of sources": (
        "evidence.csv",
        "official statement",
        "offical statement",
        [
            "evidence.csv:3: unknown source_class 'offical statement'; "
            "did you mean 'official statement'?"
        ],
    ),
    "a root of two classes": (
        "evidence.csv",
        "peace,agency,wire agency",
        "peace,agency,commentary",
        [
            "evidence.csv:4: source_class: root 'agency' is 'wire agency' in line 2; "
            "a root has one class; rename one of the roots"
        ],
    ),
    "what happened before it began": (
        "evidence.csv",
        "2017-05-01,2017-05-31,month",
        "2017-06-01,2017-06-30,month",
        [
            "evidence.csv:2: start: actual, but begins on 2017-06-01, after 2017-05-03; "
            "mend a date, or code it as announced"
        ],
    ),
    "known before its document": (
        "evidence.csv",
        "release,2017-03-01",
        "release,2017-02-01",
        [
            "evidence.csv:3: published: 2017-02-01 is before its document of 2017-03-01; "
            "give the day of the document, or a later one"
        ],
    ),
    "known after the end of the data": (
        "evidence.csv",
        "register,2017-06-01",
        "register,2018-06-01",
        ["evidence.csv:4: published: 2018-06-01 is after 2018-01-01; give a date up to 2018-01-01"],
    ),
    "an end before the start": (
        "evidence.csv",
        "2017-05-01,2017-05-31",
        "2017-05-01,2017-04-30",
        ["evidence.csv:2: end: 2017-04-30 is before 2017-05-01; give a date from 2017-05-01 on"],
    ),
    "a month of a year": (
        "evidence.csv",
        "2017-05-01,2017-05-31,month",
        "2016-05-01,2017-05-01,month",
        [
            "evidence.csv:2: precision: 2016-05-01 to 2017-05-01 is longer than a month; "
            "choose a coarser one"
        ],
    ),
    "a date of what has none": (
        "evidence.csv",
        "2017-06-01,,,none",
        "2017-06-01,2017-06-01,,none",
        ["evidence.csv:4: start: given, though precision is none; leave start and end empty"],
    ),
    "a number in another form": (
        "evidence.csv",
        "25|%|tariff|exact",
        "25 %",
        ["evidence.csv:2: quantity: '25 %' has 1 parts, not 4; write value|unit|of|bound"],
    ),
    "a number that is none": (
        "evidence.csv",
        "25|%|tariff|exact",
        "some|%|tariff|exact",
        ["evidence.csv:2: quantity: 'some' is not a number; write a number such as 0.25"],
    ),
    "an unknown bound": (
        "evidence.csv",
        "25|%|tariff|exact",
        "25|%|tariff|exactly",
        ["evidence.csv:2: unknown quantity 'exactly'; did you mean 'exact'?"],
    ),
    "a record twice": (
        "evidence.csv",
        "war-1,release",
        "tariff-1,release",
        ["evidence.csv:3: id 'tariff-1' is there already; see line 2; keep one of the two"],
    ),
    "an unknown language": (
        "documents.csv",
        "project,vi",
        "project,fr",
        ["documents.csv:3: unknown language 'fr'; known: en, vi"],
    ),
    "a document without a public origin": (
        "documents.csv",
        "data release,yearbook",
        "data release,yearbok",
        ["documents.csv:2: unknown source 'yearbok'; did you mean 'yearbook'?"],
    ),
}

CLASSES = {
    "a class missing": (
        "source_classes.csv",
        'wire agency,"Beta(57, 3)","Beta(2, 98)",Fixed(0.1),judgement,,Agencies,Hãng tin\n',
        "",
        ["source_classes.csv: no row for 'wire agency'; give each class one row"],
    ),
    "a prior that leaves the unit interval": (
        "source_classes.csv",
        '"Beta(57, 3)"',
        '"Normal(1, 3)"',
        [
            "source_classes.csv:4: sensitivity: Normal(1, 3) may leave (0, 1); "
            "write Beta(a, b), or Fixed(value) with a value between 0 and 1"
        ],
    ),
    "certainty": (
        "source_classes.csv",
        "Fixed(0.05)",
        "Fixed(1)",
        [
            "source_classes.csv:7: recheck: Fixed(1) may leave (0, 1); "
            "write Beta(a, b), or Fixed(value) with a value between 0 and 1"
        ],
    ),
    "a prior that cannot be read": (
        "source_classes.csv",
        '"Beta(57, 3)"',
        '"Beta(57)"',
        ["source_classes.csv:4: sensitivity: Beta takes 2 arguments, not 1; write Beta(a, b)"],
    ),
    "a source that speaks for the contrary": (
        "source_classes.csv",
        '"Beta(11, 9)","Beta(8, 12)"',
        '"Beta(8, 12)","Beta(11, 9)"',
        [
            "source_classes.csv:9: false_alarm: mean 0.55 is not below that of sensitivity, 0.4; "
            "such a source would speak for the contrary"
        ],
    ),
}

KERNELS = {
    "no way to take a claim": (
        "kernels.toml",
        'aside = { en = "words move nothing", vi = "lời nói không làm thay đổi gì" }\n',
        "",
        [
            "kernels.toml:14: kernel 'words' has no when, prior or aside; "
            "give exactly one of when, prior, aside"
        ],
    ),
    "two ways": (
        "kernels.toml",
        'action = ["AGREE"]\n',
        'action = ["AGREE"]\nwhen = "trade.level >= 1"\n',
        [
            "kernels.toml:52: kernel 'contract' has when and prior; "
            "give exactly one of when, prior, aside"
        ],
    ),
    "an announcement of nothing": (
        "kernels.toml",
        'action = ["AGREE"]\n',
        'action = ["AGREE"]\nannouncement = "trade.level >= 1"\n',
        [
            "kernels.toml:52: kernel 'contract' has announcement but no when; "
            "add when, or remove announcement"
        ],
    ),
    "silence about what the kernel has not": (
        "kernels.toml",
        'announcement = "trade.level >= 1"\n',
        "",
        [
            "kernels.toml:20: kernel 'tariff' watches its announcement, which it has not; "
            "mend `of` of its silence"
        ],
    ),
    "words of an action that is not its own": (
        "kernels.toml",
        'hold = "all"\n',
        'hold = "all"\nwords = { REJECT = ["leave"] }\n',
        ["kernels.toml:31: REJECT: is no action of this kernel; list it in action, or remove it"],
    ),
    "a kernel twice": (
        "kernels.toml",
        'name = "attack"',
        'name = "tariff"',
        ["kernels.toml:35: kernel 'tariff' is there already; see line 20; rename one of the two"],
    ),
    "an unknown group": (
        "kernels.toml",
        'target = ["ally", "TWN"]',
        'target = ["allly", "TWN"]',
        ["kernels.toml:24: unknown actor or group 'allly'; did you mean 'ally'?"],
    ),
    "a group of strangers": (
        "kernels.toml",
        'ally = ["POL", "DEU"]',
        'ally = ["POL", "DUE"]',
        ["kernels.toml:12: unknown actor 'DUE'; did you mean 'DEU'?"],
    ),
    "a group named like an actor": (
        "kernels.toml",
        'ally = ["POL", "DEU"]',
        'ally = ["POL", "DEU"]\nPOL = ["POL"]',
        ["kernels.toml:13: group 'POL' is an actor too; rename the group"],
    ),
    "an unknown action of a kernel": (
        "kernels.toml",
        'action = ["AGREE"]\n',
        'action = ["AGRE"]\n',
        ["kernels.toml:55: unknown action 'AGRE'; did you mean 'AGREE'?"],
    ),
    "a precision left out": (
        "kernels.toml",
        "none = [6, 0]\n",
        "",
        ["kernels.toml:3: no key 'none'; add none = … to [slack]"],
    ),
    "one month for two": (
        "kernels.toml",
        "none = [6, 0]",
        "none = [6]",
        ["kernels.toml:9: none: 1 numbers, not 2; write [months before, months after]"],
    ),
    "half a month": (
        "kernels.toml",
        "none = [6, 0]",
        "none = [6, 0.5]",
        ["kernels.toml:9: none: 0.5 is not a whole number; count in whole months or levels"],
    ),
    "an intent that hinders": (
        "kernels.toml",
        "given = 0.25",
        "given = 0.05",
        [
            "kernels.toml:32: given: 0.05 with the intent is below 0.08 without; "
            "an intent makes its act no less likely"
        ],
    ),
    "a certain intent": (
        "kernels.toml",
        "prior = 0.15",
        "prior = 1",
        ["kernels.toml:32: prior: 1 does not lie between 0 and 1; nothing is certain beforehand"],
    ),
    "a number that may be missing": (
        "kernels.toml",
        "without = [1, 4]\n",
        "",
        [
            "kernels.toml:49: span: a claim may come without a number; "
            "add without = [low, high] or required = true"
        ],
    ),
    "a span from high to low": (
        "kernels.toml",
        "span = [1, 10]",
        "span = [10, 1]",
        ["kernels.toml:49: span: 10 is not below 1; write [low, high]"],
    ),
    "a unit that counts nothing": (
        "kernels.toml",
        "brigades = 1,",
        "brigades = 0,",
        [
            "kernels.toml:47: brigades: not above 0; "
            "give the units of the model in one unit of the claim"
        ],
    ),
    "silence watched past the data": (
        "kernels.toml",
        "to = 2017-12-31",
        "to = 2019-12-31",
        ["kernels.toml:33: to: 2019-12-31 is after 2018-01-01; give a date up to 2018-01-01"],
    ),
}

OPINIONS = {
    "neither a probability nor a rank": (
        "opinions.csv",
        "Rút khỏi,,1,S2",
        "Rút khỏi,,,S2",
        [
            "opinions.csv:3: probability: probability and rank: neither is given; "
            "give one of the two"
        ],
    ),
    "a probability of two": (
        "opinions.csv",
        "trước 2018,0.2",
        "trước 2018,2",
        ["opinions.csv:2: probability: 2 lies outside [0, 1]; write a number in [0, 1]"],
    ),
    "an unknown scenario": (
        "opinions.csv",
        "1,S2,",
        "1,S9,",
        ["opinions.csv:3: unknown scenario 'S9'; known: S1-weak, S1-core, S2, S2b, S1"],
    ),
    "a prior that was set by nothing": (
        "opinions.csv",
        "effort.b_req",
        "effort.b_rek",
        ["opinions.csv:2: unknown parameter 'effort.b_rek'; did you mean 'effort.b_req'?"],
    ),
    "an outcome without its day": (
        "opinions.csv",
        "2017-12-31,0,2017-12-31",
        "2017-12-31,0,",
        [
            "opinions.csv:2: resolved: empty, though the question is resolved; "
            "give outcome and day, or neither"
        ],
    ),
    "a horizon before the forecast": (
        "opinions.csv",
        "2020-01-20,,,,coding,a ranking",
        "2015-01-20,,,,coding,a ranking",
        [
            "opinions.csv:3: horizon: 2015-01-20 is before 2016-01-01; "
            "give a date from 2016-01-01 on"
        ],
    ),
}

BROKEN = RECORDS | CLASSES | KERNELS | OPINIONS


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_is_named_placed_and_mended(name: str, edit: Edit) -> None:
    file, old, new, expected = BROKEN[name]
    assert sorted(faults_of(edit(file, old, new))) == sorted(expected)


def test_all_faults_come_at_once(edit: Edit) -> None:
    edit("kernels.toml", "given = 0.25", "given = 0.05")
    edit("evidence.csv", "day,RUS,POL", "day,RSU,POL")
    root = edit("opinions.csv", "trước 2018,0.2", "trước 2018,2")
    assert [fault.split(": ")[0] for fault in faults_of(root)] == [
        "evidence.csv:3",
        "kernels.toml:32",
        "opinions.csv:2",
    ]


@pytest.mark.parametrize("name", OPTIONAL)
def test_each_file_may_be_left_out(name: str, minimal_case: Path) -> None:
    (minimal_case / name).unlink()
    if name == "documents.csv":
        (minimal_case / "evidence.csv").unlink()
    elif name == "kernels.toml":
        # evidence may then name no actor but those of the case, and names none
        assert not load_case(minimal_case).evidence.kernels
    load_case(minimal_case)


def test_records_without_their_documents(minimal_case: Path) -> None:
    (minimal_case / "documents.csv").unlink()
    assert faults_of(minimal_case) == [
        "documents.csv: no such file; evidence.csv needs it",
    ]


EXPRESSIONS = {
    "an unknown variable": (
        "kernels.toml",
        'when = "trade.level >= 2"',
        'when = "trade.levle >= 2"',
        "kernels.toml:20: when of kernel 'tariff': unknown name 'trade.levle'; "
        "did you mean 'trade.level'?",
    ),
    "a bound without a quantity": (
        "kernels.toml",
        'when = "trade.level >= 2"',
        'when = "trade.level >= low"',
        "kernels.toml:20: when of kernel 'tariff': unknown name 'low'; "
        "add [kernel.quantity], which binds low and high",
    ),
    "one answer for all months": (
        "kernels.toml",
        'when = "trade.level >= 2"',
        'when = "end(trade.level) >= 2"',
        "kernels.toml:20: when of kernel 'tariff' is no condition month by month: "
        "'end(trade.level) >= 2'; "
        "compare a variable, as in trade.level >= 2; leave end(…) and first(…) out",
    ),
    "a number for a condition": (
        "kernels.toml",
        'threat = "trade.level >= 1"',
        'threat = "trade.level + 1"',
        "kernels.toml:20: threat of kernel 'tariff' is no condition month by month: "
        "'trade.level + 1'; "
        "compare a variable, as in trade.level >= 2; leave end(…) and first(…) out",
    ),
    "an opinion about months": (
        "opinions.csv",
        "end(war.state) == war",
        "war.state == war",
        "opinions.csv:2: opinion 'market': 'war.state == war' gives no single answer for a "
        "trajectory; take end(…), happened(first(…)) or within(…) of what changes by month",
    ),
}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_an_expression_that_does_not_fit_the_model(name: str, edit: Edit) -> None:
    file, old, new, expected = EXPRESSIONS[name]
    with pytest.raises(CaseFaults) as caught:
        check_kernels(load_case(edit(file, old, new)))
    assert [str(fault) for fault in caught.value.faults] == [expected]


def test_expressions_of_a_sound_case_fit(minimal_case: Path) -> None:
    check_kernels(load_case(minimal_case))
