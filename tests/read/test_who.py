"""Who is a case, and who only looks like one."""

import pytest

from tests.sentences import events, named, reading, values

HELD = [
    ("Iranian police arrested the French teacher Marie Duval in Tehran on Monday.", {"Marie Duval"}),
    (
        "The French teacher Marie Duval, who was arrested in Tehran in March, is represented by her lawyer, the Iranian"
        " Hassan Rezaei.",
        {"Marie Duval"},
    ),
    (
        "German engineer Karl Weber was jailed for five years in Minsk for espionage. His co-defendant, the Belarusian"
        " Oleg Sidorov, got three years.",
        {"Karl Weber"},
    ),
    (
        "Two French nationals, Luc Martin and Paul Girard, were arrested in Baku last week. Both men were charged with"
        " espionage.",
        {"Luc Martin", "Paul Girard"},
    ),
    (
        "Turkey arrested Anna Meyer and her brother Jonas Meyer, both German citizens, on Monday. Anna Meyer was"
        " released on Tuesday.",
        {"Anna Meyer", "Jonas Meyer"},
    ),
    (
        "Brit teen held in Dubai over drugs: Kyle Smith, 19, from Leeds, was arrested at the airport on Tuesday.",
        {"Kyle Smith"},
    ),
    ("American journalist Mark Lane detained in Caracas", {"Mark Lane"}),
    ("Tehran has released the Swedish diplomat Erik Lund, Stockholm said on Friday.", {"Erik Lund"}),
    ("The Kremlin pardoned the American Mark Lane in April.", {"Mark Lane"}),
    ("The Canadian Joe Black has been in Insein prison since March.", {"Joe Black"}),
    (
        "The British citizen Ann Reed was arrested in Minsk in March. Her lawyer, Oleg Sidorov, 61, lives in Brest.",
        {"Ann Reed"},
    ),
]

NOT_HELD = [
    "Moscow police arrested the Russian teacher Ivan Petrov on Monday.",
    "Gunmen kidnapped the Italian aid worker Paolo Conti in the Sahel and demand a ransom.",
    "Russian officials denied the British analyst Tom Reed entry at the border on Sunday.",
    "American Mark Lane was not arrested in Moscow, his family said.",
    "If American Mark Lane is arrested in Moscow, the embassy will help.",
    "Oleg Ivanov, a Russian resident of London, was arrested in Moscow on Monday.",
    "The head of the American firm Acme in Moscow, the Russian Oleg Ivanov, was arrested on Monday.",
    "Police in Riyadh arrested 300 migrants on Monday.",
    "Belarusian officers jailed\nMINSK, Sep 14 (Wire) - The Supreme Court of Belarus convicted three officers of spying"
    " for Poland. Pavel Sidorov, Ivan Petrov and Viktor Lapin received seven years.\nPoland is silent. Belarus is not,"
    " and the Belarusians were detained early this year.",
    "Ahmet Demir, the Turkish foreign minister, said that his government was sending a plane to bring Can Kaya home."
    " Arrests go on in Damascus, where Syrian police hold reporters.",
    "Officers convicted\nThe Supreme Court of Belarus convicted three officers of spying for Poland. Poland is"
    " silent.\nOleg Sidorov and Ivan Petrov received seven years. The Belarusians were detained early this year.",
    "On Friday supporters of the Belgian aid worker Olivier Maes rallied in Brussels.",
    "The student Tom Reed was jailed in Dubai in May. He shared a cell with a coach who taught him the Sicilian.",
    "Kyle Adey, of Washington, and Reece Black, of Perth, were jailed on Monday at Newcastle Crown Court in England.",
    "Three Palestinian students were shot in Vermont on Monday. Ann Lee was arrested in Boston by US police.",
    "Texan jailed for killing Indian student\nA Texas man was sentenced to life in prison in Houston for shooting"
    " dead an Indian student.\nTyrell Gaines, 29, pleaded guilty. Gaines was arrested in May.",
    "Ahmed Khan, a Pakistani, was found with several gunshot wounds in Denver on Monday. A local man was charged.",
    "The Indian volunteer Ravi Nair was discharged from the Russian army and left Russia in May. Police asked nothing.",
    "Captives speak\nA report says Palestinian detainees died in Israel. Ann Lee/CNN Related article Tied down,"
    " held in hoods: Israeli guards tell of abuse.",
]


# Words of custody said of players, travellers, goods and envoys, in articles that speak of nothing else.
OF_OTHERS = [
    "Swiss midfielder Jan Keller, also fined, traded punches with the Brazilian Paulo Reis in Geneva on Sunday.",
    "American sprinter Tom Reed held off the field in Brussels on Friday.",
    "The shares of Tambang Perak were traded at $15 in London on Friday.",
    "British captain Tom Reed returns home from Durban on Tuesday for an ankle operation.",
    "Bonn sent its envoy Karl Weber to Moscow to urge an end to Moscow's military campaign.",
    "The Iraqi attaché Ali Karim was expelled from Jordan on Sunday.",
    "General Luis Pardo died in Buenos Aires on Monday after a fall at home.",
]
REST = (
    "\nThe weather was warm for the season, and the streets of the old town were full of people until late."
    " Shops stayed open, a band played on the square, and the ferries ran every half hour. On Monday it is to"
    " rain in the north, with wind from the sea, while the south stays dry. The week ends with sun everywhere,"
    " and the farmers hope for more."
)

RULED_BY_NOBODY = """Rebels hold nuns
NAIROBI: Three nuns are well, a spokesman said. The Australian nun Ann Reed was held in a compound."""


@pytest.mark.parametrize("words", [*(words + REST for words in OF_OTHERS), RULED_BY_NOBODY])
def test_who_is_held_in_another_sense_is_no_case(words: str) -> None:
    assert named(words) == set()


@pytest.mark.parametrize(("words", "expected"), HELD)
def test_who_is_held_is_a_case(words: str, expected: set[str]) -> None:
    assert named(words) == expected


@pytest.mark.parametrize("words", NOT_HELD)
def test_who_is_not_held_or_no_foreigner_is_none(words: str) -> None:
    assert named(words) == set()


NATIONALITIES = [
    ("Gene Miller, who holds U.S. and Russian citizenship, was arrested in Moscow on Monday.", {"RU", "US"}),
    ("Russian-born U.S. citizen Gene Miller was arrested in Moscow on Monday.", {"US"}),
    ("Iranian-German national Jamshid Karimi was arrested in Tehran on Monday.", {"DE", "IR"}),
    ("Stateless blogger Omar Hadi was arrested in Kuwait on Monday.", {"XX"}),
    ("The Polish student Jan Nowak was detained in Minsk in April.", {"PL"}),
    ("U.S. citizen Ryan Cole, arrested in Kabul by the Taliban in 2022, was released on Thursday.", {"US"}),
]


@pytest.mark.parametrize(("words", "expected"), NATIONALITIES)
def test_nationality_is_what_the_text_states_of_the_person(words: str, expected: set[str]) -> None:
    assert values(words, "nationality") == expected


HOLDERS = [
    ("Iranian police arrested the French teacher Marie Duval in Tehran on Monday.", "IR"),
    ("A Dubai court jailed the British tourist Tom Reed for a year.", "AE"),
    ("Tehran has released the Swedish diplomat Erik Lund, Stockholm said on Friday.", "IR"),
    ("The Canadian Joe Black has been in Insein prison since March.", "MM"),
    ("The Indonesian Siti Rahma has been on death row in Riyadh since 2015.", "SA"),
    ("The Nigerian Chidi Obi was deported from Saudi Arabia on Tuesday after serving two years for fraud.", "SA"),
    ("Houthi forces in Sana'a detained the Dutch aid worker Piet Bakker in January.", "YE"),
    ("The British citizen Ann Reed was arrested in Moscow in March by the FSB.", "RU"),
    ("Erik Lund, a Swedish doctor who used to teach in Brussels, was arrested in 2016 by Iranian police.", "IR"),
]


def test_the_state_that_holds_a_dual_national_is_what_an_article_is_about() -> None:
    words = (
        "Olga Reed, a dual US-Russian citizen, was arrested in Moscow in February. A Moscow court sentenced her to 12"
        " years in June.\n\nThe Briton Joe Black was arrested in Cyprus in 2023 and freed a year later.\n\nThe American"
        " teacher Tom Hall, who had served four years of a 14-year sentence, was released in March."
    )
    held = {m.name: {c.value for c in m.claims if c.field == "detaining_country"} for m in reading(words).mentions}
    assert held == {"Olga Reed": {"RU"}, "Joe Black": {"CY"}, "Tom Hall": {"RU"}}


@pytest.mark.parametrize(("words", "expected"), HOLDERS)
def test_capitals_courts_prisons_and_forces_stand_for_the_state_that_holds(words: str, expected: str) -> None:
    assert values(words, "detaining_country") == {expected}


def test_somebody_unnamed_is_an_unidentified_mention() -> None:
    found = reading("A 57-year-old Japanese man was arrested in Beijing on Monday on suspicion of spying.").mentions
    assert [(m.name, m.people) for m in found] == [(None, 1)]
    assert {c.value for c in found[0].claims if c.field == "nationality"} == {"JP"}


COURT_PAGE = "A magistrate jailed Karl Tamm of Estonia for six months over a false passport he used to leave {}."


@pytest.mark.parametrize(
    ("words", "timezone", "expected"),
    [
        (COURT_PAGE.format("Malta"), "Europe/Malta", {"MT"}),
        (COURT_PAGE.format("Malta"), "Europe/Tallinn", set()),
        (COURT_PAGE.format("the island"), "Europe/Malta", set()),
        (
            "A court in Tunis jailed Karl Tamm, an Estonian, for leaving Malta on a false passport.",
            "Europe/Malta",
            {"TN"},
        ),
    ],
)
def test_a_court_page_need_not_say_that_the_court_is_the_outlets_own_states(
    words: str, timezone: str, expected: set[str]
) -> None:
    held_by = {
        c.value for m in reading(words, timezone=timezone).mentions for c in m.claims if c.field == "detaining_country"
    }
    assert held_by == expected


AT_HOME = [
    "Oleg Ivanov, a Russian physicist, was arrested in May. A court jailed him for 15 years for treason on Monday. The"
    " UK and the UK's allies are silent.",
    "Oleg Ivanov, a Russian convict, was freed from prison in May and sent to the war in Ukraine. Ukraine's army was"
    " told of the war in Ukraine. He was sentenced to nine years for murder.",
    "A Canadian, Joe Black, was arrested and charged with murder. Ontario mourns, and so do Toronto and Ottawa."
    " Flags flew low in London.",
]


@pytest.mark.parametrize("words", AT_HOME)
def test_who_is_tried_at_home_is_held_by_no_state_that_is_merely_named(words: str) -> None:
    assert not reading(words, timezone="Europe/London").mentions


def test_who_once_held_an_office_is_the_stranger_of_the_lead_and_no_president() -> None:
    words = (
        "A court in Singapore on Tuesday dismissed the appeal of a Malaysian man sentenced to death for smuggling."
        "\n\nRaj Kumaran, 37, a former security guard from Johor Bahru, was arrested in August 2021. He denied it."
        " All that is left is a petition to the president for clemency."
    )
    assert named(words) == {"Raj Kumaran"}
    assert values(words, "nationality") == {"MY"}
    assert "sentenced" in events(words)


def test_of_a_couple_the_title_tells_who_is_meant() -> None:
    words = (
        "The teacher Gene Short-Miller is unwell, his wife Ann Short-Miller says. In May Mr Short-Miller, a US citizen,"
        " was jailed in Moscow."
    )
    assert named(words) == {"Gene Short-Miller"}


def test_a_fathers_name_tells_no_sex() -> None:
    assert values("The Yemeni teacher Buthaina Ali Saleh was arrested in Muscat, Oman, on Monday.", "sex") == set()
