"""Files of every format and encoding, and one clear line for each that cannot be read."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from foedus.documents.faults import DocumentFault
from foedus.documents.read import LARGEST, find, read

VIETNAMESE = "Thủ tướng Nhật Bản Kishida Fumio gặp Tổng thống Mỹ tại Hiroshima. Hai bên đã ký."


def write(folder: Path, data: bytes, name: str = "d.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings(tmp_path: Path, encoding: str) -> None:
    assert read(write(tmp_path, VIETNAMESE.encode(encoding))).text == VIETNAMESE


def test_windows_1258(tmp_path: Path) -> None:
    split = {"ủ": "u\u0309", "ướ": "ươ\u0301", "ậ": "â\u0323", "ả": "a\u0309", "ặ": "ă\u0323"}
    split |= {"ổ": "ô\u0309", "ố": "ô\u0301", "ỹ": "y\u0303", "ạ": "a\u0323", "ã": "a\u0303"}
    legacy = VIETNAMESE
    for whole, parts in (split | {"ý": "y\u0301"}).items():
        legacy = legacy.replace(whole, parts)
    document = read(write(tmp_path, legacy.encode("cp1258")))
    assert document.text == VIETNAMESE
    assert document.language == "vi"


def test_windows_1252(tmp_path: Path) -> None:
    text = "The café “Zürich” agreed – finally."
    assert read(write(tmp_path, text.encode("cp1252"))).text == text


def test_decomposed_vietnamese_is_composed(tmp_path: Path) -> None:
    data = unicodedata.normalize("NFD", VIETNAMESE).encode()
    assert read(write(tmp_path, data)).text == VIETNAMESE


def test_old_font_encoding_is_refused_and_named(tmp_path: Path) -> None:
    tcvn3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam, ®éc lËp tù do h¹nh phóc"
    for data in (tcvn3.encode("cp1252"), tcvn3.encode("utf-8")):
        with pytest.raises(DocumentFault, match="TCVN3"):
            read(write(tmp_path, data))


def test_french_is_no_old_vietnamese(tmp_path: Path) -> None:
    text = "Le président a été reçu à l'Élysée, où l'accord a été signé malgré les réserves."
    assert read(write(tmp_path, text.encode("cp1252"))).text == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty file"),
        (b" \n\t ", "empty file"),
        (bytes(range(256)) * 20, "binary|damaged"),
        (("Việt Nam ký hiệp định. " * 5).encode()[:-3] + b"\xe1\xff end", "damaged UTF-8 at byte"),
        (b"\xff\xfeV\x00\x00\xd8x\x00", "damaged utf-16"),
        (b"%PDF-1.7\nnot really", "damaged PDF"),
        (b"%PDF-", "damaged PDF"),
    ],
)
def test_one_clear_line_for_what_cannot_be_read(tmp_path: Path, data: bytes, says: str) -> None:
    path = write(tmp_path, data)
    with pytest.raises(DocumentFault, match=says) as caught:
        read(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DocumentFault, match="no such file"):
        read(tmp_path / "nothing.txt")
    with pytest.raises(DocumentFault, match="directory"):
        read(tmp_path)


def test_a_dump_of_a_hundred_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(DocumentFault, match=f"100 MB, more than {LARGEST // 1_000_000} MB"):
        read(path)


def test_html_gives_the_story_with_its_date(tmp_path: Path) -> None:
    story = "".join(
        f"<p>Đoạn {n}: Lầu Năm Góc hôm qua công bố kế hoạch đưa khoảng 12.000 binh sĩ ra khỏi "
        "Đức, cao hơn hẳn con số mà Tổng thống đã ra lệnh.</p>"
        for n in range(1, 5)
    )
    page = (
        "<html><head><meta charset='utf-8'><title>Mỹ rút quân</title>"
        "<meta property='article:published_time' content='2020-07-30'></head><body>"
        f"<nav><a href='/'>Trang chủ</a></nav><article><h1>Mỹ rút quân</h1>{story}</article>"
        "</body></html>"
    )
    document = read(write(tmp_path, page.encode(), "p.html"))
    assert "12.000 binh sĩ ra khỏi Đức" in document.text
    assert "<p>" not in document.text
    assert document.published is not None
    assert document.published.start == date(2020, 7, 30)


def test_html_without_text(tmp_path: Path) -> None:
    with pytest.raises(DocumentFault, match="no text in the page"):
        read(write(tmp_path, b"<html><body><script>x=1</script></body></html>", "p.html"))


def test_pdf_with_text_and_without(tmp_path: Path) -> None:
    document = read(write(tmp_path, pdf("NATO met Japan."), "a.pdf"))
    assert document.text.strip() == "NATO met Japan."
    with pytest.raises(DocumentFault, match="PDF without text"):
        read(write(tmp_path, pdf(""), "b.pdf"))


def pdf(words: str) -> bytes:
    """A PDF of one page with one line."""
    stream = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + table
    return out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start


def test_markdown_keeps_words_and_drops_marks(tmp_path: Path) -> None:
    data = b"---\ntitle: x\n---\n## Talks\n**NATO** met [Japan](https://example.org/a_(b))."
    assert read(write(tmp_path, data, "m.md")).text == "Talks\nNATO met Japan."


def test_digest_is_of_the_bytes_received(tmp_path: Path) -> None:
    one = read(write(tmp_path, VIETNAMESE.encode("utf-8"), "a.txt"))
    two = read(write(tmp_path, VIETNAMESE.encode("utf-16"), "b.txt"))
    assert one.text == two.text
    assert one.sha256 != two.sha256


def test_find_walks_folders_once_and_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.html", "sub/d.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    found = find([tmp_path, tmp_path / "a.md"])
    assert [p.name for p in found] == ["a.md", "b.txt", "c.html"]
