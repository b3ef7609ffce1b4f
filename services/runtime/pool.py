"""Killable worker processes for code that can hang, leak or crash: parsers of what the open web sends.

One pipe per process, started by `spawn`. The parent enforces the deadline with SIGKILL; the child has limits on memory and CPU
time and is replaced after a number of tasks or when its resident memory has grown. `ProcessPoolExecutor` is not used: one
dead child breaks all of its futures.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import json
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import Any, Final

import structlog

from services.runtime import metrics
from services.runtime.errors import WorkerCrashed, WorkerRaised, WorkerTimedOut
from services.runtime.garbage import settle_garbage_collector

log = structlog.get_logger()

Work = Callable[[bytes], bytes]

START_DEADLINE_S: Final = 120.0
"""A worker loads a language model at its start; on a busy machine that takes many times the usual two seconds."""
_READY, _RESULT, _RAISED, _RETIRING = b"s", b"r", b"e", b"l"
_MEBIBYTE: Final = 1024 * 1024


class WorkerPool:
    """`size` processes that each call `factory` once and then work on one payload at a time.

    `factory` is "package.module:function"; the function, called with `options`, returns the work. `memory_bytes` bounds what the
    process may allocate beyond its size after loading.
    """

    def __init__(
        self,
        factory: str,
        *,
        size: int,
        deadline_s: float,
        memory_bytes: int,
        max_tasks: int = 1_000,
        max_result_bytes: int = 64 * _MEBIBYTE,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        self.name = factory.partition(":")[0].rpartition(".")[0].rpartition(".")[2]
        self._arguments = (factory, dict(options or {}), deadline_s, memory_bytes, max_tasks)
        self._size, self._deadline_s, self._max_result_bytes = size, deadline_s, max_result_bytes
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._workers: set[_Worker] = set()
        self._replacements: set[asyncio.Task[None]] = set()
        self._threads = ThreadPoolExecutor(size + 1, thread_name_prefix=f"pool-{self.name}")

    async def start(self) -> None:
        """Start all workers; returns when they have loaded. Raises `WorkerCrashed` when one cannot."""
        try:
            await asyncio.gather(*(self._add_worker() for _ in range(self._size)))
        except BaseException:
            await self.close()
            raise

    async def run(self, payload: bytes) -> bytes:
        """Work on `payload` in the next idle process. Raises `WorkerTimedOut`, `WorkerCrashed`, `WorkerRaised`."""
        worker = await self._idle.get()
        is_reusable = False
        metrics.WORKERS_BUSY.labels(self.name).inc()
        try:
            answer = await self._ask(worker, payload)
            is_reusable = answer[:1] != _RETIRING
        finally:
            metrics.WORKERS_BUSY.labels(self.name).dec()
            if is_reusable:
                self._idle.put_nowait(worker)
            else:
                self._replace(worker)
        if answer[:1] == _RAISED:
            raise WorkerRaised(*json.loads(answer[1:]))
        return answer[1:]

    async def close(self) -> None:
        """Kill all workers."""
        for task in list(self._replacements):
            task.cancel()
        await asyncio.gather(*self._replacements, return_exceptions=True)
        for worker in list(self._workers):
            self._discard(worker)
        self._threads.shutdown(wait=True)

    async def _ask(self, worker: _Worker, payload: bytes) -> bytes:
        loop = asyncio.get_running_loop()
        exchange = loop.run_in_executor(self._threads, worker.exchange, payload, self._max_result_bytes)
        try:
            async with asyncio.timeout(self._deadline_s):
                return await asyncio.shield(exchange)
        except TimeoutError:
            self._count_death("timeout")
            raise WorkerTimedOut(f"no result within {self._deadline_s:g} s") from None
        except (EOFError, OSError) as error:
            worker.process.join(timeout=1)
            self._count_death("crash")
            raise WorkerCrashed(f"worker process ended with {_describe_exit(worker.process.exitcode)}: {error!r}") from error
        finally:
            if not exchange.done():  # the deadline passed or the caller was cancelled: only a kill ends the exchange
                worker.process.kill()
                with contextlib.suppress(EOFError, OSError):
                    await asyncio.shield(exchange)

    async def _add_worker(self) -> None:
        worker = _Worker(self.name, self._arguments)
        self._workers.add(worker)
        loop = asyncio.get_running_loop()
        ready = loop.run_in_executor(self._threads, worker.receive, self._max_result_bytes)
        try:
            async with asyncio.timeout(START_DEADLINE_S):
                first = await asyncio.shield(ready)
        except (EOFError, OSError, TimeoutError) as error:
            self._discard(worker)
            raise WorkerCrashed(f"worker of {self.name} did not start: {_describe_exit(worker.process.exitcode)}") from error
        except asyncio.CancelledError:
            self._discard(worker)
            with contextlib.suppress(EOFError, OSError):
                await ready
            raise
        if first[:1] == _RAISED:
            self._discard(worker)
            raise WorkerRaised(*json.loads(first[1:]))
        self._idle.put_nowait(worker)

    def _replace(self, worker: _Worker) -> None:
        self._discard(worker)
        task = asyncio.create_task(self._add_worker_until_it_works())
        self._replacements.add(task)
        task.add_done_callback(self._replacements.discard)

    async def _add_worker_until_it_works(self) -> None:
        pause_s = 0.5
        while True:
            try:
                return await self._add_worker()
            except (WorkerCrashed, WorkerRaised) as error:
                log.error("worker did not start", pool=self.name, error=str(error), retry_in_s=pause_s)
                await asyncio.sleep(pause_s)
                pause_s = min(2 * pause_s, 30.0)

    def _discard(self, worker: _Worker) -> None:
        self._workers.discard(worker)
        worker.kill()

    def _count_death(self, reason: str) -> None:
        metrics.WORKER_DEATHS.labels(self.name, reason).inc()


class _Worker:
    """The parent's end of one process."""

    def __init__(self, name: str, arguments: tuple[Any, ...]) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, *arguments), name=f"claimwire-{name}", daemon=True)
        self.process.start()
        theirs.close()

    def receive(self, max_bytes: int) -> bytes:
        return self.connection.recv_bytes(max_bytes)

    def exchange(self, payload: bytes, max_bytes: int) -> bytes:
        self.connection.send_bytes(payload)
        return self.connection.recv_bytes(max_bytes)

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


def _serve(connection: Connection, factory: str, options: dict[str, Any], deadline_s: float, memory_bytes: int, max_tasks: int) -> None:
    """The child: load, say so, then answer one payload after another until told to go or retired."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides when workers go
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    module, _, function = factory.partition(":")
    try:
        work: Work = getattr(importlib.import_module(module), function)(**options)
    except Exception as error:  # noqa: BLE001 - sent to the parent, which raises it
        connection.send_bytes(_RAISED + _as_json(error))
        return
    settle_garbage_collector()
    loaded_size, loaded_resident = _memory()
    resource.setrlimit(resource.RLIMIT_AS, (loaded_size + memory_bytes, resource.RLIM_INFINITY))
    connection.send_bytes(_READY)
    for task in range(1, max_tasks + 1):
        try:
            payload = connection.recv_bytes()
        except EOFError:
            return
        _limit_cpu(deadline_s)
        try:
            answer = _RESULT + work(payload)
        except Exception as error:  # noqa: BLE001 - sent to the parent, which raises it
            answer = _RAISED + _as_json(error)
        is_last = answer[:1] == _RESULT and (task == max_tasks or _memory()[1] > loaded_resident + memory_bytes // 2)
        connection.send_bytes(_RETIRING + answer[1:] if is_last else answer)


def _limit_cpu(seconds: float) -> None:
    """If the parent is gone, nobody enforces the deadline: the kernel then ends a task that never ends."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + 2 * seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _memory() -> tuple[int, int]:
    """(virtual, resident) size of this process in bytes."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        size, resident, *_ = map(int, statm.read().split())
    page = os.sysconf("SC_PAGE_SIZE")
    return size * page, resident * page


def _as_json(error: Exception) -> bytes:
    return json.dumps([type(error).__name__, str(error)[:2_000]]).encode()


def _describe_exit(code: int | None) -> str:
    if code is not None and code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"exit status {code}"
