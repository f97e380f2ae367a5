"""Time expressions: what they mean and how precisely."""

from datetime import date

import pytest

from foedus.claims.date_grammar import Clock
from foedus.claims.dates import dates_in

from .coding import only

TODAY = date(2025, 6, 18)  # a Wednesday


def read(text: str, clock: Clock | None = None) -> str:
    """The first time expression as "precision start end"."""
    found = dates_in(text, 0, len(text), clock or Clock(TODAY))
    if not found:
        return "none"
    period = found[0].period
    return f"{period.precision} {period.start} {period.end}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 24/02/2022", "day 2022-02-24 2022-02-24"),
        ("ngày 24 tháng 2 năm 2022", "day 2022-02-24 2022-02-24"),
        ("hôm 1 và 2/4", "day 2025-04-01 2025-04-02"),
        ("hôm qua", "day 2025-06-17 2025-06-17"),
        ("tối thứ Ba", "day 2025-06-17 2025-06-17"),
        ("thứ Năm tuần trước", "day 2025-06-12 2025-06-12"),
        ("tuần trước", "day 2025-06-09 2025-06-15"),
        ("cuối tháng 1/2025", "month 2025-01-01 2025-01-31"),
        ("hồi tháng 9 năm ngoái", "month 2024-09-01 2024-09-30"),
        ("tháng trước", "month 2025-05-01 2025-05-31"),
        ("quý III năm 2025", "quarter 2025-07-01 2025-09-30"),
        ("năm ngoái", "year 2024-01-01 2024-12-31"),
        ("đầu năm 2025", "year 2025-01-01 2025-12-31"),
        ("dưới thời Joe Biden", "term 2021-01-20 2025-01-20"),
        ("chính quyền Trump 2.0", "term 2025-01-20 2029-01-20"),
        ("February 24, 2022", "day 2022-02-24 2022-02-24"),
        ("on 3 March", "day 2025-03-03 2025-03-03"),
        ("last Tuesday", "day 2025-06-17 2025-06-17"),
        ("on Friday", "day 2025-06-13 2025-06-13"),
        ("last week", "day 2025-06-09 2025-06-15"),
        ("in December 2017", "month 2017-12-01 2017-12-31"),
        ("in November", "month 2024-11-01 2024-11-30"),
        ("next July", "month 2025-07-01 2025-07-31"),
        ("in the first quarter", "quarter 2025-01-01 2025-03-31"),
        ("from 1975 to 1978", "year 1975-01-01 1978-12-31"),
        ("six years ago", "year 2019-01-01 2019-12-31"),
        ("under Biden", "term 2021-01-20 2025-01-20"),
        ("from 3 to 5 March 2025", "day 2025-03-03 2025-03-05"),
        ("March 3-5", "day 2025-03-03 2025-03-05"),
        ("from 28 February to 3 March 2025", "day 2025-02-28 2025-03-03"),
        ("Tuesday, March 11", "day 2025-03-11 2025-03-11"),
        ("from Monday to Wednesday", "day 2025-06-16 2025-06-18"),
        ("two days ago", "day 2025-06-16 2025-06-16"),
        ("two months ago", "month 2025-04-01 2025-04-30"),
        ("over the weekend", "day 2025-06-14 2025-06-15"),
        ("in the third quarter of last year", "quarter 2024-07-01 2024-09-30"),
        ("from January to March 2025", "month 2025-01-01 2025-03-31"),
        ("in the spring of 2024", "year 2024-01-01 2024-12-31"),
        ("by the spring", "year 2026-01-01 2026-12-31"),
        ("in the 1990s", "year 1990-01-01 1999-12-31"),
        ("in Obama's second term", "term 2013-01-20 2017-01-20"),
        ("under his predecessor", "term 2021-01-20 2025-01-20"),
        ("hôm thứ ba", "day 2025-06-17 2025-06-17"),
        ("thứ Hai (12/5)", "day 2025-05-12 2025-05-12"),
        ("các ngày 3, 4 và 5/3", "day 2025-03-03 2025-03-05"),
        ("hôm kia", "day 2025-06-16 2025-06-16"),
        ("hai ngày trước", "day 2025-06-16 2025-06-16"),
        ("cách đây hai tháng", "month 2025-04-01 2025-04-30"),
        ("tháng Mười hai năm 2024", "month 2024-12-01 2024-12-31"),
        ("tháng Giêng năm nay", "month 2025-01-01 2025-01-31"),
        ("quý hai năm ngoái", "quarter 2024-04-01 2024-06-30"),
        ("cuối năm ngoái", "year 2024-01-01 2024-12-31"),
        ("mùa hè năm 2024", "year 2024-01-01 2024-12-31"),
        ("kể từ đầu năm", "year 2025-01-01 2025-12-31"),
        ("vài tháng tới", "none"),
        ("like France in 1966", "none"),
        ("so với năm 2019", "none"),
        ("he may march on", "none"),
        ("thứ hai là", "none"),
        ("31/12 is a ratio of 31/13", "day 2024-12-31 2024-12-31"),
        ("ngày 31/2/2025", "none"),
    ],
)
def test_expressions(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", ["hôm qua", "last Tuesday", "tháng trước", "in November"])
def test_without_a_date_of_its_own_a_text_resolves_nothing(text: str) -> None:
    assert read(text, Clock(None)) == "none"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They will meet on 7 January.", "day 2026-01-07 2026-01-07"),
        ("They met on 7 January.", "day 2025-01-07 2025-01-07"),
        ("Hai bên sẽ gặp nhau ngày 7/1.", "day 2026-01-07 2026-01-07"),
        ("Envoys would meet at the weekend.", "day 2025-12-20 2025-12-21"),
        ("a gift by Christmas", "day 2025-12-25 2025-12-25"),
        ("hồi Giáng sinh năm 2024", "day 2024-12-25 2024-12-25"),
        ("It refused as early as 2013.", "year 2013-01-01 2013-12-31"),
        ("the first talks since 2022", "none"),
        ("lần đầu tiên kể từ năm 2022", "none"),
    ],
)
def test_times_told_in_december(text: str, expected: str) -> None:
    assert read(text, Clock(date(2025, 12, 17))) == expected


def test_a_year_long_past_does_not_move_a_text() -> None:
    text = "In June 2023 the Union had 4,500 men there; in 1999 it had more. It left in July."
    assert dates_in(text, 0, len(text), Clock())[-1].period.start == date(2023, 7, 1)


def test_a_count_from_the_last_date() -> None:
    clock = Clock(TODAY)
    text = "On 3 March 2025 it met; two days later it voted."
    days = [found.period.start.day for found in dates_in(text, 0, len(text), clock)]
    assert days == [3, 5]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On 3 March 2025 it met; the next day it voted.", 4),
        ("Họ gặp nhau ngày 3/3/2025; hôm sau họ bỏ phiếu.", 4),
        ("Họ gặp nhau ngày 3/3/2025, trước đó hai bên đã gặp ngày hôm trước.", 2),
    ],
)
def test_a_neighbour_of_the_last_day(text: str, day: int) -> None:
    assert dates_in(text, 0, len(text), Clock(TODAY))[-1].period.start.day == day


def test_the_heading_of_an_entry_dates_it() -> None:
    text = "3 March. Estonia met Latvia.\n14 March. Poland met France."
    from .coding import claims

    assert [c.date.start.day for c in claims(text) if c.date] == [3, 14]


def test_what_is_being_weighed_now_has_the_date_of_the_text() -> None:
    claim = only("Washington is considering freezing military aid to Ukraine.")
    assert claim.date is not None
    assert claim.date.start == date(2025, 6, 16)


def test_a_plain_past_act_without_a_date_has_none() -> None:
    assert only("Washington froze military aid to Ukraine.").date is None


def test_an_announcement_has_the_day_of_announcing() -> None:
    claim = only("Poland announced on Friday that it will deploy a brigade by 2030.")
    assert claim.date is not None
    assert claim.date.start == date(2025, 6, 13)
