"""Who published a document and when, by its own head and foot."""

import pytest

from foedus.documents.bylines import Byline, byline_of
from foedus.documents.language import language_of
from foedus.documents.lines import Line
from foedus.documents.origin import published_in, publisher_in, source_class_of

BODY = (
    "The ministers met for two hours and agreed on nothing that had not been agreed before them.\n"
)
THAN = (
    "Hai bộ trưởng gặp nhau trong hai giờ và không đạt được điều gì mới so với lần gặp trước đó.\n"
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"THE COURIER | World | 17 October 2025\nTitle\n{BODY}", "2025-10-17 day"),
        (f"Title\nWednesday, March 12, 2025\n{BODY}", "2025-03-12 day"),
        (f"Tiêu đề\nThứ Năm, 30/7/2020 - 08:15\n{THAN}", "2020-07-30 day"),
        (f"Tiêu đề\nNgày 12/7/2026\n{THAN}", "2026-07-12 day"),
        (f"Tiêu đề\nHà Nội, ngày 5 tháng 3 năm 2024\n{THAN}", "2024-03-05 day"),
        (f"Title\nWASHINGTON, July 29, 2020 (Reuters) - {BODY}", "2020-07-29 day"),
        (f"Baltic diary: March 2025\n{BODY}", "2025-03-01 month"),
        (f"Tiêu đề\n{THAN}Cập nhật lần cuối 19/3/2025.\n", "2025-03-19 day"),
        (f"JOURNAL, No. 4 (2025)\nTitle\n{BODY}", "2025-01-01 year"),
        (f"Bài\n(Nhận bài: 01/3/2026; Chấp nhận đăng: 11/4/2026)\n{THAN}", "2026-04-11 day"),
        (f"Title\n{BODY}On 3 May 2021 they met again, and nobody knew why they came.\n", ""),
        (f"TRENDING NOW\nApr 30, 2025: Deal signed at last\nTitle\n{BODY}", ""),
        (f"Title\n{BODY}MOST READ\nMay 2, 2026 - Storm closes three airports\n", ""),
        (f"Tiêu đề (2014-2025)\n{THAN}", ""),
    ],
)  # fmt: skip
def test_own_date(text: str, day: str) -> None:
    found = published_in(text)
    assert (f"{found.start} {found.precision}" if found else "") == day


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"THE HARBOUR COURIER | World\nTitle\n{BODY}", "THE HARBOUR COURIER"),
        (f"NHỊP BÁO QUỐC TẾ - Thứ Bảy, 2/8/2025\nTiêu đề\n{THAN}", "NHỊP BÁO QUỐC TẾ"),
        (f"Trang chủ / Thế giới\nTiêu đề\n{THAN}Theo Reuters\n", "Reuters"),
        (f"Mỹ - Nga: một năm – nhìn lại\nMỹ - Nga: một năm – nhìn lại\n{THAN}", None),
        (f"Title\n{BODY}", None),
    ],
)
def test_publisher(text: str, name: str | None) -> None:
    assert publisher_in(text) == name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Ministry of Defence | News\nStatement\n{BODY}", "official statement"),
        (f"EASTERN NEWS SERVICE | WORLD\nTitle\n{BODY}", "wire agency"),
        (f"Posted today · Written with an automatic assistant\nTitle\n{BODY}", "generated text"),
        (f"STRAITS POLICY INSTITUTE — Commentary\nTitle\n{BODY}", "specialist institute"),
        (f"Tiêu đề\n{THAN}Bài viết thể hiện quan điểm riêng của tác giả.\n", "commentary"),
        (f"#Mỹ #NATO #nóng\nTiêu đề\n{THAN}", "aggregator"),
        (f"THE HARBOUR COURIER\nTitle\n{BODY}", "national newspaper"),
        (f"Title\n{BODY}", "commentary"),
    ],
)
def test_class_of_source(text: str, kind: str) -> None:
    assert source_class_of(text, publisher_in(text)) == kind


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Việt Dũng *(Theo AFP/Reuters)*", Byline("Việt Dũng", ("AFP", "Reuters"))),
        ("(theo The Hill)", Byline("", ("The Hill",))),
        ("Minh Hà (tổng hợp)", Byline("Minh Hà", ())),
        ("By Harriet Vane", Byline("Harriet Vane", ())),
        ("PARIS, 4 May 2024 (Reuters) - France withdrew.", Byline("", ("Reuters",))),
        ("(Reporting by staff in Rome and Riga)", Byline("", ())),
        ("Hồ Quang Lập, nghiên cứu viên", Byline("Hồ Quang Lập", ())),
        ("The ministers met.", None),
        ("TRENDING NOW", None),
        ("Theo ông, mọi việc đã xong từ lâu.", None),
    ],
)
def test_bylines(line: str, byline: Byline | None) -> None:
    assert byline_of(Line(line, 0, 0)) == byline


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (THAN, "vi"),
        (BODY, "en"),
        ("Tong thong My khong gap cac nha lanh dao trong chuyen tham nuoc Nga", "vi"),
        ("Nguyễn Phú Trọng met President Biden in Hanoi on Sunday, the White House said.", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language
