"""Bytes become the text that was meant, declared rightly, wrongly or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detaincrawl.encoding import decode
from tests.fuzzing import fuzzed

TEXTS = [
    ("cp1251", "Суд в столице приговорил иностранного инженера к девяти годам, его защитник обжалует приговор."),
    ("koi8-r", "Суд в столице приговорил иностранного инженера к девяти годам, его защитник обжалует приговор."),
    ("cp1251", "Суд у столиці засудив іноземного інженера до дев'яти років, його захисник оскаржить вирок."),
    ("cp1254", "Başkentteki mahkeme yabancı mühendise dokuz yıl hapis cezası verdi, avukatı kararı temyize götürüyor."),
    ("gb18030", "首都一家法院判处一名外国工程师九年徒刑，他的律师表示将提出上诉。"),
    ("big5hkscs", "首都一家法院判處一名外國工程師九年徒刑，他的律師表示將會上訴。"),
    ("cp932", "首都の裁判所は外国人技師に懲役九年の判決を言い渡し、弁護人は控訴すると述べた。"),
    ("euc_jp", "首都の裁判所は外国人技師に懲役九年の判決を言い渡し、弁護人は控訴すると述べた。"),
    ("cp949", "수도의 법원은 외국인 기술자에게 징역 구년을 선고했고 변호인은 항소하겠다고 밝혔다."),
    ("cp1256", "حكمت محكمة في العاصمة على مهندس أجنبي بالسجن تسع سنوات وقال محاميه إنه سيستأنف الحكم"),
    ("cp1255", "בית משפט בבירה גזר תשע שנות מאסר על מהנדס זר ועורך דינו הודיע שיערער על פסק הדין"),
    (
        "cp1253",
        "Δικαστήριο στην πρωτεύουσα καταδίκασε ξένο μηχανικό σε εννέα χρόνια φυλάκιση, ο δικηγόρος του ασκεί έφεση",
    ),
    ("cp1250", "Sąd w stolicy skazał zagranicznego inżyniera na dziewięć lat więzienia, jego obrońca złoży apelację."),
    (
        "cp1252",
        "Le tribunal de la capitale a condamné un ingénieur étranger à neuf ans, son avocat a annoncé un appel.",
    ),
    ("cp1252", "The court’s ruling – “harsh”, his lawyer said – came on Tuesday. It’s the latest of its kind."),
    ("cp1252", "Turkey’s courts, 2018: 7° — “harsh”, he said… £9"),
    ("cp1252", "Iran’s press: 4 held"),
    ("cp874", "ศาลในเมืองหลวงตัดสินจำคุกวิศวกรชาวต่างชาติเก้าปี ทนายความของเขาจะยื่นอุทธรณ์"),
]


def html(text: str, encoding: str, declared: str | None = None) -> bytes:
    tag = f'<meta charset="{declared}">' if declared else ""
    return f"<html><head>{tag}</head><body><p>{text}</p></body></html>".encode(encoding)


@pytest.mark.parametrize(("encoding", "text"), TEXTS)
@pytest.mark.parametrize("header", [None, "text/html", "text/html; charset=utf-8", "text/html; charset=iso-8859-1"])
def test_undeclared_and_wrongly_declared_text_is_read_right(encoding: str, text: str, header: str | None) -> None:
    assert text in decode(html(text, encoding), header)


@pytest.mark.parametrize(("encoding", "text"), TEXTS)
@pytest.mark.parametrize("header", [None, "text/html; charset=utf-8", "text/html; charset=ISO-8859-1"])
def test_the_document_is_believed_before_a_server_default(encoding: str, text: str, header: str | None) -> None:
    assert text in decode(html(text, encoding, encoding), header)


@pytest.mark.parametrize(("encoding", "text"), TEXTS)
def test_the_header_alone_is_enough(encoding: str, text: str) -> None:
    assert text in decode(html(text, encoding), f"text/html; charset={encoding}")


@pytest.mark.parametrize("declared", ["windows-1251", "gbk", "iso-8859-9", "iso-8859-1"])
def test_valid_utf8_needs_no_declaration(declared: str) -> None:
    text = "Başkentteki mahkeme – 法院 – Суд"
    assert text in decode(html(text, "utf-8", declared), f"text/html; charset={declared}")


@pytest.mark.parametrize("encoding", ["iso-8859-9", "ISO-8859-9", "latin5", "windows-1254"])
def test_turkish_labels_are_one_encoding(encoding: str) -> None:
    text = "İçişleri Bakanlığı sözcüsü"
    assert text in decode(html(text, "cp1254"), f"text/html; charset={encoding}")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_outranks_every_declaration(encoding: str) -> None:
    assert decode("<p>Суд".encode(encoding), "text/html; charset=windows-1251") == "<p>Суд"


def test_xml_declaration_is_read() -> None:
    feed = '<?xml version="1.0" encoding="windows-1251"?><rss><title>Суд</title></rss>'.encode("cp1251")
    assert "Суд" in decode(feed, "application/rss+xml")


def test_iso_2022_is_taken_at_its_word() -> None:
    text = "首都の裁判所は外国人技師に懲役九年"
    assert text in decode(html(text, "iso2022_jp"), "text/html; charset=iso-2022-jp")


def test_broken_bytes_in_utf8_cost_only_themselves() -> None:
    body = "<p>Суд приговорил инженера</p>".encode() + b"\xff\xfe <p>" + "Защитник обжалует".encode()
    text = decode(body, None)
    assert "Суд приговорил инженера" in text
    assert "Защитник обжалует" in text


def test_text_of_the_page_outweighs_the_scripts_of_another_language() -> None:
    text = "Волга-Информ</a><a>Русская версия</a><p>The sentence runs from March, “his lawyer” said."
    assert text in decode(html(text, "cp1251"), "text/html; charset=iso-8859-1")


@fuzzed(100)
@given(
    st.binary(max_size=300), st.sampled_from(["", "zlib", "punycode", "undefined", "utf-7", "hex", "idna", "utf-16"])
)
def test_any_bytes_become_text(body: bytes, name: str) -> None:
    assert isinstance(decode(body, f"text/html; charset={name}"), str)
    assert isinstance(decode(b'<meta charset="' + name.encode() + b'">' + body, None), str)
