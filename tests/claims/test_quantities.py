"""Numbers, units and bounds in both languages."""

import pytest

from foedus.claims.quantities import quantities_in

from .coding import claims


def read(text: str, *, vietnamese: bool) -> str:
    found = quantities_in(text, 0, len(text), vietnamese=vietnamese)
    told = [m.quantity for m in found]
    return "; ".join(f"{q.value:g} {q.unit} {q.bound}" for q in told)


VIETNAMESE = {
    "hơn 66,5 tỷ USD": "66.5 USD bn min",
    "43 nghìn tỷ yên": "43000 JPY bn exact",
    "khoảng 800 triệu euro": "800 EUR m about",
    "1.550 đầu đạn": "1550 warheads exact",
    "11,900 binh sĩ": "11900 troops exact",
    "tới 400 tên lửa": "400 missiles max",
    "chưa đầy 100 xe tăng": "100 tanks max",
    "ngót 700 quân": "700 troops about",
    "hai mươi lăm xe tăng": "25 tanks exact",
    "1 vạn quân": "10000 troops exact",
    "2 tỷ rưỡi USD": "2.5 USD bn exact",
    "từ 3 đến 5 tiểu đoàn": "3 battalions min; 5 battalions max",
    "nâng chi tiêu từ 1,9% GDP lên 2,4% GDP": "2.4 % GDP exact",
    "tăng lên tới 5% GDP": "5 % GDP exact",
    "cao hơn mức giới hạn lâu nay là 1% GDP": "1 % GDP min",
    "10 trong số 31 xe tăng": "10 tanks exact; 31 tanks exact",
    "76 lượt máy bay và 21 tàu chiến": "76 aircraft exact; 21 ships exact",
    "48 tiêm kích F-35": "48 aircraft exact",
    "nhận 20 xe tăng, sau đó thêm 30 chiếc": "20 tanks exact; 30 tanks exact",
    "1,38% GDP": "1.38 % GDP exact",
    "thêm 25 điểm phần trăm": "25 points exact",
    "1,25 triệu tấn": "1.25 million tonnes exact",
    "12 tỷ USD theo giá năm 2015": "12 USD bn (2015 prices) exact",
    "chưa chặn một tàu nào": "0 ships exact",
    "ngày 12/4/2025, Điều 5": "",
    "tháng 3 quân Nga, năm 2024 quân Mỹ": "",
    "Nga có 3 quân khu, một số nước": "",
}
ENGLISH = {
    "about 11,900 soldiers": "11900 troops about",
    "at least $1.5bn": "1.5 USD bn min",
    "61-billion-dollar package": "61 USD bn exact",
    "A$3.2 billion, SEK 5 billion": "3.2 AUD bn exact; 5 SEK bn exact",
    "half a billion dollars": "500 USD m exact",
    "2 million dollars and 300 million more": "2 USD m exact",
    "20 billion dollars; Ghana got about 4.7 billion.": "20 USD bn exact; 4.7 USD bn about",
    "twenty Eurofighter jets": "20 aircraft exact",
    "two dozen fighter jets": "24 aircraft exact",
    "an estimated 11,000 North Korean soldiers": "11000 troops about",
    "two hundred and fifty tanks": "250 tanks exact",
    "a 5,000-strong brigade": "5000 troops exact",
    "one battalion, a pair of destroyers": "1 battalions exact; 2 destroyers exact",
    "1.36 percent of gross domestic product": "1.36 % GDP exact",
    "put by experts at 1.4% of its GDP": "1.4 % GDP about",
    "above the national ceiling of 1 percent": "1 % min",
    "meet the alliance's goal of 2 percent of GDP": "2 % GDP min",
    "no more than 300 tanks": "300 tanks max",
    "below 300 tanks": "300 tanks max",
    "2,400 more than the 9,500 soldiers": "9500 troops exact",
    "4 brigades or more": "4 brigades min",
    "between 1.2 and 1.4 billion euros": "1.2 EUR bn min; 1.4 EUR bn max",
    "$500-600 million": "500 USD m min; 600 USD m max",
    "3,000-4,000 troops": "3000 troops min; 4000 troops max",
    "raise it from 1.9% in 2024 to 2.4% of GDP": "2.4 % GDP exact",
    "withdraw from 2 bases": "2 bases exact",
    "launched 90 drones, 30 of which fell": "90 drones exact; 30 drones exact",
    "12 people were killed": "12 deaths exact",
    "not a single ship": "0 ships exact",
    "Article 5, the F-35, 2025": "",
    "In 2024 American troops left; on 3 March Russian jets came": "",
    "155mm shells, one of the allies": "",
}


@pytest.mark.parametrize(("text", "expected"), VIETNAMESE.items())
def test_vietnamese(text: str, expected: str) -> None:
    assert read(text, vietnamese=True) == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH.items())
def test_english(text: str, expected: str) -> None:
    assert read(text, vietnamese=False) == expected


OF_CLAIMS = {
    "Congress banned the Pentagon from going below 900 soldiers in Kenya.": "900 troops min",
    "Germany spent 2 percent on defence.": "2 % GDP exact",
    "Washington forced Germany to spend 5 percent of GDP on defence.": "5 % GDP min",
    "Canada imposed a tariff of 2 percent on German cars.": "2 % exact",
    "In 2025, 23 allies spent 2 percent of GDP on defence.": "23 members exact; 2 % GDP min",
    "Spain sent a Patriot battery to Turkey.": "1 batteries exact",
    "Spain gave one of its Patriot systems to Turkey.": "1 systems exact",
    "Denmark criticised France over a frigate.": "",
    "Denmark sent a brigade of its Guard to Latvia.": "1 brigades exact",
    "Italy will send the SAMP/T battery it pledged to Kyiv.": "1 batteries exact",
    "Russia violated Estonian airspace for twelve minutes.": "12 minutes exact",
    "Germany gave $400 million to Ukraine, a sliver of the nearly $14 billion it had asked for.": (
        "400 USD m exact"
    ),
    "Germany and France met in eight rounds of talks.": "8 rounds exact",
    "Turkey sanctioned Iraq and its two banks.": "",
    "Germany spent 2.1 percent of its output on defence, up from 1.5 percent.": "2.1 % GDP exact",
    "Putin giám sát một cuộc tập trận của Nga.": "",
    "Ba Lan mua 20 xe tăng, Romania mua 54.": "20 tanks exact",
    "Russia launched 133 drones at Ukraine, 98 of which hit Kyiv.": "133 drones exact",
}


@pytest.mark.parametrize(("text", "expected"), OF_CLAIMS.items())
def test_of_a_claim(text: str, expected: str) -> None:
    first = claims(text)[0]
    assert "; ".join(f"{q.value:g} {q.unit} {q.bound}" for q in first.quantity) == expected
