"""A small case by hand: the records that a report reads, with both languages filled in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from foedus.case.records import (
    Actor,
    Case,
    Dyad,
    Lever,
    LeverChange,
    MechanismNote,
    Parameter,
    Place,
    Policy,
    Prior,
    Reading,
    Scenario,
    Source,
    Term,
    Text,
    Threshold,
    Variable,
)
from foedus.core.calendar import Grid

HERE = Place("synthetic.csv", 1)
ALLIES = (
    "ALB",
    "BEL",
    "BGR",
    "CAN",
    "CZE",
    "DEU",
    "DNK",
    "ESP",
    "EST",
    "FIN",
    "FRA",
    "GBR",
    "GRC",
    "HRV",
    "HUN",
    "ITA",
    "LTU",
    "LUX",
    "LVA",
    "MKD",
    "MNE",
    "NLD",
    "NOR",
    "POL",
    "PRT",
    "ROU",
    "SVK",
    "SVN",
    "SWE",
    "TUR",
)
DYADS = (
    "USA-NATO",
    "USA-EU",
    "USA-DEU",
    "USA-FRA",
    "USA-POL",
    "USA-BLT",
    "USA-DNK",
    "USA-RUS",
    "USA-UKR",
    "USA-CHN",
    "USA-JPN",
    "NATO-RUS",
    "NATO-JPN",
    "RUS-CHN",
)
SETS = {
    "ally": ALLIES,
    "bloc": ("East", "West", "South"),
    "host": ("DEU", "ITA", "GBR", "ESP", "POL", "OTH"),
    "dyad": DYADS,
}
POLICIES = ("trump-2-continued", "restored-commitment")
STATES = ("full", "thinned", "out_of_command", "notified", "out")
CLASSES = {
    "S1": ("Europeans take over", "Châu Âu đảm nhận"),
    "S2a": ("US leaves", "Mỹ rời liên minh"),
    "S3": ("Shock, US recommits", "Biến cố, Mỹ trở lại cam kết"),
    "O4": ("Shock, no return", "Biến cố, Mỹ không trở lại"),
    "O2": ("Re-Atlanticised without shock", "Tái Đại Tây Dương hóa không cần biến cố"),
    "O1": ("Muddling through", "Cầm chừng"),
    "O3": ("Other", "Khác"),
}
PARTS = ("S2b", "S3.1", "S3.2", "O4a", "O4b", "trigger")
VARIABLES = {
    "europe.effort": ("allied effort", "mức chi quốc phòng của đồng minh", "% GDP", ""),
    "effort.x": ("effort of an ally", "mức chi của từng nước", "ln(% GDP)", "ally"),
    "europe.off": ("shortfall", "phần thiếu hụt", "pp GDP", ""),
    "nato.at2": ("allies at 2 %", "số đồng minh đạt 2 %", "allies", ""),
    "forces.total": ("US forces in Europe", "lực lượng Mỹ tại châu Âu", "k", ""),
    "forces.permanent": ("permanent forces", "lực lượng thường trú", "k", ""),
    "forces.rotational": ("rotational forces", "lực lượng luân phiên", "k", ""),
    "aid.usa": ("US aid to Ukraine", "viện trợ của Mỹ", "EUR bn/month", ""),
    "aid.europe": ("European aid", "viện trợ của châu Âu", "EUR bn/month", ""),
    "trust.usa": ("trust in the US", "lòng tin vào Mỹ", "1", "bloc"),
    "trade.level": ("trade conflict", "xung đột thương mại", "level 0-4", ""),
    "tone.shown": ("tone of the relation", "sắc thái quan hệ", "points, -10 to 10", "dyad"),
    "enablers.europe": ("European enablers", "năng lực hỗ trợ", "1", ""),
    "pillar.europe": ("European pillar", "trụ cột châu Âu", "1", ""),
    "europe.self": ("self-sufficiency", "khả năng tự chủ", "1", ""),
    "arms.us_share": ("US share of orders", "thị phần vũ khí Mỹ", "1", ""),
    "threat.russia": ("Russian threat", "mối đe dọa từ Nga", "index", ""),
}


def text(en: str, vi: str = "") -> Text:
    return Text(en, vi or f"{en} (tiếng Việt)")


def synthetic_case(root: Path) -> Case:
    """Complete enough to be shown; nothing in it was estimated."""
    return Case(
        name="us-alliances",
        title=text("The US alliance system", "Hệ thống liên minh của Mỹ"),
        root=root,
        digest="c" * 64,
        grid=Grid(date(2014, 1, 1), date(2029, 1, 20)),
        data_cut=date(2026, 11, 1),
        default_policies=POLICIES,
        variant={"effort": "minimal"},
        ambiguous="S1",
        **_actors(),
        **_levers(),
        **_predicates(),
        parameters=_parameters(),
        policies={name: _policy(name) for name in POLICIES},
        shocks={},
        history=(),
        indicators={},
        statements={f"M{k:02d}": _statement(k) for k in range(1, 55)},
        sources={f"origin-{k}": _source(k) for k in range(1, 6)},
        variables=_variables(),
        sets=SETS,
    )


def _actors() -> dict[str, Any]:
    actors = {
        code: Actor(code, text(code), "state", "East", "", "modelled", None, HERE)
        for code in ALLIES
    }
    dyads = {}
    for pair in DYADS:
        a, b = pair.split("-")
        dyads[pair] = Dyad(pair, a, b, text(pair.replace("-", " and ")), "allied", HERE)
    return {"actors": actors, "dyads": dyads}


def _levers() -> dict[str, Any]:
    columns = {"biden": 0.35, "trump-2": 0.95}
    levers = {
        f"u{k}": Lever(
            f"u{k}", f"press{k}", text(f"pressure {k}"), "none", "all", 0.1, columns,
            "judgement", "model", HERE,
        )
        for k in range(1, 15)
    }  # fmt: skip
    terms = {
        "biden": Term("biden", text("Biden"), date(2021, 1, 20)),
        "trump-2": Term("trump-2", text("Trump 2"), date(2025, 1, 20)),
    }
    path = tuple(_change(f"u{k}", date(2025, 1, 20), 0.95) for k in range(1, 15))
    return {"levers": levers, "terms": terms, "lever_history": path}


def _change(lever: str, start: date, value: float) -> LeverChange:
    return LeverChange(lever, start, value, "judgement", "press", "", HERE)


def _policy(name: str) -> Policy:
    changed = name == "restored-commitment"
    return Policy(
        name=name,
        title=text(*{
            "trump-2-continued": ("Trump 2 continued", "Trump 2 tiếp diễn"),
            "restored-commitment": ("Commitment restored", "Khôi phục cam kết"),
        }[name]),
        summary=text("What this policy does.", "Chính sách này làm gì."),
        kind="forward",
        start=date(2026, 11, 1),
        end=None,
        base="history",
        column="",
        column_from=None,
        changes=(_change("u3", date(2027, 1, 1), 0.2),) if changed else (),
        clamps=(),
        bound_to="",
        place=HERE,
    )  # fmt: skip


def _predicates() -> dict[str, Any]:
    scenarios = {}
    for name, title in CLASSES.items():
        ids = [f"S1-{r}" for r in ("weak", "core", "literal")] if name == "S1" else [name]
        scenarios |= {
            i: Scenario(i, text(*title), text("Summary."), "x", True, "", HERE) for i in ids
        }
    scenarios |= {
        i: Scenario(i, text(f"part {i}"), text("A part."), "x", False, "S2a", HERE) for i in PARTS
    }
    order = ("S3", "O4", "S2a", "S1", "O2", "O1", "O3")
    readings = {
        r: Reading(r, text(r), tuple(f"S1-{r}" if c == "S1" else c for c in order))
        for r in ("weak", "core", "literal")
    }
    threshold = Threshold(
        "s1_aid", 0.10, "1", text("US share of aid"), "judgement", (0.05, 0.1, 0.15), HERE
    )
    return {
        "scenarios": scenarios,
        "readings": readings,
        "thresholds": {"s1_aid": threshold},
        "definitions": {},
    }


def _parameters() -> dict[str, Parameter]:
    normal = Prior("Normal", (0.5, 0.3))
    return {
        "effort.b_req": Parameter(
            "effort.b_req", (), (normal,), "1", "data", "panel", "origin-1", "share", HERE
        ),
        "trust.cbar": Parameter(
            "trust.cbar", SETS["bloc"], (normal,) * 3, "logit", "judgement", "polls", "", "level",
            HERE,
        ),
    }  # fmt: skip


def _statement(k: int) -> MechanismNote:
    return MechanismNote(f"M{k:02d}", text(f"cause {k} raises effect {k}"), "+", "3.1", HERE)


def _source(k: int) -> Source:
    return Source(f"origin-{k}", "Publisher", f"Title {k}", "2026-07", "page", "open", "")


def _variables() -> dict[str, Variable]:
    kinds = {"trade.level": "level"}
    out = {
        name: Variable(
            name, Text(en, vi), unit, kinds.get(name, "real"), index, (), (0.0, 1e9), HERE
        )
        for name, (en, vi, unit, index) in VARIABLES.items()
    }
    out["institution.status"] = Variable(
        "institution.status", text("status", "tư cách"), "", "state", "", STATES, (0, 4), HERE
    )
    return out
