"""The outermost layer: one canonical log line and one counted outcome per request, security headers, the last net for exceptions."""

from __future__ import annotations

import time
import traceback
from typing import Any, Final

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.api.doorkeeper import EXEMPT
from services.api.outcomes import Outcome, outcome_of
from services.api.problems import problem_of, problem_response
from services.runtime import metrics

log = structlog.get_logger()

SECURITY_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
"""On every response. Pages use one style sheet of our own and no script, so that nothing `unsafe-*` is needed."""


class Account:
    """Accounts for every request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        seen: dict[str, Any] = {"status": 0, "complete": False}
        is_head = scope["method"] == "HEAD"

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers[name] = value
            elif message["type"] == "http.response.body":
                seen["complete"] = not message.get("more_body", False)
                if is_head:
                    message = {**message, "body": b""}
            await send(message)

        inner = {**scope, "state": dict(scope.get("state", {}))}
        if is_head:
            inner["method"] = "GET"  # routes know GET only; HEAD is GET without the body
        failure: Exception | None = None
        try:
            await self._app(inner, receive, watched)
        except Exception as error:  # noqa: BLE001 the last net: whatever it is, the client gets a problem and the log the reason
            failure = error
            problem, extra = problem_of(error)
            if problem.status == 503:  # the deadline, most likely: the database or the load is to blame, and no traceback tells more
                failure, inner["state"]["reason"] = None, type(error).__name__
            if not seen["status"]:
                await problem_response(problem, extra)(scope, receive, watched)
        finally:
            outcome = outcome_of(seen["status"] or 500) if seen["complete"] else Outcome.LEFT
            if failure is not None and seen["status"] in (0, 500):
                outcome = Outcome.FAILED
            metrics.OUTCOMES.labels("api", outcome.value).inc()
            self._write_line(inner, seen["status"], outcome, time.perf_counter() - begun, failure)

    def _write_line(self, scope: Scope, status: int, outcome: Outcome, seconds: float, failure: Exception | None) -> None:
        route = getattr(scope.get("route"), "path", None)
        fields = {"method": scope["method"], "route": route, "status": status, "outcome": outcome.value, "ms": round(seconds * 1000, 1)}
        if failure is not None:
            # formatted here: on a terminal structlog would draw the traceback with all local variables, slowly, and print secrets
            log.error("request", **fields, exception="".join(traceback.format_exception(failure)))
        elif (reason := scope.get("state", {}).get("reason")) is not None:
            log.warning("request", **fields, reason=reason)
        elif scope["path"].startswith(EXEMPT):
            log.debug("request", **fields)
        else:
            log.info("request", **fields)
