"""The reading traps that the coder must pass: each names the wrong answer and asserts the right."""

import pytest

from foedus.claims.tone import tone

from .coding import claims, coded, only, triple


def test_t01_a_number_is_of_what_its_noun_says() -> None:
    members = claims("Nếu Mỹ đàm phán với Nga, 31 quốc gia thành viên sẽ phản đối Washington.")[-1]
    allies = only("Năm 2025, chi tiêu quốc phòng của 31 nước đồng minh đạt 2% GDP.")
    assert {q.unit for q in members.quantity} <= {"members"}  # wrong: 31 countries at 2 %
    assert ("countries", 31.0) in {(q.unit, q.value) for q in allies.quantity}


def test_t03_a_headline_is_read_by_its_body() -> None:
    text = (
        "NATO đóng băng hợp đồng mua vũ khí Mỹ\n\n"
        "NATO được cho là đang xem xét đóng băng một số hợp đồng mua vũ khí từ Mỹ."
    )
    assert [c.modality for c in claims(text)] == ["considered"] * 2  # wrong: actual, considered


def test_t05_quotation_marks_make_no_claim_of_their_own() -> None:
    loud = 'Ông Rubio cảnh báo: "Loại các công ty Mỹ khỏi đấu thầu là hành động gây hấn."'
    assert [c.action for c in claims(loud)] == ["ACCUSE"]  # wrong: ASSAULT, THREATEN


def test_t06_the_chain_of_speakers_is_kept_outermost_first() -> None:
    claim = claims("A Kremlin spokesman said that Iran told envoys that Israel attacked Syria.")[-1]
    assert triple(claim) == "ISR ASSAULT SYR"
    assert claim.speaker == ("RUS", "IRN")  # wrong: none, or Israel itself


def test_t07_two_onsets_keep_their_own_years() -> None:
    text = "Russia attacked Ukraine in 2014. Russia invaded Ukraine on 24 February 2022."
    first, second = (c.date for c in claims(text))
    assert first is not None
    assert second is not None
    assert (first.start.year, second.start.year) == (2014, 2022)  # wrong: one onset


def test_t08_two_cuts_of_aid_keep_two_dates() -> None:
    text = (
        "Sau tháng 2/2025, Mỹ cắt giảm viện trợ quân sự cho Ukraine. "
        "Trong quý III năm 2025, Mỹ cắt giảm viện trợ quân sự cho Ukraine."
    )
    dates = [c.date for c in claims(text, "2026-03-01")]
    assert [d.precision for d in dates if d] == ["month", "quarter"]  # wrong: one, averaged


def test_t10_a_target_of_spending_is_a_pledge_not_a_level() -> None:
    claim = only("Allies pledged to spend 5 percent of GDP on defence by 2035.")
    assert claim.modality == "announced"  # wrong: actual, 5 % spent now


def test_t13_leaving_a_command_is_not_leaving_the_treaty() -> None:
    command = only("In 1966 France quit the military structure.")
    treaty = only("In 2017 the United States quit the Paris accord.")
    assert (command.action, treaty.action) == ("RETREAT", "REJECT")  # wrong: the same act
    assert command.modality == "historical"


def test_t14_an_activation_of_article_5_that_may_come_is_no_fact() -> None:
    text = "Trong kịch bản này, Mỹ sẽ kích hoạt Điều 5 và sẽ triển khai quân đội tới Ba Lan."
    assert {c.modality for c in claims(text)} == {"forecast"}  # wrong: actual


def test_t15_rather_than_does_not_add_a_second_actor() -> None:
    text = "Mỹ ưu tiên hợp tác với Nhật Bản hơn là Đức."
    assert only(text).actor == ("USA",)  # wrong: USA and DEU act


def test_t16_scan_errors_are_read_through() -> None:
    text = "Lâu Năm Góc định chỉ viện trợ quân sự cho Ukraine."
    assert triple(only(text)) == "USA SANCTION UKR"  # wrong: nobody, or no act


def test_t22_an_if_is_no_fact() -> None:
    text = "Nếu chính quyền Trump thu hẹp viện trợ quân sự, Ukraine có thể mất Pokrovsk."
    assert {c.modality for c in claims(text)} == {"hypothetical"}  # wrong: actual


def test_t23_a_framing_is_its_speakers() -> None:
    text = "The Kremlin said that NATO attacked Russia."
    claim = claims(text)[-1]
    assert (triple(claim), claim.speaker) == ("NATO ASSAULT RUS", ("RUS",))  # wrong: no speaker


def test_t24_a_rank_is_no_act() -> None:
    assert claims("Mỹ là đối tác thương mại lớn thứ ba của Nhật Bản.") == []  # wrong: COOPERATE


def test_t25_a_person_acts_for_the_office_held_that_day() -> None:
    text = "Biden criticised Germany. Mark Rutte criticised Germany."
    assert [c.actor for c in claims(text, "2023-05-02")] == [("USA",), ("NLD",)]
    assert claims(text, "2026-05-02")[-1].actor == ("NATO",)  # wrong: NLD for ever


def test_t32_a_withdrawal_is_negative_between_allies_only() -> None:
    claim = only("The United States withdrew 700 soldiers from Romania.")
    assert tone(claim.action, claim.domain, "allied") < 0 < tone(claim.action, [], "rival")


def test_every_claim_tells_the_rules_that_made_it() -> None:
    each = coded("Washington froze military aid to Ukraine.")[0]
    assert each.trace.fired[0] == "v.stop with n.aid"
    assert 0 < each.claim.confidence <= 1


def test_claims_of_a_document_have_ids_of_their_own() -> None:
    text = "Mỹ nối lại viện trợ và việc chia sẻ tình báo cho Ukraine. Nga bác kế hoạch của Mỹ."
    ids = [each.id for each in claims(text)]
    assert ids == ["t-001", "t-002", "t-003"]  # one clause carries two acts


@pytest.mark.parametrize(
    "text", ["", " \n\n", "?" * 500, "NATO " * 20_000, "İ" * 50, "Mỹ, " * 5_000], ids=range(6)
)
def test_odd_texts_cost_no_more_than_their_length(text: str) -> None:
    assert claims(text) == []


def test_a_sentence_without_end_is_read_in_stretches() -> None:
    text = "Russia attacked Ukraine on 3 March 2022, and " * 300
    found = coded(text)
    assert len(found) == 300
    assert all(text[c.claim.start : c.claim.end] == c.claim.quote for c in found)


def test_a_letter_with_a_longer_lower_form_shifts_no_offset() -> None:
    text = "İstanbul: Türkiye condemned Germany."
    assert claims(text)[0].quote == "Türkiye condemned Germany"
