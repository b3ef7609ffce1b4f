"""Stories: the quick way for few articles and the way for many give the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.store import stories

NAMES = st.lists(st.sampled_from(["ada", "lund", "malmo", "vance", "@skane", "@halland"]), max_size=6, unique=True)


@given(st.lists(NAMES, min_size=1, max_size=30), st.booleans())
def test_few_articles_are_connected_as_many_are(names: list[list[str]], is_of_region: bool) -> None:
    articles = {f"{number:02}": tuple(each) for number, each in enumerate(names)}
    in_pairs, by_keys = (_stories_with(limit, articles, is_of_region) for limit in (100, 0))
    assert in_pairs == by_keys


def _stories_with(limit: int, articles: dict[str, tuple[str, ...]], is_of_region: bool) -> dict[str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stories, "_COMPARED_IN_PAIRS", limit)
        return stories.stories_among(articles, is_of_region=is_of_region)
