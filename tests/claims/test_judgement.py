"""Judgement and standing told by the build of a sentence, beside what only looks like it."""

import pytest

from .coding import claims

HELPS = [
    ("assertion", "Việc mở rộng NATO góp phần nâng cao khả năng răn đe, củng cố phòng thủ của Ý."),
    ("assertion", "Anh viện trợ cho Ukraine, góp phần tăng cường phòng thủ ở Baltic."),
    ("assertion", "Japan's aid contributes to raising the morale of Ukraine."),
    ("actual", "Mỹ gây ra lo ngại ở Đức, rút 500 quân khỏi Mali."),
]
ROLES = [
    ("assertion", "Cuộc tập trận với Philippines đã trở thành công cụ răn đe của Mỹ."),
    ("assertion", "Ấn Độ là đối tác phù hợp nhất của Pháp trong việc tiếp cận, triển khai quân."),
    ("assertion", "Sanctions on Russia remain the main instrument of the European Union."),
    ("assertion", "American aid to Israel has become a lever of Washington."),
    ("assertion", "Poland is the best place to deploy American troops."),
    ("actual", "Đức là nước viện trợ nhiều nhất cho Ukraine ở châu Âu."),
    ("actual", "Mỹ, vốn là trụ cột của NATO, đã gửi 500 binh sĩ tới Ba Lan."),
    ("actual", "Poland, which is a key pillar of NATO, sent 200 tanks to Ukraine."),
    ("actual", "Seoul is the most important buyer of American weapons and sent shells to Kyiv."),
    ("actual", "Tokyo tái khẳng định liên minh với Mỹ là trụ cột của an ninh khu vực."),
]
MESSAGES = [
    ("assertion", "Việc triển khai tên lửa ở Đức gửi thông điệp răn đe tới Nga."),
    ("assertion", "Cuộc tập trận phát đi tín hiệu NATO sẽ bảo vệ Estonia."),
    ("assertion", "The deployment to Estonia sends the message that NATO will defend its members."),
    ("forecast", "Trump sent a message that the United States will defend Japan."),
    ("forecast", "Putin gửi thông điệp cho Trump rằng Nga sẽ rút quân khỏi Kherson."),
]
OTHERS = [
    ("assertion", "Đức viện trợ cho Ukraine, cũng là giúp Ba Lan."),
    ("assertion", "Viện trợ vũ khí cho Litva chính là hỗ trợ Đức."),
    ("assertion", "Nordic aid to Estonia is also to defend Germany."),
    ("assertion", "Dù ai lên nắm quyền, Mỹ vẫn ủng hộ Israel."),
    ("actual", "Dù gặp khó khăn nào, Mỹ đã viện trợ cho Ukraine 3 tỷ USD."),
    ("assertion", "Tình hình mới đặt ra yêu cầu NATO tăng cường phòng thủ."),
    ("actual", "Nga đặt ra yêu cầu Ukraine rút quân khỏi Donbass."),
    ("hypothetical", "Nga có thể khiến NATO tăng quân ở Baltic."),
    ("assertion", "Đòn thuế của Mỹ đang khoét rỗng lòng tin của Nhật Bản."),
    (
        "assertion",
        "Việc ông Trump hồi tháng 6 gọi hiệp ước Mỹ - Nhật là bất công đã gieo nghi ngờ.",
    ),
]


@pytest.mark.parametrize(("modality", "text"), [*HELPS, *ROLES, *MESSAGES, *OTHERS])
def test_a_judgement_is_told_from_a_deed(modality: str, text: str) -> None:
    assert claims(text)[-1].modality == modality


PURPOSES = [
    ("hypothetical", "Để rút quân khỏi Iraq, Washington cần tìm một đối tác tin cậy."),
    ("hypothetical", "To sign a trade agreement with Japan, Washington must calm its voters."),
    ("hypothetical", "In order to withdraw its troops from Iraq, Washington needs to find allies."),
    ("actual", "Để đáp trả việc Mỹ rút quân khỏi Đức, Berlin phải tăng chi tiêu quốc phòng."),
    ("actual", "To help Ukraine, Britain sent 14 tanks to Kyiv."),
]


@pytest.mark.parametrize(("modality", "text"), PURPOSES)
def test_the_purpose_of_a_duty_has_not_happened(modality: str, text: str) -> None:
    assert claims(text)[0].modality == modality


STANDING = [
    ("actual AGREE", "Berlin vẫn giữ được sự đồng thuận với Paris."),
    (
        "actual AGREE",
        "The share of the Polish budget earmarked for weapons accounts for half of it.",
    ),
    ("actual AID", "Mỹ đã cam kết viện trợ quân sự 60 tỷ USD cho Ukraine kể từ tháng 2/2022."),
    (
        "actual AID",
        "Washington has pledged 60 billion dollars in aid to Ukraine since the invasion.",
    ),
    ("actual AGREE", "Rome and Tokyo reached agreement on a joint fighter from 2035."),
    ("actual AGREE", "Hà Nội và Seoul đã đạt thỏa thuận hợp tác quốc phòng cho năm 2027."),
    ("actual AGREE", "Rome and Madrid agree on the cost of the fleet for 2027."),
    ("forecast AGREE", "Oslo and Berlin will reach an agreement on submarines in 2027."),
    ("announced MOBILIZE", "Ba Lan nâng chi tiêu quốc phòng đạt 5% GDP vào năm 2027."),
    ("announced AGREE", "Thụy Điển gia nhập NATO vào tháng 9/2025."),
    ("announced AGREE", "Đức cam kết viện trợ 4 tỷ euro cho Ukraine trong năm 2026."),
    ("announced AGREE", "Chính phủ Đức sẽ gửi hai hệ thống Patriot cho Ukraine."),
    ("announced AGREE", "The German government will send two Patriot systems to Ukraine."),
    ("forecast AID", "Giới quan sát nhận định chính phủ Đức sẽ gửi thêm xe tăng cho Ukraine."),
    ("forecast RETREAT", "Theo giáo sư Trần Nam, chính phủ Đức sẽ rút quân khỏi Mali."),
    ("hypothetical AGREE", "Chính phủ Ba Lan có thể sẽ mua xe tăng của Hàn Quốc."),
    ("actual REQUEST", "Ba Lan mong muốn Mỹ tăng quân ở sườn Đông."),
]


@pytest.mark.parametrize(("expected", "text"), STANDING)
def test_what_stands_or_is_planned_is_told_from_a_forecast(expected: str, text: str) -> None:
    last = claims(text)[-1]
    assert f"{last.modality} {last.action}" == expected
