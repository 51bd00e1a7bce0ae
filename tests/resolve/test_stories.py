"""Copies of one story, and whose report it is."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detaincrawl.resolve.accounts import Account, Told
from detaincrawl.resolve.agencies import agency
from detaincrawl.resolve.stories import Signature, near, signature, stories
from detaincrawl.resolve.values import Opinion, voices

WIRE = [
    "MINSK (AP) — A court in the capital on Friday sent a Norwegian cyclist to prison for two years for photographing "
    "a railway yard, his lawyer said.",
    "Odd Bakken, 41, had ridden from Oslo to the Black Sea and back when officers stopped him near the western border "
    "in May.",
    "The judge found that the pictures on his telephone could be of use to a foreign army. Bakken told the court that "
    "he likes trains.",
    "Norway's foreign ministry said that a consul had visited him twice and that it would not discuss the case any "
    "further.",
    "His sister, who sat in the second row, said that he had lost nine kilos and asked for books about birds.",
]
OTHER = [
    "A Norwegian court on Friday sent two men from Minsk to prison for stealing bicycles worth half a million kroner.",
    "They had ridden about Oslo at night with a van behind them, prosecutors said, and picked what looked dear.",
    "The lawyer of the older one said that he likes bicycles and would appeal. The younger one had nothing to say.",
]
CHINESE = (
    "法院周五判处一名挪威骑行者两年有期徒刑，理由是他在边境附近拍摄铁路站场。"
    "其律师表示将提出上诉，挪威外交部说领事已两次探视。"
)


def text(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs)


def of(words: str) -> Signature:
    found = signature(words)
    assert found
    return found


COPIES = {
    "the same": text(WIRE),
    "without its last paragraphs": text(WIRE[:3]),
    "with a local paragraph": text(
        [*WIRE, "Bakken used to teach at the school in Vestby, where a vigil is held on Sunday."]
    ),
    "in another order": text([WIRE[0], *WIRE[:0:-1]]),
    "another spelling of spaces and signs": text(WIRE).replace(" ", "  ").replace("'", "’").upper(),
    "a word changed here and there": text(WIRE).replace("prison", "jail").replace("pictures", "photos"),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES.keys())
def test_copies_of_a_report_are_one_story(copy: str) -> None:
    assert near(of(text(WIRE)), of(copy))
    assert near(of(copy), of(text(WIRE)))


def test_two_reports_with_the_same_words_are_two_stories() -> None:
    assert not near(of(text(WIRE)), of(text(OTHER)))


def test_scripts_without_spaces_have_stories_too() -> None:
    assert near(of(CHINESE), of(CHINESE[:-12]))
    assert not near(
        of(CHINESE),
        of("国家足球队周五宣布新任主教练人选，他曾在挪威执教两年。球迷表示欢迎，足协说合同将于下周正式签署。" * 2),
    )


def test_a_repost_is_its_post() -> None:
    post = "Odd Bakken is home. The cyclist landed in Oslo at noon after fourteen months in a colony, his sister says."
    assert near(of(post), of(f"RT @oslo_watch: {post} https://t.example/x1"))


def test_a_text_too_short_to_tell_has_no_signature() -> None:
    assert signature("Breaking: more to follow") is None
    assert signature("") is None


def test_signatures_do_not_change_between_versions_of_the_library() -> None:
    # They are stored: other numbers for the same text would part all copies from what is in the database.
    found = of(text(WIRE))
    assert found.values[:3] == (574161473, 443155763, 601203433)
    assert found.bands[-1] == -734382699


def _corpus() -> dict[int, Signature]:
    drawn = random.Random(3)
    words = [f"w{n}" for n in range(400)]
    made: dict[int, Signature] = {}
    for story in range(4):
        base = drawn.choices(words, k=150)
        for copy in range(4):
            cut = base[: 150 - 20 * copy]
            made[story * 4 + copy + 1] = of(" ".join([*cut, *drawn.choices(words, k=10 * copy)]))
    return made


CORPUS = _corpus()


@given(st.permutations(range(1, len(CORPUS) + 1)))
def test_stories_do_not_depend_on_the_order_of_arrival(order: list[int]) -> None:
    renamed = dict(enumerate(order, 1))
    found = stories({number: CORPUS[renamed[number]] for number in renamed})
    groups = {frozenset(renamed[n] for n in found if found[n] == leader) for leader in found.values()}
    assert groups == {frozenset(range(start, start + 4)) for start in (1, 5, 9, 13)}
    assert all(leader == min(n for n in found if found[n] == leader) for leader in found.values())


def test_a_thousand_copies_are_put_together_at_once() -> None:
    copies = {number: of(text(WIRE)) for number in range(1, 1001)}
    assert set(stories(copies).values()) == {1}


@pytest.mark.parametrize(
    ("body", "authors", "expected"),
    [
        (text(WIRE), (), "ap"),
        ("MOSCOW, December 27. /TASS/. A court …", (), "tass"),
        ("Der Mann wurde am Montag verurteilt.\n\n(dpa)", (), "dpa"),
        ("A court …", ("Staff and Reuters",), "reuters"),
        ("A court …", ("Jane Roe", "AFP"), "afp"),
        ("МОСКВА (Рейтер) - Суд …", (), "reuters"),
        ("（新华社）法院周五宣布", (), "xinhua"),
        ("The judge was right, TASS reported. (The AP was not there.)", (), None),
        ("A long report. " * 30 + "as he said (AP) in May. " + "More of it. " * 9, (), None),
        ("The ministry (MFA) said …", ("Ap Visser",), None),
        ("", (), None),
    ],
)
def test_an_agency_is_told_by_its_mark(body: str, authors: tuple[str, ...], expected: str | None) -> None:
    assert agency(body, authors) == expected


def test_reports_with_the_mark_of_one_agency_are_one_voice_however_cut() -> None:
    told = Told(1, 1, "sentence", "24", "two years", 0.9)
    opinions = [
        Opinion("24", Account(str(number), number, "Odd Bakken", (told,), story=number, agency=mark), told)
        for number, mark in enumerate(["ap", "ap", "reuters", None], 1)
    ]
    assert voices(opinions) == 3
