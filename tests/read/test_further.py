"""The further fields of section 6, each only where the text says it of the person."""

import pytest

from detaincrawl.vocabularies import Speaker
from tests.sentences import claims, named, values

REED = "The British citizen Ann Reed was arrested in Minsk in March. "

FIELDS = [
    ("place", "The British teacher Tom Reed was arrested in Dubai in March.", {"Dubai"}),
    ("place", "The British teacher Tom Reed was jailed in Dubai in March. He is held in Al Awir.", {"Al Awir"}),
    ("place", "A court in Omsk sentenced the British citizen Ann Reed to two years in March.", {"Omsk"}),
    ("place", "A Moscow court jailed the British citizen Ann Reed for two years.", {"Moscow"}),
    ("place", "U.S. citizen Ryan Cole, arrested in Kabul by the Taliban in 2022, was released on Thursday.", {"Kabul"}),
    ("place", "A British court jailed the French tourist Luc Martin. His mother lives in Lyon.", set()),
    ("facility", "The Canadian Joe Black has been in Insein prison since March.", {"Insein prison"}),
    ("facility", "The Canadian Joe Black is being held in Lefortovo prison in Moscow.", {"Lefortovo prison"}),
    ("facility", REED + "She is held in a Belarusian prison.", set()),
    ("court", "The Moscow City Court sentenced the British citizen Ann Reed to two years.", {"Moscow City Court"}),
    (
        "court",
        "The Supreme Court of Belarus sentenced the British citizen Ann Reed to two years.",
        {"Supreme Court of Belarus"},
    ),
    ("court", "A court in Omsk sentenced the British citizen Ann Reed to two years.", set()),
    ("authority", "The British citizen Ann Reed was arrested in Moscow in March by the FSB.", {"FSB"}),
    ("authority", "U.S. citizen Ryan Cole was arrested in Kabul by the Taliban in 2022.", {"Taliban"}),
    ("authority", REED + "The FBI said on Monday that it knew of the case.", set()),
    ("status", "The British teacher Tom Reed remains in custody in Dubai.", {"detained"}),
    ("status", "The British teacher Tom Reed, arrested in Dubai in March, is on trial for fraud.", {"on_trial"}),
    ("status", REED + "She is serving two years for fraud.", {"imprisoned"}),
    ("status", REED + "She is under house arrest.", {"house_arrest"}),
    ("status", REED + "She was freed in April and is barred from leaving the country.", {"exit_ban"}),
    ("status", REED + "She may remain in custody for months.", set()),
    ("status", REED + "She is no longer in custody.", set()),
    ("custody", "The British citizen Ann Reed was detained by immigration officers in Texas.", {"immigration"}),
    ("custody", "The Turkish scholar Ali Kaya was arrested in Warsaw on an Interpol notice.", {"extradition"}),
    ("custody", "The British citizen Ann Reed was captured while fighting near Donetsk in March.", {"prisoner_of_war"}),
    ("custody", "The British citizen Ann Reed, arrested in Tehran, is held incommunicado.", {"unacknowledged"}),
    ("custody", REED + "She was charged with fraud.", {"criminal"}),
    ("custody", REED, set()),
    ("requesting_country", REED + "The United States has requested her extradition.", {"US"}),
    (
        "requesting_country",
        "The Turkish scholar Ali Kaya was arrested in Warsaw on Monday at the request of Ankara.",
        {"TR"},
    ),
    ("requesting_country", REED + "She had flown in from the United States.", set()),
    ("consular_access", REED + "She has been granted consular access.", {"granted"}),
    ("consular_access", REED + "The embassy said that she was denied consular visits.", {"denied"}),
    ("consular_access", REED + "The consulate knows of the case.", set()),
    ("health", REED + "She suffers from high blood pressure.", {"high blood pressure"}),
    ("health", REED + "She is on hunger strike.", {"on hunger strike"}),
    ("health", REED + "She sold cancer medicines.", set()),
    ("age", "The British teacher Tom Reed, 45, was arrested in Dubai in March.", {"45"}),
    ("age", "The 45-year-old British teacher Tom Reed was arrested in Dubai in March.", {"45"}),
    ("age", REED + "She is 31.", {"31"}),
    ("age", "Tom Reed, a British citizen who was 19 when he moved abroad, was arrested in Dubai in March.", set()),
    ("age", REED + "Her lawyer, Oleg Sidorov, 61, knows of no charge.", set()),
    ("sex", REED + "She is under house arrest.", {"f"}),
    ("sex", REED, set()),
    ("occupation", "The Belgian aid worker Olivier Maes was arrested in Tehran.", {"aid worker"}),
    ("occupation", "The Canadian Joe Black, a former diplomat, was arrested in Beijing.", {"former diplomat"}),
    ("occupation", REED + "Reed, 34, works as a plumber.", {"plumber"}),
    ("residence", "The British teacher Tom Reed, who lives in Leeds, was arrested in Dubai.", {"Leeds"}),
    ("residence", "The British teacher Tom Reed, 45, of Leeds, was arrested in Dubai.", {"Leeds"}),
    ("residence", REED + "Her lawyer, Oleg Sidorov, lives in Brest.", set()),
    ("asylum", "Venezuelan asylum seeker Jose Diaz was detained by ICE in Texas in March.", {"yes"}),
    ("anonymity", REED + "Her family asked not to be named in reports.", {"yes"}),
    (
        "occupied",
        "The Ukrainian journalist Dmytro Koval was arrested by Russian soldiers in Melitopol in August.",
        {"yes"},
    ),
    ("occupied", "The British journalist Tom Reed was arrested by Russian soldiers in Melitopol in August.", set()),
]


@pytest.mark.parametrize(("field", "words", "expected"), FIELDS)
def test_further_fields_are_read_where_stated(field: str, words: str, expected: set[str]) -> None:
    assert values(words, field) == expected


MOSCOW = "The British citizen Ann Reed was arrested in Moscow in March and charged "

STATUTES = [
    (MOSCOW + "under Article 276 of the Criminal Code.", {("espionage", "RU:276")}),
    (MOSCOW + "with spying under Article 276 of the Russian Criminal Code.", {("espionage", "RU:276")}),
    (MOSCOW + "under Article 228-1 of the Criminal Code.", {("drug_trafficking", "RU:228.1")}),
    (MOSCOW + "with treason under Articles 275 and 276.", {("treason", "RU:275")}),
    (MOSCOW + "with fraud.", {("fraud", None)}),
    (
        "The British citizen Ann Reed was arrested in Beijing and charged under the Anti-Espionage Law.",
        {("espionage", "CN:Anti-Espionage Law")},
    ),
    (
        "The American Mark Lane was arrested in Yangon and charged under the Official Secrets Act.",
        {("state_secrets", "MM:Official Secrets Act")},
    ),
    (
        "The British citizen Ann Reed was arrested in Bangkok and charged under Section 112 of the Criminal Code with"
        " insulting the king.",
        {("insult", "TH:112")},
    ),
    (REED + "The government acted under Article 167 of the Constitution.", set()),
]


@pytest.mark.parametrize(("words", "expected"), STATUTES)
def test_a_statute_stands_with_its_charge_or_is_its_evidence(words: str, expected: set[tuple[str, str]]) -> None:
    assert {(claim.value, claim.statute) for claim in claims(words, "charge")} == expected


SPEAKERS = [
    ("The British citizen Ann Reed, arrested in Minsk, is accused of spying, the KGB said.", Speaker.DETAINING_STATE),
    (
        "The British citizen Ann Reed, arrested in Minsk, was charged with spying, according to her lawyer.",
        Speaker.LAWYER,
    ),
    (
        "Amnesty International said that the British citizen Ann Reed, arrested in Minsk, was charged with spying.",
        Speaker.RIGHTS_GROUP,
    ),
    (
        "The Foreign Office in London said that the British citizen Ann Reed, arrested in Minsk, was charged with"
        " spying.",
        Speaker.OWN_STATE,
    ),
    ("The British citizen Ann Reed, arrested in Minsk in March, was charged with spying.", None),
    ("The British citizen Ann Reed, arrested in Minsk, denies spying.", None),
    ("Thailand extradited the Russian hacker Denis Orlov to the United States on Tuesday.", None),
]


@pytest.mark.parametrize(("words", "expected"), SPEAKERS)
def test_a_speaker_is_who_the_sentence_names(words: str, expected: Speaker | None) -> None:
    assert {claim.speaker for claim in claims(words, "charge")} == {expected}


def test_a_relative_speaks_for_the_family() -> None:
    (status,) = claims(REED + "Her mother said that she is being held in Minsk.", "status")
    assert (status.value, status.speaker) == ("detained", Speaker.FAMILY)


def test_a_lawyer_is_no_case_whatever_is_said_of_their_age_and_home() -> None:
    assert named(REED + "Her lawyer, Oleg Sidorov, 61, lives in Brest.") == {"Ann Reed"}
