"""`/openapi.json` says all there is, in words, with examples that are true."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import TypeAdapter

from schemas.contract import Span
from services.api import examples
from services.api.errors import ApiError
from services.ingest.sources import SourceView
from services.store.views import ArticleDetail, ArticleView, ClaimView, OutletView, ThreadDetail, ThreadView

METHODS = {"get", "post", "delete", "put", "patch"}


@pytest.fixture
async def document(client: httpx2.AsyncClient) -> dict[str, Any]:
    answer = await client.get("/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, item[method]) for path, item in document["paths"].items() for method in METHODS & set(item)]


def test_every_operation_has_words_a_tag_and_described_parameters(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        assert operation["summary"], path
        assert operation["description"], path
        assert operation["tags"], path
        for parameter in operation.get("parameters", []):
            assert parameter.get("description") or parameter["in"] == "path", (path, method, parameter["name"])


def test_every_operation_of_the_api_names_its_problems(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        if not path.startswith("/v1/"):
            continue
        bad = {status: answer for status, answer in operation["responses"].items() if int(status) >= 400}
        assert "503" in bad, path
        for status, answer in bad.items():
            assert list(answer["content"]) == ["application/problem+json"], (path, method, status)
            assert answer["content"]["application/problem+json"]["schema"] == {"$ref": "#/components/schemas/Problem"}, (path, status)


def test_reading_operations_have_response_models(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        if path.startswith("/v1/") and path != "/v1/stream" and method == "get":
            assert "$ref" in operation["responses"]["200"]["content"]["application/json"]["schema"], path


def test_lists_and_single_ones_of_all_kinds_are_there(document: dict[str, Any]) -> None:
    for name, one in (("articles", "article_id"), ("claims", "claim_id"), ("threads", "thread_id"), ("sources", "source_id")):
        assert f"/v1/{name}" in document["paths"]
        assert f"/v1/{name}/{{{one}}}" in document["paths"]


def test_writing_asks_for_the_key(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        assert bool(operation.get("security")) == (method != "get"), path
    assert document["components"]["securitySchemes"]["key"] == {
        "type": "http",
        "scheme": "bearer",
        "description": "The key of `CLAIMWIRE_API_KEY`.",
    }


def test_pages_for_people_are_not_in_the_document(document: dict[str, Any]) -> None:
    assert "/" not in document["paths"]


def test_every_reference_leads_somewhere_and_every_schema_is_used(document: dict[str, Any]) -> None:
    wanted = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))
    assert wanted == set(document["components"]["schemas"])


def test_operation_ids_are_unique(document: dict[str, Any]) -> None:
    ids = [operation["operationId"] for *_, operation in operations(document)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("model", "example"),
    [
        (ArticleView, examples.ARTICLE),
        (ArticleDetail, examples.ARTICLE_DETAIL),
        (ClaimView, examples.CLAIM),
        (ThreadView, examples.THREAD),
        (ThreadDetail, examples.THREAD_DETAIL),
        (OutletView, examples.OUTLET),
        (SourceView, examples.SOURCE),
    ],
)
def test_example_is_one_of_its_model(model: type[Any], example: dict[str, Any]) -> None:
    read = TypeAdapter(model).validate_python(example)
    assert TypeAdapter(model).dump_python(read, mode="json").keys() == example.keys()


def test_spans_of_examples_give_back_their_words() -> None:
    claim = ClaimView.model_validate(examples.CLAIM)
    text = examples.ARTICLE_DETAIL["text"]
    assert all(span.quotes(text) for span in claim.spans())
    assert isinstance(claim.span, Span)


def test_docs_list_every_address(document: dict[str, Any], app: FastAPI) -> None:
    """`docs/api.md` and the routes name the same addresses."""
    words = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
    documented = {line.split("`")[1] for line in words.splitlines() if line.startswith("| `")}
    actual = {f"{method.upper()} {path}" for path, method, _ in operations(document)} | {"GET /openapi.json"}
    assert {entry for entry in documented if "urn:" not in entry} == actual


def test_docs_list_every_problem() -> None:
    words = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
    rows = [line.split("|") for line in words.splitlines() if line.startswith("| `urn:")]
    kinds: list[type[ApiError]] = [ApiError, *ApiError.__subclasses__()]
    documented = {(row[1].strip(" `").removeprefix("urn:claimwire:problem:"), row[2].strip()) for row in rows}
    assert documented == {(kind.code, str(kind.status)) for kind in kinds} | {("method-not-allowed", "405"), ("not-ready", "503")}
