"""What the store reads out of a message before it asks the database: answers, days, places, causes, names, origins, titles."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.claims import Claim, ClaimsExtracted
from services.store.entities import entities_of, folded_name
from services.store.mapping import attribution_rows, claim_row, quantity_rows, to_claim
from services.store.origins import Trace, bands_of, group_origins
from services.store.places import places_in
from services.store.positions import as_of, read_position
from services.store.questions import questions_of, slots_of_key
from services.store.reading import read_message
from services.store.slots import context_of
from services.store.stories import MOST_NAMES, canonical_name, names_in, names_of_holders, same_story, states_in, stories_among
from tests.store.newswriting import NOON, Number, Said, says, telling

TOLL = says("42 people died in Peru", "died", "die", number=Number("42", 42, owner="Peru"), by="The ministry", where="Peru", whom="people")


def one(said: Said, about: str = "A flood hit Peru.") -> tuple[ClaimsExtracted, Claim]:
    """A message with one claim."""
    message = telling("Harbour Post", [said], about=about)
    return message, message.claims[0]


def test_claim_is_the_same_after_its_rows() -> None:
    for said in (
        TOLL,
        says("the dam burst", "burst", on=(date(2026, 3, 1), None), polarity="negative", status="future", certainty="possible"),
    ):
        message, claim = one(said)
        row = claim_row(claim, message.article, "1", NOON, None)
        assert to_claim(row, attribution_rows(claim), quantity_rows(claim)) == claim


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (None, date(2026, 3, 10)),
        ((date(2026, 3, 1), date(2026, 3, 1)), date(2026, 3, 1)),
        ((date(2026, 1, 1), None), date(2026, 3, 10)),
        ((date(2026, 3, 1), date(2026, 3, 31)), date(2026, 3, 10)),
        ((date(2025, 1, 1), date(2025, 12, 31)), date(2025, 12, 31)),
        ((None, None), date(2026, 3, 10)),
    ],
)
def test_claim_speaks_of_its_own_time_or_else_of_the_publication(own: tuple[date | None, date | None] | None, expected: date) -> None:
    message, claim = one(says("42 people died", "died", "die", on=own))
    assert as_of(claim, context_of(message.article)) == expected


def test_denial_by_the_source_turns_the_answer_round() -> None:
    message, claim = one(says("the dam burst", "burst", whom="the dam", by="The owner", cue="denied", stance="denies"))
    (question,) = questions_of(claim, context_of(message.article))
    assert question.is_denied
    (member,) = read_message(message).members
    assert [span["text"] for span in member.answer["spans"]] == ["denied", "burst"]


def test_happening_beside_the_predicate_has_its_own_no() -> None:
    message, claim = one(says("an unvaccinated man died", "died", "die", whom="an unvaccinated man"))
    denied = {slots_of_key(question.key)["happening"]: question.is_denied for question in questions_of(claim, context_of(message.article))}
    assert denied == {"death": False, "vaccination": True}


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        ("42 of them died", {"is_part"}),
        ("only 42 people died", {"is_only"}),
        ("42 people died in the town", {"is_part"}),
        ("42 people died in the village alone", {"is_part"}),
        ("of those who died 42 are left", {"is_left"}),
        ("42 people died", set()),
    ],
)
def test_words_around_a_number_are_part_of_the_answer(words: str, flags: set[str]) -> None:
    message, _ = one(says(words, "died", "die", number=Number("42", 42)))
    (member,) = read_message(message).members
    position = read_position(member.position)
    assert {name for name in ("is_part", "is_only", "is_former", "is_left") if getattr(position, name)} == flags


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        ("nobody was arrested", set()),
        ("nobody was arrested so far", {"is_for_now"}),
        ("nobody was arrested until noon", {"is_for_now"}),
        ("nobody has been arrested", {"is_so_far"}),
    ],
)
def test_words_of_a_no_say_how_long_it_holds(words: str, flags: set[str]) -> None:
    message, _ = one(says(words, "arrested", "arrest", polarity="negative"))
    (member,) = read_message(message).members
    position = read_position(member.position)
    assert position.is_denied
    assert {name for name in ("is_for_now", "is_so_far") if getattr(position, name)} == flags


@pytest.mark.parametrize(
    ("number", "unit"),
    [
        (Number("9,200", 9200, "flying hours"), "hour"),
        (Number("9,200", 9200, "times"), "time"),
        (Number("9,200", 9200, "pilots"), "count"),
        (Number("9,200", 9200, "%"), "count"),
    ],
)
def test_noun_that_is_a_unit_is_one_whatever_is_said_of_it(number: Number, unit: str) -> None:
    message, _ = one(says(f"he had logged 9,200 {number.counted}", "logged", "log", number=number))
    (member,) = read_message(message).members
    assert (read_position(member.position).unit, member.answer["unit"]) == (unit, unit)


def test_figure_that_was_said_earlier_is_marked() -> None:
    message, _ = one(says("42 people died", "died", "die", number=Number("42", 42), by="The ministry", cue="had earlier said"))
    (member,) = read_message(message).members
    assert read_position(member.position).is_former


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("in Peru", [("PER", None)]),
        ("the Peruvian army", [("PER", None)]),
        ("in North Korea and South Korea", [("PRK", None), ("KOR", None)]),
        ("US officials told us in Texas", [("USA", None), ("USA", "US-TX")]),
        ("Sudanese and South Sudanese troops", [("SDN", None), ("SDN", None)]),
        ("Moscow’s army", [("RUS", None)]),
        ("turkey for dinner", []),
        ("a bay in the north", []),
    ],
)
def test_countries_and_provinces_are_found(text: str, places: list[tuple[str, str | None]]) -> None:
    assert [(place.country, place.region) for place in places_in(text)] == places


def test_country_of_the_place_outweighs_the_nationality_of_the_people() -> None:
    message, _ = one(
        says("four rescuers died", "died", "die"), "Dutch rescuers died in Peru. The Dutch team, all Dutch doctors, had come to Peru."
    )
    assert context_of(message.article).country == "PER"


def test_cause_of_the_sentence_goes_before_the_cause_of_the_article() -> None:
    about = "A bus crash killed four rescuers."
    message = telling("Harbour Post", [says("the flood killed 900 people", "killed", "kill", number=Number("900", 900))], about=about)
    (member,) = read_message(message).members
    assert slots_of_key(member.question_key)["cause"] == "water"


def test_names_are_those_of_the_story() -> None:
    names = names_in("The mayor of Belhaven, Rosa Quispe, met President Ruiz on Monday in Peru. In Belhaven, Quispe spoke.")
    assert names[:2] == ("belhaven", "quispe")
    assert not {"monday", "peru", "president", "the"} & set(names)
    assert len(names_in(" ".join(f"near Xa{chr(97 + a)}{chr(97 + b)}" for a in range(26) for b in range(26)))) == MOST_NAMES


def test_affair_of_three_states_is_one_name_among_others() -> None:
    affair = states_in({"PER": 5, "CHL": 3, "BOL": 2, "BRA": 1})
    assert affair == states_in({"BOL": 4, "CHL": 2, "PER": 2})
    one_article, other_article = ("rojas", "arica", "quispe", "ilo", *affair), ("vance", "tacna", "puno", "cusco", *affair)
    assert not same_story(one_article, other_article)
    assert same_story((*one_article, "castell"), (*other_article, "castell"))
    assert states_in({"PER": 9, "CHL": 9, "BOL": 1}) == ()
    about = "Peru, Chile and Bolivia talked about water. Chile blamed Peru, Peru blamed Bolivia, and Bolivia blamed Chile."
    assert context_of(one(TOLL, about)[0].article).names == affair


def test_claim_without_participants_is_read() -> None:
    message, claim = one(says("there is a supply of gas", "is", "be"))
    assert questions_of(claim, context_of(message.article))


def test_holder_is_named_by_one_word() -> None:
    assert names_of_holders("the Civic Alliance of Prime Minister Ada Vance") == ["civic", "vance"]
    assert names_of_holders("profits in Norway and the plant at Brenner") == []


@pytest.mark.parametrize(
    ("name", "is_organization", "word"),
    [
        ("Prime Minister Ada Vance", False, "vance"),
        ("Vance", False, "vance"),
        ("Castell Motors", True, "castell"),
        ("Castell Power Works", True, "castell"),
        ("World Health Organization", True, "who"),
        ("the WHO", True, "who"),
        ("Bank of Canada", True, ""),
        ("the ministry", True, ""),
    ],
)
def test_name_in_full_and_in_short_is_one_word(name: str, is_organization: bool, word: str) -> None:
    assert canonical_name(name, is_organization=is_organization) == word


@pytest.mark.parametrize(
    ("about", "office", "name"),
    [
        ("French President Ada Vance met farmers.", ("FRA", "president"), "vance"),
        ("The president of Chile, Marta Rojas, met farmers.", ("CHL", "president"), "rojas"),
        ("Farmers in Peru met Chancellor Ada Vance.", ("PER", "chancellor"), "vance"),
    ],
)
def test_holder_of_an_office_is_who_the_article_says(about: str, office: tuple[str, str], name: str) -> None:
    message, _ = one(TOLL if "Peru" in about else says("farmers met", "met", "meet"), about)
    assert context_of(message.article).holders[office] == name


def test_articles_of_one_story_are_connected_through_a_third() -> None:
    names = {
        "a": ("x1", "x2", "x3", "x4", "x5", "m"),
        "b": ("y1", "y2", "y3", "y4", "n", "o"),
        "c": ("z1", "z2", "z3", "z4", "x4", "x5", "n", "o"),
        "d": (),
    }
    assert not same_story(names["a"], names["b"])
    assert stories_among({key: names[key] for key in "ab"}) == {"a": "a", "b": "b"}
    assert stories_among({key: names[key] for key in "abc"}) == {"a": "a", "b": "a", "c": "a"}
    assert stories_among(names)["d"] == "a"
    assert stories_among({key: names[key] for key in "abd"})["d"] == "d"


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h", "@r", "@s"]), unique=True, max_size=8), max_size=7),
    st.booleans(),
)
def test_stories_are_the_closure_of_the_relation_of_two_articles(named: list[list[str]], is_of_region: bool) -> None:
    articles = {str(number): sorted(names, key=lambda name: name.startswith("@")) for number, names in enumerate(named)}
    story = {article: article for article, names in articles.items() if names}
    for _ in story:
        for a in story:
            for b in story:
                if same_story(articles[a], articles[b], is_of_region=is_of_region):
                    story[a] = story[b] = min(story[a], story[b])
    found = stories_among(articles, is_of_region=is_of_region)
    assert {article: found[article] for article in story} == story


def test_province_alone_makes_a_story_only_of_what_is_counted_by_it() -> None:
    here, there = ("amy", "murnau", "stone", "@bavaria"), ("bill", "coburg", "marsh", "@bavaria")
    assert not same_story(here, there)
    assert same_story(here, there, is_of_region=True)
    assert same_story(here, ("@bavaria",))


STORY = (
    "The river rose above the old bridge on Sunday evening, and by midnight the lower town stood under water. Volunteers carried "
    "the patients of the small clinic over the hill in the dark, while the council opened the sports hall to all who had lost their "
    "homes. By the morning the water had reached the market, and boats went from door to door to bring people out of the upper floors "
    "of their houses."
)


def test_printed_copy_shares_a_band_and_another_text_does_not() -> None:
    copy = STORY.replace("On Sunday", "Late on Sunday").replace("small clinic", "clinic") + " More follows."
    other = (
        "Shares in the maker of pressure cookers fell by seven percent after the recall was widened to models that had been thought safe "
        "before the inspectors came to the plant."
    )
    assert set(bands_of(STORY)) & set(bands_of(copy))
    assert not set(bands_of(STORY)) & set(bands_of(other * 2))
    assert bands_of("Too short to tell.") == []


def test_sources_bind_only_those_who_give_the_same_answer() -> None:
    def trace(number: int, position: str, cited: list[str], family: str = "") -> Trace:
        return Trace.of(UUID(int=number), {"family": family or f"f{number}", "wire": "", "bands": []}, position, cited)

    same = group_origins([trace(1, "42", ["ministry of health"]), trace(2, "42", ["ministry of health"])])
    assert [len(group.articles) for group in same] == [2]
    assert same[0].reasons == ("both cite ministry of health for the same answer",)
    assert len(group_origins([trace(1, "42", ["ministry of health"]), trace(2, "60", ["ministry of health"])])) == 2
    assert len(group_origins([trace(1, "42", [], "group"), trace(2, "60", [], "group"), trace(3, "60", [])])) == 2


def test_unnamed_officials_are_no_common_source() -> None:
    messages = [
        telling(outlet, [says("42 people died", "died", "die", number=Number("42", 42), by=by)], about="A flood hit Peru near Arequipa.")
        for outlet, by in (("Harbour Post", "officials"), ("Daily Wave", "officials"))
    ]
    members = [member for message in messages for member in read_message(message).members]
    assert len(group_origins([Trace.of(each.article_id, each.origin, each.position, each.cited) for each in members])) == 2


def test_entities_are_found_under_one_folded_name() -> None:
    _, claim = one(TOLL)
    assert {entity.folded for entity in entities_of(claim)} == {"peru", "ministry", "people"}
    assert folded_name("The Côte’s") == "cote"
