"""Copies among many documents of one mould."""

from foedus.documents.near import same_report
from foedus.documents.records import Document

MOULD = (
    "{a} and {b} agreed in {c} to build {n} patrol boats for {m} million euros. The minister of "
    "{a} thanked {b} for its patience, and the yard in {c} hopes to hire {k} welders. Critics in "
    "{b} doubt that the boats, which need crews of {l} sailors, will ever leave the port of {c}."
)
TOWNS = ("Oslo", "Riga", "Turku", "Gdansk", "Narvik", "Bergen", "Malmo")
STATES = ("Norway", "Latvia", "Finland", "Poland", "Sweden")


def text(number: int) -> str:
    figures = {"n": 37, "m": 101, "k": 411, "l": 997}
    return MOULD.format(
        a=STATES[number % 5],
        b=STATES[(number + 1 + number // 5 % 4) % 5],
        c=TOWNS[number % 7],
        **{key: 11 + (number + 1) * step % 9001 for key, step in figures.items()},
    )


def test_a_copy_is_found_among_four_hundred_texts_of_one_mould() -> None:
    made = [Document(f"d{n:03}", "", text(n)) for n in range(400)]
    copy = Document("e", "", "SHOCK! " + text(250))
    first = same_report([*made, copy])
    assert first[400] == first[250]
    assert len(set(first)) > 300
