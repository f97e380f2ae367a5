"""Each fault a user can make: one thing broken in a sound case, one line that mends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.case.load import load_case
from foedus.core.errors import CaseFaults

Edit = Callable[[str, str, str], Path]


def faults_of(root: Path) -> list[str]:
    with pytest.raises(CaseFaults) as caught:
        load_case(root)
    return [str(fault) for fault in caught.value.faults]


BROKEN = {
    # the shape of a CSV file
    "a misspelt column": (
        "levers.csv",
        "zero,one,noise",
        "zero,one,nosie",
        [
            "levers.csv:1: no column 'noise'; the header is id,name,name_en,name_vi,zero,one,noise,"
            "first,second,basis,source",
            "levers.csv:1: unknown column 'nosie'; did you mean 'noise'?",
        ],
    ),
    "a column too many": (
        "dyads.csv",
        "name_vi,kind\n",
        "name_vi,kind,colour\n",
        ["dyads.csv:1: unknown column 'colour'; remove it"],
    ),
    "a column twice": (
        "dyads.csv",
        "name_vi,kind\n",
        "name_vi,kind,kind\n",
        ["dyads.csv:1: column 'kind' is there twice; keep one"],
    ),
    "a term without its column": (
        "terms.csv",
        "second,Second",
        "third,Second",
        [
            "levers.csv:1: no column 'third'; the header is id,name,name_en,name_vi,zero,one,noise,"
            "first,third,basis,source",
            "levers.csv:1: unknown column 'second'; remove it",
            "policies/pressed.toml:6: unknown term 'second'; known: first, third",
        ],
    ),
    "a comma without quotes": (
        "statements.csv",
        "Pressure raises",
        "Pressure, it is said, raises",
        [
            "statements.csv:2: 7 cells under 5 columns; "
            "put a text that holds a comma between double quotes"
        ],
    ),
    "a quote left open": (
        "sources.csv",
        '"a note, with a comma"',
        '"a note, with a comma',
        ['sources.csv:3: broken quotes (unexpected end of data); write "" for a quote'],
    ),
    "an empty cell": (
        "actors.csv",
        "RUS,Russia,Nga",
        "RUS,Russia,",
        ["actors.csv:3: name_vi: empty; write a text"],
    ),
    "a duplicate key": (
        "actors.csv",
        "ITA,Italy,Italia,state,South,ITA",
        "DEU,Italy,Italia,state,South,ITA",
        ["actors.csv:6: code 'DEU' is there already; see line 5; keep one of the two"],
    ),
    # dates
    "no date": (
        "lever_history.csv",
        "u1,2017-01-20,0.7",
        "u1,20.1.2017,0.7",
        ["lever_history.csv:3: from: '20.1.2017' is not a date; write 2027-06-01 or 2027-06"],
    ),
    "a day that does not exist": (
        "terms.csv",
        "2017-01-20",
        "2017-02-30",
        ["terms.csv:3: start: '2017-02-30' is not a date; write 2027-06-01 or 2027-06"],
    ),
    "a date before the start": (
        "history.csv",
        "law.floor,2014-01-01",
        "law.floor,2013-12-31",
        ["history.csv:5: from: 2013-12-31 is before 2014-01-01; give a date from 2014-01-01 on"],
    ),
    "history after the end of the data": (
        "lever_history.csv",
        "u1,2017-01-20",
        "u1,2018-01-20",
        ["lever_history.csv:3: from: 2018-01-20 is after 2018-01-01; give a date up to 2018-01-01"],
    ),
    "a change past the horizon": (
        "policies/pressed.toml",
        "from = 2018-07-01\nlevers",
        "from = 2028-07-01\nlevers",
        [
            "policies/pressed.toml:10: from: 2028-07-01 is after 2020-01-20; "
            "give a date up to 2020-01-20"
        ],
    ),
    "a change before its policy starts": (
        "policies/pressed.toml",
        "from = 2018-07-01\nlevers",
        "from = 2017-07-01\nlevers",
        [
            "policies/pressed.toml:10: from: 2017-07-01 is before 2018-01-01; "
            "give a date from 2018-01-01 on"
        ],
    ),
    "a month without quotes": (
        "policies/continued.toml",
        "start = 2018-01-01",
        "start = 2018-01",
        [
            "policies/continued.toml:4: not TOML: Expected newline or end of document after a "
            'statement; write "2018-01" or 2018-01-01',
        ],
    ),
    "a start inside a month": (
        "case.toml",
        "start = 2014-01-01",
        "start = 2014-01-02",
        [
            "case.toml:3: start 2014-01-02 is not the first day of a month; "
            "start is the first of a month before horizon"
        ],
    ),
    "a horizon before the start": (
        "case.toml",
        "horizon = 2020-01-20",
        "horizon = 2010-01-20",
        [
            "case.toml:4: horizon 2010-01-20 is not after start 2014-01-01; "
            "start is the first of a month before horizon"
        ],
    ),
    "data after the horizon": (
        "case.toml",
        "data_cut = 2018-01-01",
        "data_cut = 2030-01-01",
        ["case.toml:5: data_cut: 2030-01-01 is after 2020-01-20; give a date up to 2020-01-20"],
    ),
    "terms that do not cover the start": (
        "terms.csv",
        "2013-01-20",
        "2015-01-20",
        ["terms.csv:2: start: 2015-01-20 is after 2014-01-01; give a date up to 2014-01-01"],
    ),
    "terms out of order": (
        "terms.csv",
        "2017-01-20",
        "2012-01-20",
        ["terms.csv:3: start: 2012-01-20 is not after 2013-01-20 of 'first'; put terms in order"],
    ),
    # numbers
    "not a number": (
        "levers.csv",
        "0.1,0.3,0.7",
        '0.1,"0,3",0.7',
        ["levers.csv:2: first: '0,3' is not a number; write a number such as 0.25"],
    ),
    "not a finite number": (
        "levers.csv",
        "0.1,0.3,0.7",
        "0.1,nan,0.7",
        ["levers.csv:2: first: 'nan' is not a number; write a number such as 0.25"],
    ),
    "a lever above 1": (
        "lever_history.csv",
        "u1,2014-01-01,0.3",
        "u1,2014-01-01,30",
        ["lever_history.csv:2: value: 30 lies outside [0, 1]; write a number in [0, 1]"],
    ),
    "a lever of a policy below 0": (
        "policies/pressed.toml",
        "u1 = 0.9",
        "u1 = -0.9",
        ["policies/pressed.toml:11: u1: -0.9 lies outside [0, 1]; write a number in [0, 1]"],
    ),
    "a measure of nothing": (
        "relations.csv",
        "trade.level,level",
        "trade.lever,level",
        ["relations.csv:2: unknown variable 'trade.lever'; did you mean 'trade.level'?"],
    ),
    "a measure of an element that is not there": (
        "relations.csv",
        "trust.usa[East]",
        "trust.usa[Eas]",
        ["relations.csv:3: unknown element of trust.usa 'Eas'; did you mean 'East'?"],
    ),
    "a measure from a table that has no reader": (
        "relations.csv",
        "us_troops:EST",
        "us_trops:EST",
        ["relations.csv:5: unknown table 'us_trops'; did you mean 'us_troops'?"],
    ),
    "an indicator of a scenario that is not there": (
        "indicators.csv",
        "law.floor == 0,S2,",
        "law.floor == 0,S9,",
        ["indicators.csv:2: unknown scenario 'S9'; known: S1-weak, S1-core, S2, S2b"],
    ),
    "a half level": (
        "history.csv",
        "trade.level,2014-01-01,0",
        "trade.level,2014-01-01,0.5",
        ["history.csv:4: value: 0.5 is not a level; write a whole number"],
    ),
    "a level that a chain does not have": (
        "history.csv",
        "trade.level,2014-01-01,0",
        "trade.level,2014-01-01,5",
        ["history.csv:4: value: 5 lies outside [0, 4]; write a number in [0, 4]"],
    ),
    "months that are not whole": (
        "shocks/ceasefire.toml",
        "for_months = 1",
        "for_months = 1.5",
        [
            "shocks/ceasefire.toml:9: for_months: 1.5 is not a whole number; "
            "count in whole months or levels"
        ],
    ),
    "a lead that ends before it begins": (
        "indicators.csv",
        "S2,3,12",
        "S2,13,12",
        ["indicators.csv:2: lead_to: 12 lies outside [13, inf]; write a number in [13, inf]"],
    ),
    # priors
    "an unknown family": (
        "parameters.csv",
        "Normal(0.5, 0.3)",
        "Gaussian(0.5, 0.3)",
        [
            "parameters.csv:2: prior: unknown family 'Gaussian'; known: Normal, HalfNormal, "
            "PositiveNormal, Gamma, LogNormal, Beta, LogOnePlusGamma, Fixed"
        ],
    ),
    "a misspelt family": (
        "parameters.csv",
        "Normal(0.5, 0.3)",
        "Lognormal(0.5, 0.3)",
        ["parameters.csv:2: prior: unknown family 'Lognormal'; did you mean 'LogNormal'?"],
    ),
    "too few arguments": (
        "parameters.csv",
        "Normal(0.5, 0.3)",
        "Normal(0.5)",
        ["parameters.csv:2: prior: Normal takes 2 arguments, not 1; write Normal(mean, sd)"],
    ),
    "a negative sd": (
        "parameters.csv",
        "Normal(0.5, 0.3)",
        "Normal(0.5, -0.3)",
        ["parameters.csv:2: prior: sd of Normal is -0.3, not above 0; write Normal(mean, sd)"],
    ),
    "a prior that is none": (
        "parameters.csv",
        "Fixed(2)",
        "2",
        [
            "parameters.csv:6: prior: '2' is not a prior; "
            "write a family and its numbers: Normal(0, 1)"
        ],
    ),
    "an argument that is no number": (
        "parameters.csv",
        "Fixed(2)",
        "Fixed(two)",
        ["parameters.csv:6: prior: 'two' is not a number; write Fixed(value)"],
    ),
    # labels
    "a label missing": (
        "parameters.csv",
        'trust.cbar,West,"Normal(0, 0.5)",logit,judgement,-,,level\n',
        "",
        ["parameters.csv:3: label: 'trust.cbar' has no row for West; give each bloc one row"],
    ),
    "a label doubled": (
        "parameters.csv",
        "trust.cbar,West",
        "trust.cbar,East",
        [
            "parameters.csv:3: label: 'trust.cbar' has no row for West; give each bloc one row",
            "parameters.csv:5: parameter, label 'trust.cbar, East' is there already; "
            "see line 4; keep one of the two",
        ],
    ),
    "a label that the set does not have": (
        "parameters.csv",
        "trust.cbar,West",
        "trust.cbar,Wset",
        [
            "parameters.csv:3: label: 'trust.cbar' has no row for West; give each bloc one row",
            "parameters.csv:5: unknown bloc label 'Wset'; did you mean 'West'?",
        ],
    ),
    "a label left empty": (
        "parameters.csv",
        "trade.rate,1,",
        "trade.rate,,",
        [
            "parameters.csv:7: label: empty, but 'trade.rate' has labels; "
            "give every row a label, or none"
        ],
    ),
    "a level missing": (
        "parameters.csv",
        "trade.rate,1,",
        "trade.rate,2,",
        ["parameters.csv:6: label: 'trade.rate' has no row for 1; give each level one row"],
    ),
    "two bases of one parameter": (
        "parameters.csv",
        '"Gamma(2, 0.4)",1/yr,judgement,-,,',
        '"Gamma(2, 0.4)",1/yr,data,-,yearbook,',
        [
            "parameters.csv:7: basis: 'data' differs from 'judgement' of the first label; "
            "see line 6; one parameter has one basis"
        ],
    ),
    "data without a source": (
        "parameters.csv",
        "panel,yearbook",
        "panel,",
        ["parameters.csv:2: source: empty; write a text"],
    ),
    # names
    "an unknown basis": (
        "levers.csv",
        "0.7,judgement,coding",
        "0.7,judgment,coding",
        ["levers.csv:2: unknown basis 'judgment'; did you mean 'judgement'?"],
    ),
    "an unknown source": (
        "lever_history.csv",
        "u2,2014-01-01,0,data,yearbook;coding",
        "u2,2014-01-01,0,data,yearbok;coding",
        ["lever_history.csv:5: unknown source 'yearbok'; did you mean 'yearbook'?"],
    ),
    "an unknown actor": (
        "dyads.csv",
        "USA-RUS,USA,RUS",
        "USA-RUS,USA,RSU",
        ["dyads.csv:3: unknown actor 'RSU'; did you mean 'RUS'?"],
    ),
    "an actor on both sides": (
        "dyads.csv",
        "USA-RUS,USA,RUS",
        "USA-RUS,USA,USA",
        ["dyads.csv:3: b: 'USA' stands on both sides; name two actors"],
    ),
    "an unknown bloc": (
        "actors.csv",
        "state,East,POL",
        "state,Easst,POL",
        ["actors.csv:4: unknown bloc 'Easst'; did you mean 'East'?"],
    ),
    "an ally without a bloc": (
        "actors.csv",
        "state,East,POL",
        "state,,POL",
        ["actors.csv:4: bloc: empty; write a text"],
    ),
    "an unknown host": (
        "actors.csv",
        "West,DEU,modelled",
        "West,DUE,modelled",
        ["actors.csv:5: unknown host 'DUE'; did you mean 'DEU'?"],
    ),
    "an unknown lever": (
        "lever_history.csv",
        "u2,2014-01-01",
        "u3,2014-01-01",
        ["lever_history.csv:5: unknown lever 'u3'; known: u1, u2"],
    ),
    "an unknown lever of a policy": (
        "policies/pressed.toml",
        "u1 = 0.9, u2 = 0",
        "u1 = 0.9, w2 = 0",
        ["policies/pressed.toml:11: unknown lever 'w2'; known: u1, u2"],
    ),
    "two levers of one name": (
        "levers.csv",
        "u2,target,",
        "u2,press,",
        ["levers.csv:3: name: 'press' is there already; see line 2; rename one"],
    ),
    "an unknown term": (
        "policies/pressed.toml",
        'column = "second"',
        'column = "secund"',
        ["policies/pressed.toml:6: unknown term 'secund'; did you mean 'second'?"],
    ),
    "an unknown variable": (
        "history.csv",
        "trade.level,2014-01-01",
        "trade.levle,2014-01-01",
        ["history.csv:4: unknown variable 'trade.levle'; did you mean 'trade.level'?"],
    ),
    "an unknown element": (
        "policies/pressed.toml",
        "trust.usa[East]",
        "trust.usa[Esat]",
        ["policies/pressed.toml:22: unknown bloc of trust.usa 'Esat'; did you mean 'East'?"],
    ),
    "an unknown state": (
        "shocks/ceasefire.toml",
        'value = "ceasefire"',
        'value = "truce"',
        [
            "shocks/ceasefire.toml:7: unknown state of war.state 'truce'; "
            "known: none, war, ceasefire"
        ],
    ),
    "an unknown set": (
        "variables.csv",
        "1,real,bloc",
        "1,real,block",
        ["variables.csv:5: unknown set 'block'; did you mean 'bloc'?"],
    ),
    "a chain without states": (
        "variables.csv",
        "none;war;ceasefire",
        "",
        [
            "variables.csv:2: states: a variable of kind 'state' needs states; "
            "write them in the order of their codes, parted by ';', for a chain only"
        ],
    ),
    # policies
    "an unknown base": (
        "policies/pressed.toml",
        'base = "continued"',
        'base = "continue"',
        ["policies/pressed.toml:5: unknown policy 'continue'; did you mean 'continued'?"],
    ),
    "a loop of bases": (
        "policies/continued.toml",
        'base = "history"',
        'base = "pressed"',
        [
            "policies/continued.toml:1: bases go round: continued -> pressed -> continued; "
            'let one be "history"',
            "policies/pressed.toml:1: bases go round: pressed -> continued -> pressed; "
            'let one be "history"',
        ],
    ),
    "an unknown default policy": (
        "case.toml",
        '["continued"]',
        '["continued", "presed"]',
        ["case.toml:6: unknown policy 'presed'; did you mean 'pressed'?"],
    ),
    "a digest inside the case": (
        "policies/continued.toml",
        'base = "history"',
        'base = "history"\nbound_to = "abc"',
        [
            "policies/continued.toml:6: bound_to in a policy of the case itself; "
            "remove it: it belongs to this case"
        ],
    ),
    "a day without a column": (
        "policies/pressed.toml",
        'column = "second"\n',
        "",
        [
            "policies/pressed.toml:6: column_from: there is no column; "
            "add column = a term, or remove it"
        ],
    ),
    "two values on one day": (
        "policies/pressed.toml",
        'from = "2018-02"',
        "from = 2018-07-01",
        [
            "policies/pressed.toml:16: 'u1' has a value from 2018-07-01 already; "
            "see line 11; keep one"
        ],
    ),
    # the shape of a TOML file
    "an unknown key": (
        "policies/pressed.toml",
        "column_from",
        "colum_from",
        ["policies/pressed.toml:7: unknown key 'colum_from'; did you mean 'column_from'?"],
    ),
    "a key missing": (
        "scenarios.toml",
        'unit = "1"\n',
        "",
        [
            "scenarios.toml:3: no key 'unit'; add unit = … to [threshold.s1_aid]",
        ],
    ),
    "one language only": (
        "scenarios.toml",
        '{ en = "Rupture", vi = "Đổ vỡ" }\nexpression',
        '{ en = "Rupture" }\nexpression',
        ['scenarios.toml:28: summary: not a text in both languages; write { en = "…", vi = "…" }'],
    ),
    "a truth that is none": (
        "scenarios.toml",
        "primary = false",
        'primary = "no"',
        ["scenarios.toml:36: primary: 'no' is neither true nor false; write true or false"],
    ),
    "a strip that is no list of numbers": (
        "scenarios.toml",
        "[0.05, 0.1, 0.15]",
        '[0.05, "0.1"]',
        ["scenarios.toml:8: strip: '[0.05, '0.1']' is not a list of numbers; write [a, b, …]"],
    ),
    # scenarios and readings
    "a part of nothing": (
        "scenarios.toml",
        'part_of = "S2"',
        'part_of = "S9"',
        ["scenarios.toml:37: unknown scenario 'S9'; known: S1-weak, S1-core, S2, S2b"],
    ),
    "a reading with an unknown scenario": (
        "scenarios.toml",
        'order = ["S2", "S1-core"]',
        'order = ["S2", "S1-core", "S7"]',
        ["scenarios.toml:45: unknown primary scenario 'S7'; known: S1-weak, S1-core, S2"],
    ),
    "a reading that leaves a class out": (
        "scenarios.toml",
        'order = ["S2", "S1-core"]',
        'order = ["S1-core"]',
        [
            "scenarios.toml:45: reading 'core' leaves out S2; "
            "classes must be exhaustive: add what is missing in its order of precedence"
        ],
    ),
    "a reading with two variants": (
        "scenarios.toml",
        'order = ["S2", "S1-core"]',
        'order = ["S2", "S1-core", "S1-weak"]',
        [
            "scenarios.toml:45: reading 'core' names 2 of S1-weak, S1-core; "
            "a reading takes exactly one of them"
        ],
    ),
    "a reading with a class twice": (
        "scenarios.toml",
        'order = ["S2", "S1-core"]',
        'order = ["S2", "S1-core", "S2"]',
        ["scenarios.toml:45: reading 'core' names 'S2' twice; keep one"],
    ),
    "an ambiguous scenario that is none": (
        "scenarios.toml",
        'ambiguous = "S1"',
        'ambiguous = "S3"',
        [
            "scenarios.toml:1: ambiguous: no primary scenario is 'S3' or 'S3-…'; "
            "name the scenario that readings vary",
            "scenarios.toml:41: reading 'weak' leaves out S1-core; "
            "classes must be exhaustive: add what is missing in its order of precedence",
            "scenarios.toml:45: reading 'core' leaves out S1-weak; "
            "classes must be exhaustive: add what is missing in its order of precedence",
        ],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_is_named_placed_and_mended(name: str, edit: Edit) -> None:
    file, old, new, expected = BROKEN[name]
    assert sorted(faults_of(edit(file, old, new))) == sorted(expected)


def test_all_faults_come_at_once_in_the_order_of_files_and_lines(edit: Edit) -> None:
    edit("actors.csv", "West,DEU,modelled", "West,DUE,modelled")
    edit("actors.csv", "state,East,POL", "state,Easst,POL")
    root = edit("terms.csv", "2017-01-20", "soon")
    assert [fault.split(": ")[0] for fault in faults_of(root)] == [
        "actors.csv:4",
        "actors.csv:5",
        "terms.csv:3",
    ]


@pytest.mark.parametrize(
    "file",
    [
        "sources.csv", "actors.csv", "dyads.csv", "terms.csv", "levers.csv", "lever_history.csv",
        "parameters.csv", "variables.csv", "history.csv", "scenarios.toml", "indicators.csv",
        "statements.csv",
    ],
)  # fmt: skip
def test_a_missing_file_is_one_fault(file: str, minimal_case: Path) -> None:
    (minimal_case / file).unlink()
    expected = f"{file}: no such file; `foedus init DIR` makes a complete case to copy it from"
    assert expected in faults_of(minimal_case)
    assert len(faults_of(minimal_case)) <= 2, "names of a missing file are not faults again"


def test_a_misnamed_file_is_recognised(minimal_case: Path) -> None:
    (minimal_case / "levers.csv").rename(minimal_case / "lever.csv")
    assert faults_of(minimal_case) == [
        "lever.csv: nothing reads this file; rename it, or move it out of the case",
        "levers.csv: no such file; did you mean 'lever.csv'?",
    ]


@pytest.mark.parametrize("name", ["policy/mine.toml", "shocks/mine.csv", "extra.csv"])
def test_a_file_that_nothing_reads(name: str, minimal_case: Path) -> None:
    path = minimal_case / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("")
    assert faults_of(minimal_case) == [
        f"{name}: nothing reads this file; rename it, or move it out of the case"
    ]


def test_notes_may_lie_beside_the_data(minimal_case: Path) -> None:
    (minimal_case / "README.md").write_text("Our notes.")
    assert load_case(minimal_case).name == "minimal"


def test_a_case_needs_a_policy(minimal_case: Path) -> None:
    for path in (minimal_case / "policies").iterdir():
        path.unlink()
    assert faults_of(minimal_case) == ["policies: no policy; add policies/NAME.toml"]


def test_a_file_without_rows(minimal_case: Path) -> None:
    (minimal_case / "dyads.csv").write_text("id,a,b,name_en,name_vi,kind\n")
    assert faults_of(minimal_case) == ["dyads.csv: no row below the header; add at least one row"]


def test_semicolons_between_columns(minimal_case: Path) -> None:
    path = minimal_case / "dyads.csv"
    path.write_text(path.read_text().replace(",", ";"))
    assert faults_of(minimal_case) == [
        "dyads.csv:1: columns are parted by ';'; save the file with ',' between columns"
    ]


def test_a_file_that_is_not_utf8(minimal_case: Path) -> None:
    path = minimal_case / "actors.csv"
    path.write_bytes(path.read_text().replace("Đức", "Duc\n").encode() + b"\xc4\xff")
    assert "actors.csv:9: not UTF-8; save the file as UTF-8" in faults_of(minimal_case)


def test_a_toml_file_cut_short(minimal_case: Path) -> None:
    (minimal_case / "shocks" / "ceasefire.toml").write_text('title = { en = "Ceasefire"\n')
    (fault,) = faults_of(minimal_case)
    assert fault.startswith("shocks/ceasefire.toml:1: not TOML: ")


def test_history_is_no_name_for_a_policy(minimal_case: Path) -> None:
    policies = minimal_case / "policies"
    (policies / "pressed.toml").rename(policies / "history.toml")
    assert faults_of(minimal_case) == [
        "policies/history.toml: the name 'history' is taken; give the file another name"
    ]
