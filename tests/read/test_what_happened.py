"""Events with their dates, sentences and charges, in short sentences published on Friday, 10 May 2024."""

import pytest

from tests.sentences import claims, events, mention, reading, values

EVENTS = [
    ("Iranian police arrested the French teacher Marie Duval in Tehran on Monday.", {"detained 2024-05-06"}),
    ("The Peruvian Luis Rojas was arrested in Bangkok on 3 May.", {"detained 2024-05-03"}),
    ("The Peruvian Luis Rojas has been held in Bangkok since March.", {"detained 2024-03"}),
    ("The Peruvian Luis Rojas was arrested in Bangkok three weeks ago.", {"detained 2024-04"}),
    (
        "The Peruvian Luis Rojas was arrested in Bangkok in 2020 and jailed for 30 years in 2021.",
        {"detained 2020", "sentenced 2021"},
    ),
    (
        "The Peruvian Luis Rojas, arrested in Bangkok last month, was charged with drug trafficking yesterday.",
        {"detained 2024-04", "charged 2024-05-09"},
    ),
    (
        "The Peruvian Luis Rojas was arrested in Bangkok in 2020. Two years later he was convicted of fraud.",
        {"detained 2020", "convicted 2022"},
    ),
    (
        "The Polish student Jan Nowak was detained in Minsk in April. The 24-year-old was charged with spying on"
        " Thursday.",
        {"detained 2024-04", "charged 2024-05-09"},
    ),
    (
        "A court in Minsk ordered the German engineer Karl Weber to be held in pre-trial detention for two months on"
        " Friday.",
        {"remanded 2024-05-10"},
    ),
    (
        "American journalist Mark Lane, who denies spying, went on trial in Moscow on Thursday.",
        {"trial_opened 2024-05-09"},
    ),
    ("The American Mark Lane was acquitted of spying by a court in Minsk on Friday.", {"acquitted 2024-05-10"}),
    (
        "The Supreme Court of Japan on Monday upheld the three-year sentence of the American Mark Lane for drug"
        " smuggling.",
        {"appeal_decided/upheld 2024-05-06", "sentenced"},
    ),
    (
        "A Tokyo court overturned the conviction of the American Mark Lane on Friday.",
        {"appeal_decided/overturned 2024-05-10"},
    ),
    (
        "The British teacher Tom Reed was placed under house arrest in Istanbul on 2 May.",
        {"transferred/house_arrest 2024-05-02"},
    ),
    ("The Kremlin pardoned the American Mark Lane in April.", {"pardoned/pardon 2024-04"}),
    (
        "The British teacher Tom Reed was released on bail in Dubai on Thursday and is barred from leaving.",
        {"released/bail 2024-05-09", "exit_banned"},
    ),
    (
        "The Nigerian Chidi Obi was deported from Saudi Arabia on Tuesday after serving two years for fraud.",
        {"deported 2024-05-07"},
    ),
]


@pytest.mark.parametrize(("words", "expected"), EVENTS)
def test_events_have_the_dates_that_the_text_gives(words: str, expected: set[str]) -> None:
    assert events(words) == expected


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The Dutch sailor Jan Visser died in custody in Manila on Sunday.", "died"),
        ("Thailand extradited the Russian hacker Denis Orlov to the United States on Tuesday.", "extradited"),
        ("Venezuelan Jose Diaz, detained by ICE in Texas in March, was deported to El Salvador.", "deported"),
    ],
)
def test_an_event_ends_custody(words: str, kind: str) -> None:
    assert {event.partition(" ")[0].partition("/")[0] for event in events(words)} >= {kind}


def test_what_could_happen_is_no_event_and_no_sentence() -> None:
    words = "The German engineer Karl Weber, arrested in Minsk in March, could face 20 years if convicted of terrorism."
    assert events(words) == {"detained 2024-03"}
    assert values(words, "sentence") == set()


def test_a_weekday_without_publication_stays_unresolved() -> None:
    (found,) = reading("Iranian police arrested the French teacher Marie Duval in Tehran on Monday.", None).mentions
    assert [c.value for c in found.claims if c.field == "event:detained"] == [None]


SENTENCES = [
    (
        "A court in Minsk sentenced the German engineer Karl Weber to five years for espionage and three years for"
        " smuggling, to run concurrently.",
        {"60"},
    ),
    ("A court in Nicosia gave the British pilot Tom Reed a two-year suspended sentence for fraud.", {"24"}),
    ("A Chinese court jailed the Canadian Paul Wong for life for drug smuggling.", {"life"}),
    (
        "A court in Jakarta sentenced the British grandmother Ruth Hill to death for drug trafficking in 2013.",
        {"death"},
    ),
    ("A court in Minsk gave the American Mark Lane 3 1/2 years for fraud.", {"42"}),
    ("The American Mark Lane was jailed for 15 days in Minsk for hooliganism.", {"0.5"}),
]


@pytest.mark.parametrize(("words", "expected"), SENTENCES)
def test_sentence_in_force_is_in_months(words: str, expected: set[str]) -> None:
    assert values(words, "sentence") == expected


CHARGES = [
    ("A Chinese court jailed the Canadian Paul Wong for life for drug smuggling.", {("drug_trafficking", "proven")}),
    ("The American Mark Lane was acquitted of spying by a court in Minsk on Friday.", {("espionage", "acquitted")}),
    (
        "The German engineer Karl Weber, arrested in Minsk in March, could face 20 years in prison if convicted of"
        " terrorism.",
        {("terrorism", "alleged")},
    ),
    (
        "The British teacher Tom Reed, arrested in Dubai in March, is on trial for fraud.",
        {("fraud", "pending")},
    ),
    (
        "A court in Minsk sentenced the German engineer Karl Weber to five years for espionage and three years for"
        " smuggling, to run concurrently.",
        {("espionage", "proven"), ("tax_customs", "proven")},
    ),
]


@pytest.mark.parametrize(("words", "expected"), CHARGES)
def test_charges_stand_as_the_text_says(words: str, expected: set[tuple[str, str]]) -> None:
    assert {(claim.value, claim.standing) for claim in claims(words, "charge")} == expected


def test_each_claim_names_its_rule_and_how_sure_it_is() -> None:
    found = mention("A Chinese court jailed the Canadian Paul Wong for life for drug smuggling.")
    assert all(claim.rule and 0 < claim.confidence <= 1 for claim in found.claims)
