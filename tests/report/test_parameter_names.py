"""Every parameter that varies has a short name in both languages, and no name is of none."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.ensemble.fit import BEHIND, plan_of
from foedus.ensemble.parameters import is_fixed
from foedus.model.mechanisms import EFFORT


def test_names_are_complete() -> None:
    case = load_case(find_case())
    text = files("foedus.report").joinpath("texts", "parameters.toml").read_text("utf-8")
    names = tomllib.loads(text)
    stated = {n for form in EFFORT for n in (*plan_of(case, form).stated, *BEHIND)}
    assert set(names) == {n for n in stated if not is_fixed(case.parameters[n])}
    for name, both in names.items():
        assert set(both) == {"en", "vi"}, name
        assert both["en"] != both["vi"], name
