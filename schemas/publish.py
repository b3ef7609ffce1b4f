"""`python -m schemas.publish`: write the JSON Schemas of all messages and the AsyncAPI 3 document of all topics.

They are committed; a test fails when the code and the committed files differ, and when a change is not compatible.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from schemas.topics import TOPICS, Topic

HERE: Final = Path(__file__).parent
VERSION: Final = "1.0.0"


def json_schema(topic: Topic) -> dict[str, Any]:
    """JSON Schema (2020-12) of the topic's message as it is serialised."""
    schema = topic.message.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def file_name(topic: Topic) -> str:
    """Messages that several topics carry have one schema file."""
    return f"{topic.message.__name__}.v1.json"


def asyncapi() -> dict[str, Any]:
    """AsyncAPI 3.0 document: a channel per topic, its message, key and reason."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Claimwire",
            "version": VERSION,
            "description": "Checkable claims of the news with their evidence, and their threads. CloudEvents 1.0 in Kafka's binary mode.",
        },
        "defaultContentType": "application/json",
        "channels": {
            topic.name: {
                "address": topic.name,
                "description": (topic.message.__doc__ or "").strip(),
                "messages": {topic.message.__name__: {"$ref": f"#/components/messages/{topic.message.__name__}"}},
                "bindings": {"kafka": {"topic": topic.name, "partitions": topic.partitions}},
                "x-key": {"field": topic.key, "reason": topic.key_reason},
                "x-retention-hours": topic.retention_hours,
            }
            for topic in TOPICS
        },
        "operations": {
            f"receive_{topic.name.removeprefix('claimwire.').replace('.', '_').replace('-', '_')}": {
                "action": "receive",
                "channel": {"$ref": f"#/channels/{topic.name}"},
            }
            for topic in TOPICS
        },
        "components": {"messages": {topic.message.__name__: _message(topic) for topic in TOPICS}},
    }


def _message(topic: Topic) -> dict[str, Any]:
    return {
        "name": topic.message.__name__,
        "title": (topic.message.__doc__ or "").strip().split(".")[0],
        "contentType": "application/json",
        "headers": {
            "type": "object",
            "properties": {
                "ce_specversion": {"type": "string", "const": "1.0"},
                "ce_id": {"type": "string", "format": "uuid"},
                "ce_type": {"type": "string", "const": topic.event_type},
                "ce_source": {"type": "string"},
                "ce_time": {"type": "string", "format": "date-time"},
                "content-type": {"type": "string", "const": "application/json"},
            },
            "required": ["ce_specversion", "ce_id", "ce_type", "ce_source"],
        },
        "payload": {
            "schemaFormat": "application/schema+json;version=draft-2020-12",
            "schema": {"$ref": f"./published/{file_name(topic)}"},
        },
        "bindings": {"kafka": {"key": {"type": "string", "description": f"{topic.key}: {topic.key_reason}"}}},
    }


def documents() -> dict[Path, str]:
    """Every generated file with its content."""
    files = {HERE / "published" / file_name(topic): json_schema(topic) for topic in TOPICS}
    files[HERE / "asyncapi.json"] = asyncapi()
    return {path: json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n" for path, content in files.items()}


def main() -> None:
    """Write all files."""
    for path, content in documents().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        print(path.relative_to(HERE.parent))


if __name__ == "__main__":
    main()
