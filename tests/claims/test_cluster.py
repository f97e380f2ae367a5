# ruff: noqa: E501 - sentences of a page stand on one line
"""Events and roots: what happened once counts once, however often and wherever it is told."""

from dataclasses import replace

from foedus.claims.cluster import cluster
from foedus.claims.events import events
from foedus.documents.near import same_report
from foedus.documents.records import Document

from .making import claim, source

ENGLISH = source(
    "en",
    "Paris pulls out\nPARIS, 4 May 2024 (Reuters) - France withdrew 1,300 soldiers from Niger on Saturday.\n"
    "Berlin pledged 40 tanks to Ukraine.\n",
)
VIETNAMESE = source(
    "vi",
    "Pháp rút quân\nNgày 5/5/2024\nPháp đã rút khoảng 1.300 binh sĩ khỏi Niger hôm thứ Bảy.\n"
    "Đức cam kết 18 xe tăng cho Ukraine.\n",
)


def test_one_act_in_two_languages_is_one_event() -> None:
    troops = [{"value": 1300, "unit": "troops", "of": "", "bound": "exact"}]
    one = claim(
        ENGLISH, "withdrew 1,300 soldiers", "FRA RETREAT NER", "2024-05-04", quantity=troops
    )
    two = claim(
        VIETNAMESE, "rút khoảng 1.300 binh sĩ", "FRA RETREAT NER", "2024-05-04", quantity=troops
    )
    a, b = cluster([one, two], [ENGLISH, VIETNAMESE])
    assert a.event == b.event
    assert a.root != b.root


def test_different_figures_of_one_unit_are_two_events() -> None:
    def tanks(n: int) -> list[dict[str, object]]:
        return [{"value": n, "unit": "tanks", "of": "", "bound": "exact"}]

    one = claim(ENGLISH, "pledged 40 tanks", "DEU AGREE UKR", number=2, quantity=tanks(40))
    two = claim(VIETNAMESE, "cam kết 18 xe tăng", "DEU AGREE UKR", number=2, quantity=tanks(18))
    assert events([one, two], {}) == [0, 1]


def test_acts_a_year_apart_are_two_events() -> None:
    one = claim(ENGLISH, "withdrew 1,300 soldiers", "FRA RETREAT NER", "2024-05-04")
    two = claim(VIETNAMESE, "rút khoảng 1.300 binh sĩ", "FRA RETREAT NER", "2025-05-04")
    assert len(set(events([one, two], {}))) == 2


def test_unlike_acts_of_one_dyad_stay_apart() -> None:
    one = claim(ENGLISH, "withdrew 1,300 soldiers", "FRA RETREAT NER", "2024-05-04")
    two = claim(ENGLISH, "Berlin pledged", "DEU AGREE UKR", number=2)
    assert len(set(events([one, two], {}))) == 2


def test_order_of_claims_changes_no_event() -> None:
    made = [
        claim(ENGLISH, "withdrew 1,300 soldiers", "FRA RETREAT NER", "2024-05-04", number=1),
        claim(VIETNAMESE, "rút khoảng 1.300 binh sĩ", "FRA RETREAT NER", "2024-05-04", number=2),
        claim(ENGLISH, "Berlin pledged", "DEU AGREE UKR", number=3),
    ]
    forward = events(made, {})
    backward = events(made[::-1], {})[::-1]
    same = {(i, j) for i in range(3) for j in range(3) if forward[i] == forward[j]}
    assert same == {(i, j) for i in range(3) for j in range(3) if backward[i] == backward[j]}


def test_no_claims_no_events() -> None:
    assert cluster([], [ENGLISH]) == []


STORY = (
    "Two of the six destroyers at Rota, the USS Arleigh and the USS Bulkeley, will return to Norfolk "
    "by 30 June 2021. Four ships and 1,180 sailors stay. Defence Minister Carla Ortega said that about "
    "420 sailors leave, and that 65 million dollars for a pier are put off. "
)


def test_copies_share_the_earliest_as_root() -> None:
    first, copy, other = (
        Document("b", "1", STORY, published=ENGLISH.document.published),
        Document("a", "2", "SHOCK! " + STORY, published=VIETNAMESE.document.published),
        Document("c", "3", "Japan and the Philippines signed an accord in Manila on 8 July 2024."),
    )
    assert same_report([copy, first, other]) == [1, 1, 2]


def test_short_news_and_pictures_are_roots_of_their_own() -> None:
    page = source(
        "p",
        "Title\nA first paragraph that is long enough to be one and says that nothing much has happened today.\n"
        "The leaders meet in Oslo. Photo: Ann Lee\nNEWS IN BRIEF\n"
        "Norway bought 54 tanks from Germany on Friday, the ministry said.\n"
        "Sweden sent two ships to the Baltic on Monday, the navy said.\n",
    )
    made = [
        claim(page, "nothing much has happened", "NOR ACCUSE", number=1),
        claim(page, "The leaders meet", "NOR CONSULT", number=2),
        claim(page, "Norway bought 54 tanks", "NOR AGREE DEU", number=3),
        claim(page, "Sweden sent two ships", "SWE MOBILIZE", number=4),
    ]
    roots = [c.root for c in cluster(made, [page])]
    assert roots == ["p", "p caption 1", "p teaser 1", "p teaser 2"]


def test_two_languages_that_sign_one_agency_and_tell_the_same_share_a_root() -> None:
    signed = source("vi2", VIETNAMESE.document.text + "Theo Reuters\n")
    day = "2024-05-04"
    troops = {"quantity": [{"value": 1300, "unit": "troops", "of": "", "bound": "exact"}]}
    tanks = {"quantity": [{"value": 40, "unit": "tanks", "of": "", "bound": "exact"}]}
    made = [
        claim(ENGLISH, "withdrew 1,300 soldiers", "FRA RETREAT NER", day, **troops),
        claim(ENGLISH, "Berlin pledged 40 tanks", "DEU AGREE UKR", day, number=2, **tanks),
        claim(signed, "rút khoảng 1.300 binh sĩ", "FRA RETREAT NER", day, **troops),
        claim(signed, "Đức cam kết 18 xe tăng", "DEU AGREE UKR", day, number=2, **tanks),
    ]
    done = cluster(made, [ENGLISH, signed])
    assert len({c.root for c in done}) == 1
    apart = [replace(c, date=None, quantity=()) for c in made]
    assert len({c.root for c in cluster([apart[0], apart[3]], [ENGLISH, signed])}) == 2


def test_words_that_two_reports_quote_have_one_source() -> None:
    words = "We will keep every soldier where he stands until the talks are over"
    one = source(
        "one", f'Title\nThe minister spoke in Oslo. "{words}," he said. Norway sold gas.\n'
    )
    two = source("two", f"Other\nPapers in Rome were not convinced. “{words}”, Oslo insists.\n")
    made = [
        claim(one, "keep every soldier where he stands", "NOR MOBILIZE", number=1),
        claim(one, "Norway sold gas", "NOR AGREE", number=2),
        claim(two, "keep every soldier where he stands", "NOR MOBILIZE", number=1),
    ]
    roots = [c.root for c in cluster(made, [one, two])]
    assert roots[0] == roots[2]
    assert roots[1] == "one"
    assert roots[0].startswith("quotation “we will keep every")
