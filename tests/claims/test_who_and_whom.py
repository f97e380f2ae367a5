"""Who does what to whom where no plain subject, verb and object tell it, in both languages."""

import pytest

from .coding import claims, triples

TOLD = [
    # the giver, the critic and whoever praises act on the subject
    ("POL AID UKR", "Ukraine took delivery of twelve tanks from Poland."),
    ("NOR AID MDA", "Moldova nhận ba xe bọc thép từ Na Uy."),
    ("FRA ACCUSE HUN", "Hungary drew a sharp rebuke from France."),
    ("BEL ACCUSE SVK", "Slovakia hứng chỉ trích từ Bỉ."),
    ("LTU SUPPORT TWN", "Taiwan won praise from Lithuania."),
    # a noun names the act
    ("HUN REJECT UKR", "Hungary's veto of the loan for Ukraine is no surprise."),
    ("CHN THREATEN PHL", "There was a Chinese threat to blockade Manila."),
    ("RUS COERCE FIN", "Phần Lan hứng một đợt tấn công mạng của Nga."),
    ("KOR,POL AGREE", "Hợp đồng pháo tự hành giữa Seoul và Warszawa là lớn nhất châu Âu."),
    ("DNK AGREE IND:USA", "Denmark's purchase of 16 Strykers from Boeing is on track."),
    ("UKR REQUEST USA", "Kyiv's appeal to Washington to send missiles is weeks old."),
    ("USA REQUEST KOR", "Seoul is under American pressure to pay more."),
    # somebody is wished away, let do something or given time
    ("IRQ REQUEST USA", "Baghdad wants the Americans out."),
    ("USA CONCEDE UKR", "Washington allowed Kyiv to hit the depots."),
    ("JPN COOPERATE USA", "Japan lets American jets use the island."),
    ("NER REQUEST FRA", "Niger gave France thirty days to leave."),
    # from a partner, out of a body, off a flow
    ("USA RETREAT KOR", "The Pentagon moved two batteries from South Korea to Qatar."),
    ("USA RETREAT DEU", "Mỹ chuyển một khẩu đội Patriot từ Đức sang Qatar."),
    ("EU SANCTION RUS", "EU loại bốn ngân hàng Nga khỏi hệ thống thanh toán."),
    ("USA THREATEN ALLY", "Trump vowed not to defend NATO members."),
    # a traveller, soldiers who arrive
    ("SVK CONSULT RUS", "Thủ tướng Robert Fico tới Moskva hôm qua."),
    ("DEU MOBILIZE LTU", "Lính Đức đã tới Litva."),
    # what somebody is said to be
    ("USA ACCUSE ESP", "Spain, Trump said, was irresponsible."),
    ("NATO ACCUSE CHN", "Tổng thư ký NATO nói Trung Quốc là mối đe dọa."),
    # what is left and what is kept
    ("USA REJECT NATO", "Trump said he might leave NATO."),
    ("NOR SUPPORT", "Norway will stay in the treaty."),
    # a subject cut off from its verb; an agent behind many words
    ("ROU REJECT RUS", "Bucharest, officials said, turned down the Russian offer."),
    ("RUS COERCE EST", "Estonia was struck by a wave of Russian cyber attacks."),
    ("USA REJECT UKR", "The request by Kyiv was rejected by Washington."),
    ("JPN,USA COOPERATE", "Nhật Bản cùng Mỹ phát triển tên lửa đánh chặn."),
]


@pytest.mark.parametrize(("expected", "text"), TOLD)
def test_who_does_what_to_whom(expected: str, text: str) -> None:
    assert expected in triples(text)


LAST = [
    ("DNK AID UKR", "Norway sent shells to Ukraine. Denmark followed suit."),
    ("DNK AID UKR", "Na Uy gửi đạn pháo cho Ukraine; Đan Mạch cũng vậy."),
    ("MEX SANCTION USA", "Canada taxed American steel and Mexico on American corn."),
    ("ROU AGREE USA", "Poland bought 32 F-35s from America, Romania bought 48."),
    ("FRA REJECT USA", "Washington demanded more money from Paris. France rejected it."),
    ("USA REQUEST TWN", "Taipei cancelled the visit under pressure from Washington."),
    ("KOR SUPPORT POL", "Warsaw's decision to buy Korean tanks was welcomed in Seoul."),
    ("CZE AID UKR", "The howitzers, delivered by Prague in May, reached Ukraine."),
]


@pytest.mark.parametrize(("expected", "text"), LAST)
def test_the_last_claim_leans_on_what_was_told_before(expected: str, text: str) -> None:
    assert triples(text)[-1] == expected


def test_what_is_not_done_likewise_is_negated() -> None:
    done, not_done = claims("Norway has sent shells to Ukraine. Switzerland has not.")
    assert (done.modality, not_done.modality, not_done.actor) == ("actual", "negated", ("CHE",))


def test_a_form_of_a_verb_in_a_noun_phrase_is_no_verb() -> None:
    assert triples("The promised tanks are late, the Polish ministry noted.") == []
    assert triples("Canada dropped its digital tax.") == []


def test_a_heading_tells_the_other_party() -> None:
    text = "Về vấn đề Ukraine\n\nWashington đã cắt giảm các gói viện trợ vũ khí."
    assert triples(text)[-1] == "USA SANCTION UKR"


def test_company_named_first_acts_too() -> None:
    (claim,) = claims("Together with Germany, Norway financed two radars for Ukraine.")
    assert (set(claim.actor), claim.target) == ({"DEU", "NOR"}, ("UKR",))
