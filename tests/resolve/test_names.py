import pytest

from detaincrawl.lexicon import table
from detaincrawl.resolve.likeness import Likeness, likeness
from detaincrawl.resolve.names import asking_keys, blocking_keys, is_common, name_key, parts
from detaincrawl.resolve.sounds import coarse_keys

ONE_PERSON = (
    ("Gene Spector", "Yevgeny Spector", Likeness.SPELLED),
    ("Gene Spector", "Yevgeny Mironovich Spector", Likeness.SPELLED),
    ("Gene Spector", "Евгений Спектор", Likeness.HEARD),
    ("Yevgeny Spector", "Evgeny Spektor", Likeness.SPELLED),
    ("Джин Спектор", "Gene Spector", Likeness.HEARD),
    ("Эвана Гершковича", "Evan Gershkovich", Likeness.HEARD),
    ("Эвану Гершковичу", "Эван Гершкович", Likeness.SPELLED),
    ("Evan Gershkovich", "Evan Gerschkowitsch", Likeness.SPELLED),
    ("Vladimir Kara-Murza", "Wladimir Kara-Mursa", Likeness.SPELLED),
    ("Alsu Kurmasheva", "Alsu Kurmaschewa", Likeness.SPELLED),
    ("Cécile Kohler", "Cecile Kohler", Likeness.EQUAL),
    ("Deniz Yücel", "Deniz Yucel", Likeness.EQUAL),
    ("Yang Hengjun", "Hengjun Yang", Likeness.EQUAL),
    ("杨恒均", "Yang Hengjun", Likeness.HEARD),
    ("迈克尔·斯帕弗", "Michael Spavor", Likeness.HEARD),
    ("김철수", "Kim Cheol-su", Likeness.HEARD),
    ("احمدرضا جلالی", "Ahmadreza Djalali", Likeness.HEARD),
    ("نازنین زاغری", "Nazanin Zaghari-Ratcliffe", Likeness.HEARD),
    ("مراد طاهباز", "Morad Tahbaz", Likeness.HEARD),
    ("Mohamed Fahmy", "Mohammed Fahmi", Likeness.SPELLED),
    ("Alaa Abdel Fattah", "Alaa Abdelfattah", Likeness.EQUAL),
    ("Pablo González Yagüe", "Pablo Gonzalez", Likeness.EQUAL),
    ("Andrew Craig Brunson", "Andrew Brunson", Likeness.EQUAL),
    ("Robert J. Woodland", "Robert Woodland", Likeness.EQUAL),
    ("Jean-Luc Picard", "Jean Luc Picard", Likeness.EQUAL),
    ("Trevor Reed", "Тревор Рид", Likeness.HEARD),
    ("Yaqi X.", "Yaqi X.", Likeness.WITHHELD),
)

TWO_PERSONS = (
    ("Spector", "Gene Spector"),
    ("Spector", "Spector"),
    ("Michael Spavor", "Michael Kovrig"),
    ("Cécile Kohler", "Noémie Kohler"),
    ("Siamak Namazi", "Baquer Namazi"),
    ("Artem Dultsev", "Anna Dultseva"),
    ("Alirio Zambrano", "Jose Luis Zambrano"),
    ("Emad Shargi", "مراد طاهباز"),
    ("Ivan Petrov", "Ivan Sidorov"),
    ("Mohammed Ali Hassan", "Mohammed Ali Karimi"),
    ("Maria Lopez", "Mario Lopez"),
    ("Martin D.", "Martin Davis"),
    ("Li Wei", "Li Na"),
    ("", "Gene Spector"),
)


@pytest.mark.parametrize(("one", "other", "kind"), ONE_PERSON)
def test_forms_of_one_name_are_alike_and_share_a_key(one: str, other: str, kind: Likeness) -> None:
    assert likeness([one], [other]) == likeness([other], [one]) == kind
    assert asking_keys([one]) & blocking_keys([other])
    assert asking_keys([other]) & blocking_keys([one])


@pytest.mark.parametrize(("one", "other"), TWO_PERSONS)
def test_names_of_two_persons_are_not_alike(one: str, other: str) -> None:
    assert likeness([one], [other]) == Likeness.NONE


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("Müller, Jürgen", "jurgen muller"),
        ("Jürgen Müller", "jurgen muller"),
        ("Ludwig van der Berg", "berg der ludwig van"),
        ("Олег Сенцов", "oleg sentsov"),
        ("康明凯", "kang mingkai"),
        ("Meşale Tolu", "mesale tolu"),
        ("O’Brien", "brien o"),
    ],
)
def test_name_key_is_transliterated_folded_and_free_of_order(form: str, key: str) -> None:
    assert name_key(form) == key


def test_parts_keep_the_words_as_printed() -> None:
    assert [(part.text, part.word) for part in parts("Дени́з Юджель")] == [("deniz", "Дени́з"), ("yudzhel", "Юджель")]


def test_only_a_name_of_common_parts_is_common() -> None:
    assert is_common("Mohammed Ali")
    assert not is_common("Mohammed Fahmy")


def test_a_given_name_stands_in_one_row() -> None:
    names = [name for row in table("given_names")["same"] for name in row]
    assert len(names) == len(set(names))
    assert all(name == name_key(name) for name in names)


@pytest.mark.parametrize(
    ("latin", "other"),
    [
        ("qing", "цин"),
        ("xide", "сидэ"),
        ("batchelor", "батчелор"),
        ("pidgeon", "пиджон"),
        ("vuccino", "вуччино"),
        ("kacper", "кацпер"),
        ("wight", "уайт"),
        ("kyrsten", "克里斯滕"),
        ("rohl", "罗尔"),
        ("washington", "華盛頓"),
        ("rikki", "里奇"),
        ("henri", "앙리"),
        ("matt", "맷"),
        ("roh", "노"),
        ("sigmar", "지그마르"),
        ("patsy", "팻시"),
        ("bessho", "벳쇼"),
        ("fujimori", "후지모리"),
        ("renato", "헤나투"),
        ("shimpei", "신페이"),
        ("schofield", "스코필드"),
        ("woods", "우즈"),
        ("tiago", "치아구"),
        ("nilmar", "니우마르"),
        ("knight", "나이트"),
        ("mcintyre", "매킨타이어"),
        ("leigh", "리"),
    ],
)
def test_parts_that_sound_alike_in_two_scripts_share_a_key(latin: str, other: str) -> None:
    assert coarse_keys(latin) & coarse_keys(other)


def test_a_korean_surname_is_no_article() -> None:
    assert asking_keys(["라경민"]) & blocking_keys(["Ra Kyung-min"])
