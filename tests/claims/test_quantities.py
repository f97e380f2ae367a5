"""Numbers, units and bounds in both languages."""

import pytest

from foedus.claims.quantities import quantities_in


def read(text: str, *, vietnamese: bool) -> list[tuple[float, str, str]]:
    found = quantities_in(text, 0, len(text), vietnamese=vietnamese)
    return [(m.quantity.value, m.quantity.unit, m.quantity.bound) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hơn 66,5 tỷ USD", [(66.5, "USD bn", "min")]),
        ("43 nghìn tỷ yên", [(43000, "JPY bn", "exact")]),
        ("khoảng 800 triệu euro", [(800, "EUR m", "about")]),
        ("1.550 đầu đạn", [(1550, "warheads", "exact")]),
        ("tới 400 tên lửa", [(400, "missiles", "max")]),
        ("76 lượt máy bay và 21 tàu chiến", [(76, "aircraft", "exact"), (21, "ships", "exact")]),
        ("1,38% GDP", [(1.38, "% GDP", "exact")]),
        ("thêm 25 điểm phần trăm", [(25, "points", "exact")]),
        ("ngày 12/4/2025, Điều 5", []),
    ],
)
def test_vietnamese(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert read(text, vietnamese=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about 11,900 soldiers", [(11900, "troops", "about")]),
        ("at least $1.5bn", [(1.5, "USD bn", "min")]),
        ("61-billion-dollar package", [(61, "USD bn", "exact")]),
        ("twenty Eurofighter jets", [(20, "aircraft", "exact")]),
        ("1.36 percent of gross domestic product", [(1.36, "% GDP", "exact")]),
        ("no more than 300 tanks", [(300, "tanks", "max")]),
        ("4 brigades or more", [(4, "brigades", "min")]),
        ("Article 5, the F-35, 2025", []),
    ],
)
def test_english(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert read(text, vietnamese=False) == expected
