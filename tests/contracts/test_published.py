"""The published schemas: what consumers were promised stays true."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from schemas import publish
from schemas.articles import ArticleFetched
from schemas.claims import ClaimsExtracted
from schemas.topics import TOPICS
from tests.contracts.examples import article_fetched, claims_extracted, message_rejected, thread_changed

ROOT = Path(__file__).parents[2]
EXAMPLES = {type(example).__name__: example for example in (article_fetched(), claims_extracted(), message_rejected(), thread_changed())}


@pytest.mark.parametrize("path", publish.documents(), ids=lambda path: path.name)
def test_committed_file_is_what_the_code_generates(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == publish.documents()[path], "run `python -m schemas.publish` and read the difference"


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_a_real_message_is_valid_by_its_published_schema(topic: Any) -> None:
    schema = json.loads((publish.HERE / "published" / publish.file_name(topic)).read_text(encoding="utf-8"))
    message = json.loads(EXAMPLES[topic.message.__name__].model_dump_json())
    jsonschema_rs.validator_for(schema).validate(message)


def is_readable_by(reader: dict[str, Any], writer: dict[str, Any]) -> bool:
    """Whether every message that `writer` allows is one that `reader` allows."""
    return str(jsonschema_rs.canonicalize(reader).covers(jsonschema_rs.canonicalize(writer))) == "yes"


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_readers_of_the_released_schema_can_read_what_is_written_now(topic: Any) -> None:
    released = _released(f"schemas/published/{publish.file_name(topic)}")
    if released is None:
        pytest.skip("no git history here to compare with")
    assert is_readable_by(released, publish.json_schema(topic)), "not backward compatible: make it an addition or a new version"


def test_a_removed_field_and_a_wider_enum_are_noticed() -> None:
    now = publish.json_schema(TOPICS[0])
    removed = json.loads(json.dumps(now))
    del removed["properties"]["text"]
    removed["required"].remove("text")
    assert not is_readable_by(now, removed)
    wider = json.loads(json.dumps(now))
    wider["properties"]["lane"]["enum"].append("archive")
    assert not is_readable_by(now, wider)


def test_an_added_field_is_compatible() -> None:
    now = publish.json_schema(TOPICS[0])
    added = json.loads(json.dumps(now))
    added["properties"]["new_field"] = {"type": "string"}
    added["required"].append("new_field")
    assert is_readable_by(now, added)


@pytest.mark.parametrize("message", EXAMPLES.values(), ids=EXAMPLES)
def test_every_field_of_every_message_survives_the_wire(message: Any) -> None:
    assert type(message).model_validate_json(message.model_dump_json()) == message


@pytest.mark.parametrize("contract", [ArticleFetched, ClaimsExtracted])
def test_unknown_fields_are_ignored_so_that_fields_can_be_added(contract: Any) -> None:
    example = EXAMPLES[contract.__name__]
    later = {**json.loads(example.model_dump_json()), "added_later": 1}
    assert contract.model_validate_json(json.dumps(later)) == example


def _released(path: str) -> dict[str, Any] | None:
    """The schema at the newest release tag; before the first release, as it was committed last."""
    tags = _git("tag", "--list", "v*", "--sort=-version:refname").split()
    shown = _git("show", f"{tags[0] if tags else 'HEAD'}:{path}")
    return dict(json.loads(shown)) if shown else None


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False).stdout
