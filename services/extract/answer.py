"""What a worker says of its result. Apart from the worker, so that the service's own process loads no language model."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel

from services.extract.outcomes import ExtractOutcome


class Answer(BaseModel):
    """What the worker says of its result: the first line of its answer. `invalid` is why the payload is no `ArticleFetched`."""

    outcome: ExtractOutcome
    article_id: UUID | None = None
    revision: str = ""
    extractor_version: str = ""
    claims: int = 0
    invalid: str = ""
