"""Things left out or told by a pronoun, constructions without a verb, words of two languages."""

import pytest

from .coding import claims, triples

LAST = [
    # the thing was told before
    ("DEU AID UKR", "Berlin had two radars to spare. Kyiv got them from Germany."),
    ("USA AID", "Washington hứa cấp đạn. Mỹ đã giao."),
    ("FRA RETREAT MLI", "France has a battalion in Mali. By June Paris will withdraw it."),
    ("AUS REJECT JPN", "Tokyo wrote the treaty, which Canberra abandoned."),
    # thing and preposition tell what is done
    ("FIN AID UKR", "Helsinki squirrelled 300 million euros to Ukraine."),
    ("RUS ASSAULT UKR", "Moscow catapulted forty drones at Odesa."),
    ("USA COOPERATE UKR", "Washington drip-fed satellite imagery to Kyiv."),
    ("POL AGREE KOR", "Warsaw whisked through a contract with Seoul."),
    ("USA RETREAT KWT", "The Pentagon orders 300 soldiers out of Kuwait."),
    # what is paid for is bought, what is for somebody given
    ("CZE AGREE USA", "Prague is paying for 24 F-35s."),
    ("CZE AID UKR", "Prague is paying for drones for Ukraine."),
    ("PRK MOBILIZE", "Pyongyang fired two ballistic missiles into the Sea of Japan."),
    ("ISR ASSAULT IRN", "Israel strikes Iran."),
    ("BEL SUPPORT UKR", "Belgium backs Ukraine."),
    # a treaty has parties, a request somebody who is asked, a worry a seat
    ("RUS REJECT USA", "Moscow has walked away from New START."),
    ("LVA REQUEST NATO", "Riga invoked Article 4 on Sunday."),
    ("USA REQUEST CHE", "The White House told the Swiss to cut a deal."),
    ("USA REQUEST CHE", "Washington nói Thụy Sĩ phải mua thêm khí đốt."),
    ("BLR THREATEN LVA", "Minsk warned Riga of grave consequences."),
    ("LVA SANCTION BLR", "Latvia shut two crossings with Belarus."),
    # soldiers pay no visits, and leave one place for another
    ("USA MOBILIZE NOR", "Two American battalions were flown to Norway."),
    ("USA RETREAT JPN", "The Pentagon will move 900 marines from Japan to Guam."),
    # the same with another
    ("FRA CONSULT TUR", "Macron spoke with Modi on Monday and, separately, with Erdogan."),
    ("DNK SANCTION RUS", "Sweden closed its airspace to Russian jets and Denmark its land border."),
]


@pytest.mark.parametrize(("expected", "text"), LAST)
def test_the_last_act_of_a_text(expected: str, text: str) -> None:
    assert triples(text)[-1] == expected


def test_what_others_did_is_a_claim_beside_the_reaction_to_it() -> None:
    assert triples("Oslo condemned Russia's attack on Odesa.") == [
        "NOR ACCUSE RUS",
        "RUS ASSAULT UKR",
    ]


def test_an_order_that_is_denied_was_not_given() -> None:
    text = "Bộ Quốc phòng Ý phủ nhận đã ra lệnh rút 200 quân khỏi Latvia."
    assert [claim.modality for claim in claims(text)] == ["negated"]


def test_words_of_the_other_language_are_not_read() -> None:
    assert triples("If the tanks do go, Poland will sell none.") == ["POL AGREE"]
    assert triples("Pháp có nỗ lực to lớn.") == []


def test_adverbs_do_not_cut_a_clause() -> None:
    assert triples("Hungary has still not ratified the protocol.") == ["HUN AGREE"]


PARTED = [
    ("AUT REJECT", "Vienna turned the offer down."),
    ("AUT REJECT", "Vienna has ruled that out."),
    ("CAN REJECT", "Ottawa called the talks off."),
    ("ITA AGREE UKR", "Rome set 90 million euros aside for Ukraine."),
]


@pytest.mark.parametrize(("expected", "text"), PARTED)
def test_an_object_may_part_a_verb_from_its_particle(expected: str, text: str) -> None:
    assert triples(text)[0] == expected


def test_a_first_word_alone_is_no_verb_of_the_phrase() -> None:
    assert triples("The president turned to his allies.") == []
