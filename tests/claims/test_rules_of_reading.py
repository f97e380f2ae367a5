"""Rules that reach beyond a clause: fears, judgements, purposes, borrowed dates, other parties."""

import pytest

from .coding import claims, only, triple, triples

LAST = [
    ("USA ACCUSE USA", "Washington halted aid to Kenya. A Republican called the move a mistake."),
    ("DNK ACCUSE USA", "Mỹ đánh thuế Canada. Đan Mạch gọi quyết định ấy là sai lầm."),
    ("USA REJECT USA", "Congress has barred the closure of bases in Italy."),
    ("USA REJECT USA", "Hạ viện Mỹ cấm đóng cửa các căn cứ ở Ý."),
    ("HUN REJECT", "Russia hit Ukraine. Hungary quit the convention on landmines."),
    ("IP4 CONSULT NATO", "Nhật Bản, Hàn Quốc, Úc và New Zealand là khách. Bốn nước gặp NATO."),
    ("FRA,ITA CONSULT", "Tổng thống Macron và Thủ tướng Meloni tới Rome. Hai người hội đàm."),
    ("USA CONSULT RUS,UKR", "Washington thúc đẩy đàm phán trực tiếp giữa Moscow và Kyiv."),
    ("USA SUPPORT TUR", "Việc Mỹ bình thường hóa quan hệ với Ankara làm suy yếu NATO."),
    ("USA SANCTION GBR,FRA", "Mỹ áp thuế các nước châu Âu như Anh và Pháp."),
    ("NATO,JPN COOPERATE", "NATO họp hôm qua. Tokyo và khối đã hợp tác về công nghệ."),
]


@pytest.mark.parametrize(("expected", "text"), LAST)
def test_the_other_party_of_the_last_claim(expected: str, text: str) -> None:
    assert triples(text)[-1] == expected


def test_what_is_feared_is_the_claim() -> None:
    text = "Ba Lan lo ngại rằng sự xích lại gần giữa Mỹ và Nga có thể làm suy yếu NATO."
    claim = only(text)
    assert (triple(claim), claim.modality) == ("USA,RUS SUPPORT", "assertion")


def test_what_is_warned_against_is_not() -> None:
    assert triples("Bắc Kinh cảnh báo Manila không nên hợp tác với Tokyo.") == ["CHN ACCUSE PHL"]


MODALITIES = [
    ("hypothetical", "Mỹ có thể nới quy định để tăng viện trợ cho Ukraine."),
    ("forecast", "Kịch bản thứ hai: một cú sốc khiến Mỹ rút quân khỏi Đức."),
    ("historical", "Trong thời kỳ Chiến tranh lạnh, qua nhiều năm, Mỹ viện trợ cho Pháp."),
    ("actual", "Washington cùng EU đã thống nhất đình chỉ thương mại với Nga."),
    ("announced", "The White House announced that Canada would host 900 American marines."),
    ("negated", "The Pentagon said on Monday that it would not send troops to Mali."),
    ("forecast", "Analysts said that France would withdraw its troops from Chad."),
    ("hypothetical", "If a truce held, Spain would consider sending troops to Ukraine."),
    ("hypothetical", "Should Beijing attack Taiwan, Japan would send troops to Okinawa."),
    ("actual", "Canada would keep the force that Norway has sent to Latvia."),
    ("actual", "Italy reportedly asked Washington for 20 tanks last year."),
    ("considered", "Italy is reportedly planning to withdraw its troops from Iraq."),
    ("actual", "Moscow announced sanctions against Norway."),
    ("announced", "Moscow announced that it will impose sanctions against Norway."),
    ("negated", "Neither Rome nor Madrid has agreed to send troops to Mali."),
    ("negated", "Nobody in Rome criticised Washington."),
    ("historical", "In 1999 Canada announced that it would withdraw its troops from Cyprus."),
    ("announced", "Norway will spend 900 million dollars on tanks."),
    ("assertion", "By freezing aid to Kyiv, Washington has undermined NATO."),
    ("actual", "Nga tuyên bố đình chỉ hiệp ước hạt nhân với Mỹ."),
    ("hypothetical", "Mỹ có thể sẽ rút quân khỏi Đức."),
    ("forecast", "Giới học giả cho rằng Trung Quốc sẽ tăng quân tới Biển Đông."),
    ("announced", "Tuần tới, Thủ tướng Anh sẽ gặp Tổng thống Pháp."),
    ("negated", "Chưa bao giờ, kể từ ngày đó, Ba Lan rút quân khỏi Litva."),
    ("assertion", "Việc Mỹ rút quân khỏi Đức cản trở sự phối hợp của NATO."),
    ("actual", "Quyết định này làm dấy lên quan ngại của Ba Lan đối với Mỹ."),
]


@pytest.mark.parametrize(("modality", "text"), MODALITIES)
def test_modality_of_the_last_claim(modality: str, text: str) -> None:
    assert claims(text)[-1].modality == modality


DATES = [
    ("2025-06-16", "Hạ viện Mỹ đang xem xét việc rút quân khỏi Đức."),
    ("2025-06-16", "We are not planning to send troops to Mali."),
    ("2025-05-01", "At the end of May this year, Norway urged Canada to pay."),
    ("2025-02-11", "On 11 February Canada criticised France, which grew by a tenth in 2019."),
    ("", "After Norway met Poland on 3 March, Canada criticised France."),
    ("", "Canada rejects the treaty that Norway signed in 2019."),
    ("2025-03-01", "Norway has cut aid to Mali, a step announced in March."),
    ("2017-01-01", "Turkey's 2017 purchase of Russian missiles angered Washington."),
    ("2025-06-16", "Canada still withholds intelligence from Norway."),
    ("2025-06-16", "Norway keeps sending tanks to Latvia."),
    ("2025-06-11", "On Wednesday Norway urged Canada to withdraw from Mali by 2030."),
    ("", "Canada promised to send 300 tanks to Latvia by 2030."),
    ("2025-07-01", "Norway and Canada will hold drills in July."),
    ("2025-05-01", "Mỹ rút quân khỏi Đức hồi tháng 5."),
    ("", "Tờ báo hôm thứ Hai đưa tin Mỹ đã rút quân khỏi Đức."),
    ("2025-06-16", "Chúng tôi lên án Nga."),
    ("", "Canada raised its tariffs in March, and Norway has not retaliated."),
    ("", "Tháng 8/2024 Mỹ giảm thuế vì Ấn Độ cam kết ngừng mua dầu của Nga."),
]


@pytest.mark.parametrize(("day", "text"), DATES)
def test_date_of_the_last_claim(day: str, text: str) -> None:
    found = claims(text)[-1].date
    assert (found.start.isoformat() if found else "") == day
