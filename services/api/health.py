"""Is it alive, is it ready, what does it count: for orchestrators and Prometheus."""

from __future__ import annotations

import asyncio
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel, Field
from sqlalchemy.exc import DBAPIError
from starlette.responses import Response

from services.api.gateway import Gateway, gateway
from services.api.listing import problems
from services.api.problems import Problem, lacks_schema, problem_response
from services.runtime.database import check_reachable
from services.runtime.errors import DatabaseUnavailable

READY_DEADLINE_S: Final = 3.0
"""How long the checks may take together: orchestrators' own limits are a few seconds."""
OK: Final = "ok"

router = APIRouter(tags=["operation"])


class Alive(BaseModel):
    """The process answers."""

    status: Literal["alive"] = "alive"


class Ready(BaseModel):
    """Everything that the answers need is there."""

    status: Literal["ready"] = "ready"
    checks: dict[str, str] = Field(description="Every part and its state.", examples=[{"database": OK, "store": OK}])


@router.get("/healthz", summary="Is the process alive?")
async def alive() -> Alive:
    """Answers as long as the process does, whatever the state of the database. Restart it when this fails."""
    return Alive()


@router.get(
    "/readyz",
    summary="Can it serve?",
    response_model=Ready,
    responses=problems(503),
)
async def ready(gate: Annotated[Gateway, Depends(gateway)]) -> Ready | Response:
    """200 when the database answers and every part of this process that reports its state is `ok`; 503 with the reasons otherwise."""
    checks = {"database": await _database_state(gate)}
    try:
        async with asyncio.timeout(READY_DEADLINE_S):
            checks |= await gate.ready()
    except TimeoutError:
        checks["parts"] = f"did not report within {READY_DEADLINE_S:g} s"
    missing = {name: state for name, state in checks.items() if state != OK}
    if not missing:
        return Ready(checks=checks)
    problem = Problem(
        type="urn:claimwire:problem:not-ready",
        title="Not ready",
        status=503,
        detail="; ".join(f"{name}: {state}" for name, state in missing.items()),
        checks=checks,
    )
    return problem_response(problem, {"Retry-After": "5"})


async def _database_state(gate: Gateway) -> str:
    try:
        async with asyncio.timeout(READY_DEADLINE_S):
            await check_reachable(gate.engine)
            await gate.reads.last_sequence()
    except DBAPIError as error:
        return "is not migrated to this version" if lacks_schema(error) else "does not answer"
    except (DatabaseUnavailable, TimeoutError, OSError):
        return "does not answer"  # its address and the driver's words are for the log, not for whoever asks
    return OK


@router.get(
    "/metrics",
    summary="Counters for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Prometheus's text format."}},
)
async def metrics() -> Response:
    """All metrics of this process."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
