"""The benchmarks' articles: of ordinary length, the same each time, with as much news as was asked for."""

from __future__ import annotations

from bench.articles import NEWS_SHARE, WORDS, written


def test_same_seed_gives_the_same_articles_and_another_gives_others() -> None:
    assert written(4) == written(4)
    assert written(4) != written(4, seed=2)


def test_articles_are_of_ordinary_length_and_differ() -> None:
    articles = written(20)
    assert len({article.text for article in articles}) == 20
    assert all(WORDS <= len(article.text.split()) < 1.3 * WORDS for article in articles)


def test_share_of_news_is_that_asked_for() -> None:
    def figures(share: float) -> int:
        return sum(character.isdigit() for article in written(8, news_share=share) for character in article.text)

    assert figures(0.0) < figures(NEWS_SHARE) < figures(1.0)
