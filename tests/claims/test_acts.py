"""The acts of single sentences, in both languages: who does what to whom."""

import pytest

from .coding import claims, triples

ENGLISH = [
    ("GRC,ISR AGREE", "Greece and Israel clinched a long-term pact on coastal radar."),
    ("NLD AGREE FRA", "The Dutch cabinet placed an order for nine frigates with a French yard."),
    ("KOR,JPN CONSULT", "Envoys from Seoul and Tokyo sat down in Geneva for a fourth round."),
    ("CZE CONSULT SVK", "The Czech premier rang his Slovak colleague over the weekend."),
    ("TUR CONSULT GRC", "A high-level Turkish delegation paid a visit to Athens."),
    ("BGR SUPPORT HRV", "Sofia threw its weight behind the Croatian bid."),
    ("DEU SUPPORT ESP", "Berlin hailed the Spanish decision as overdue."),
    ("AUS SUPPORT PHL", "Australia voiced solidarity with Manila after the collision."),
    ("FIN,SWE COOPERATE", "Finnish and Swedish pilots flew joint sorties above the Arctic Circle."),
    ("DNK AID UKR", "Copenhagen handed Kyiv the last of its howitzers."),
    ("KOR AID UKR", "South Korea shipped half a million shells to Ukraine through Poland."),
    ("USA CONCEDE CHE", "Washington waived the levy on Swiss watches."),
    ("HUN CONCEDE", "Budapest dropped its veto on the sixth package."),
    ("TUR CONCEDE", "Turkey bowed to pressure and let the convoy pass."),
    ("FRA RETREAT TCD", "The last French paratroopers left Chad in January."),
    ("USA RETREAT KWT", "America is scaling back its garrison in Kuwait."),
    ("LTU REQUEST DEU", "Vilnius pleaded with Berlin for longer-range missiles."),
    ("POL REQUEST NATO", "Poland wants NATO to station more tankers near Suwalki."),
    ("RUS ACCUSE FIN", "The Kremlin lashed out at Finland over the new base."),
    ("CZE ACCUSE RUS", "Prague blamed Russian hackers for the outage."),
    ("PRT ACCUSE USA", "The Portuguese minister deplored Washington's silence."),
    ("FRA REJECT USA", "Paris turned down the American offer."),
    ("RUS REJECT", "Russia walked away from the grain deal."),
    ("CHN THREATEN PHL", "Beijing vowed retaliation if Manila lets the missiles in."),
    ("ROU PROTEST RUS", "Bucharest called in the Russian ambassador after debris fell on a farm."),
    ("NOR PROTEST RUS", "Oslo lodged a formal complaint with Moscow."),
    ("EU SANCTION CHN", "Brussels slapped duties of 20 percent on Chinese vans."),
    (
        "USA SANCTION UKR",
        "The White House has put the shipment of artillery rounds to Ukraine on ice.",
    ),
    ("SWE MOBILIZE", "Sweden will double its conscript intake."),
    ("RUS MOBILIZE", "Russia massed armour near Kupiansk."),
    ("ESP MOBILIZE", "Spain's military outlays climbed to 2 percent of GDP last year."),
    ("CHN COERCE PHL", "The Chinese coast guard boarded a Philippine trawler."),
    ("RUS COERCE EST", "Russian jets violated Estonian airspace for twelve minutes."),
    ("FIN COERCE", "Finnish police seized a tanker suspected of cutting a cable."),
    ("RUS ASSAULT UKR", "A Russian drone struck a maternity ward in Kherson."),
    ("UKR ASSAULT", "Ukraine shot down 40 of the missiles."),
    ("JPN MOBILIZE", "Japan fielded its first long-range missiles on Kyushu."),
    ("JPN AID UKR", "Tokyo has wired another 200 million dollars to Kyiv for demining."),
    ("NLD AID UKR", "The Netherlands will train Ukrainian pilots at a base in Romania."),
    ("NOR,FIN AGREE", "Oslo and Helsinki sealed a pact on cross-border airspace."),
    ("IND:EUR AGREE ITA", "Rheinmetall won a 1.2-billion-euro order from Italy."),
    ("POL,DEU CONSULT", "The Polish and German chancelleries have been in contact since Sunday."),
    ("CHN CONSULT FRA", "Xi received the French president in the Great Hall."),
    ("GRC SUPPORT EGY", "Greece backs the Egyptian plan."),
    ("USA COOPERATE UKR", "Intelligence from Washington helped Kyiv to find the depot."),
    ("ROU CONCEDE", "Under pressure, Bucharest agreed to release the detained sailors."),
    ("USA RETREAT JPN", "The Pentagon has begun pulling marines out of Okinawa."),
    ("USA RETREAT KOR", "American troop levels in Korea fell to 24,000."),
    ("UKR REQUEST DEU", "Kyiv is asking Berlin for Taurus missiles again."),
    ("USA REQUEST ESP", "Trump wants Spain to pay up."),
    ("FRA ACCUSE USA", "Macron took aim at Washington over the tariffs."),
    ("GEO REJECT", "Georgia shelved its application to join the Union."),
    ("RUS THREATEN", "Moscow said it would strike any convoy that crossed the border."),
    ("USA THREATEN CAN", "The United States has threatened Canada with a 35 percent levy."),
    ("CHN PROTEST JPN", "China lodged representations with Tokyo over the shrine visit."),
    ("LTU SANCTION BLR", "Vilnius closed the border to Belarusian trucks."),
    ("USA SANCTION", "The Trump administration doubled tariffs on steel to 50 percent."),
    ("CAN SANCTION RUS", "Canada stripped the Russian consul of his accreditation."),
    ("DEU MOBILIZE", "The Bundestag approved 100 billion euros for the armed forces."),
    ("IRN COERCE GRC", "Iranian commandos seized a Greek tanker."),
    ("RUS ASSAULT UKR", "Russian glide bombs flattened a school near Sumy."),
    ("TUR ASSAULT IRQ", "Turkey carried out air strikes in northern Iraq."),
]
VIETNAMESE = [
    ("IND,FRA AGREE", "Ấn Độ và Pháp chốt thương vụ 26 tiêm kích Rafale."),
    ("AUS AGREE USA", "Canberra cam kết đặt mua thêm tàu ngầm của Mỹ."),
    ("FIN AGREE USA", "Quốc hội Phần Lan phê chuẩn hiệp định quốc phòng với Hoa Kỳ."),
    ("KOR CONSULT POL", "Tổng thống Hàn Quốc thăm chính thức Ba Lan."),
    ("SWE SUPPORT UKR", "Thụy Điển bày tỏ ủng hộ Kiev vô điều kiện."),
    ("JPN SUPPORT PHL", "Tokyo đánh giá cao vai trò của Manila."),
    ("USA,JPN COOPERATE", "Mỹ và Nhật Bản chia sẻ dữ liệu ra-đa."),
    ("IND,AUS COOPERATE", "Hải quân Ấn Độ cùng hải quân Úc tuần tra chung."),
    ("NOR AID UKR", "Na Uy bàn giao sáu tiêm kích F-16 cho Ukraine."),
    ("DEU AID UKR", "Đức giải ngân thêm 500 triệu euro hỗ trợ Kiev."),
    ("USA CONCEDE MYS", "Mỹ nới lỏng lệnh cấm xuất khẩu chip sang Malaysia."),
    ("POL CONCEDE UKR", "Ba Lan gỡ bỏ hạn chế đối với nông sản Ukraine."),
    ("FRA RETREAT NER", "Pháp rút toàn bộ binh sĩ khỏi Niger."),
    ("USA RETREAT ROU", "Lầu Năm Góc đưa một lữ đoàn từ Romania về nước."),
    ("LTU REQUEST DEU", "Vilnius thúc giục Berlin gửi tên lửa Taurus."),
    ("USA REQUEST ESP", "Nhà Trắng đòi Tây Ban Nha chi 5% GDP cho quốc phòng."),
    ("RUS ACCUSE FIN", "Điện Kremlin chỉ trích Phần Lan mở căn cứ."),
    ("PHL ACCUSE CHN", "Manila tố tàu Trung Quốc phun vòi rồng."),
    ("RUS REJECT", "Nga rút khỏi hiệp định ngũ cốc."),
    ("TUR REJECT USA", "Ankara khước từ gặp Washington."),
    ("PRK THREATEN KOR", "Bình Nhưỡng dọa đáp trả nếu Seoul tiếp tục rải truyền đơn."),
    ("ROU PROTEST RUS", "Bucharest triệu đại sứ Nga để phản đối."),
    ("EU SANCTION CHN", "EU áp thuế 20% lên xe điện Trung Quốc."),
    ("GBR SANCTION RUS", "Anh đưa ba ngân hàng Nga vào danh sách đen."),
    ("USA SANCTION UKR", "Mỹ tạm dừng chuyển đạn pháo cho Ukraine."),
    ("SWE MOBILIZE", "Thụy Điển tăng gấp đôi số lính nghĩa vụ."),
    ("RUS MOBILIZE", "Nga điều thêm hai lữ đoàn tới Belgorod."),
    ("ESP MOBILIZE", "Chi tiêu quốc phòng của Tây Ban Nha đạt 2% GDP."),
    ("CHN COERCE PHL", "Hải cảnh Trung Quốc bắt giữ tàu cá Philippines."),
    ("RUS COERCE EST", "Máy bay Nga xâm phạm không phận Estonia."),
    ("RUS ASSAULT UKR", "Tên lửa Nga đánh trúng chung cư ở Odesa."),
    ("UKR ASSAULT", "Ukraine bắn hạ 40 máy bay không người lái."),
    ("JPN AID UKR", "Nhật Bản chuyển thêm 200 triệu USD cho Kiev để rà phá bom mìn."),
    ("CAN AID UKR", "Canada đã gửi 50 xe bọc thép tới Ukraine."),
    ("PHL,AUS AGREE", "Manila và Canberra ký thỏa thuận quốc phòng mới."),
    ("CHN CONSULT FRA", "Chủ tịch Tập Cận Bình tiếp Tổng thống Pháp tại Bắc Kinh."),
    ("GRC SUPPORT EGY", "Hy Lạp ủng hộ kế hoạch của Ai Cập."),
    ("USA RETREAT JPN", "Lầu Năm Góc bắt đầu rút lính thủy đánh bộ khỏi Okinawa."),
    ("USA RETREAT KOR", "Số lính Mỹ tại Hàn Quốc giảm xuống còn 24.000."),
    ("USA REQUEST ESP", "Ông Trump muốn Tây Ban Nha chi nhiều hơn."),
    ("UKR REQUEST DEU", "Kiev lại xin Berlin cấp tên lửa Taurus."),
    ("FRA ACCUSE USA", "Tổng thống Macron chĩa mũi dùi vào Washington vì thuế quan."),
    ("POL REJECT", "Ba Lan loại trừ khả năng gửi quân."),
    (
        "USA REJECT TUR",
        "Thượng viện Mỹ bỏ phiếu chặn việc bán máy bay không người lái cho Thổ Nhĩ Kỳ.",
    ),
    ("USA THREATEN CAN", "Mỹ dọa áp thuế 35% lên hàng Canada."),
    ("CHN PROTEST JPN", "Trung Quốc trao công hàm phản đối Nhật Bản."),
    ("LTU SANCTION BLR", "Litva đóng cửa biên giới với xe tải Belarus."),
    ("USA SANCTION", "Chính quyền Trump tăng gấp đôi thuế thép lên 50%."),
    ("DEU MOBILIZE", "Hạ viện Đức thông qua 100 tỷ euro cho quân đội."),
    ("CHN COERCE NLD", "Tin tặc Trung Quốc xâm nhập mạng của Bộ Quốc phòng Hà Lan."),
    ("IRN COERCE GRC", "Đặc nhiệm Iran bắt giữ một tàu chở dầu Hy Lạp."),
    ("RUS ASSAULT UKR", "Bom lượn Nga san phẳng một trường học gần Sumy."),
    ("TUR ASSAULT IRQ", "Thổ Nhĩ Kỳ tiến hành không kích ở miền bắc Iraq."),
]


@pytest.mark.parametrize(("expected", "sentence"), [*ENGLISH, *VIETNAMESE])
def test_the_act_of_a_sentence(expected: str, sentence: str) -> None:
    assert triples(sentence) == [expected]


@pytest.mark.parametrize(
    ("modality", "sentence"),
    [
        ("actual", "Poland bought 30 tanks from Korea."),
        ("announced", "Poland will deploy a brigade to Latvia, Warsaw announced."),
        ("threatened", "Moscow threatened to attack Estonia."),
        ("considered", "Washington is weighing cutting military aid to Ukraine."),
        ("hypothetical", "Russia could attack Estonia."),
        ("forecast", "Russia will probably attack Estonia, analysts say."),
        ("assertion", "The withdrawal of American troops undermines NATO."),
        ("negated", "Washington did not cut military aid to Ukraine."),
        ("historical", "In 1966 France expelled American troops."),
        ("actual", "Mỹ đã cắt viện trợ quân sự cho Ukraine."),
        ("announced", "Mỹ quyết định cắt viện trợ quân sự cho Ukraine."),
        ("threatened", "Mỹ dọa áp thuế lên hàng Canada."),
        ("considered", "Mỹ được cho là đang cân nhắc cắt viện trợ quân sự cho Ukraine."),
        ("hypothetical", "Mỹ có thể cắt viện trợ quân sự cho Ukraine."),
        ("forecast", "Nhiều khả năng Mỹ sẽ cắt viện trợ quân sự cho Ukraine."),
        ("assertion", "Việc Mỹ cắt viện trợ quân sự làm suy yếu Ukraine."),
        ("negated", "Mỹ chưa cắt viện trợ quân sự cho Ukraine."),
        ("historical", "Năm 1949, Mỹ ký hiệp ước với Pháp."),
    ],
)
def test_the_modality_of_a_sentence(modality: str, sentence: str) -> None:
    assert [c.modality for c in claims(sentence)] == [modality]


def test_the_innermost_modality_wins() -> None:
    reported = "Washington is reported to be considering cutting military aid to Ukraine."
    said = "Washington said that it had cut military aid to Ukraine."
    assert [c.modality for c in claims(reported)] == ["considered"]
    assert [c.modality for c in claims(said)] == ["actual"]


def test_what_is_unlikely_has_the_opposite_polarity() -> None:
    claim = claims("Russia is unlikely to attack Estonia.")[0]
    assert (claim.modality, claim.polarity) == ("forecast", -1)
