"""`claimwire rethread`, `reprocess`, `forget`: operators' commands that rewrite what is stored. See `docs/runbook.md`."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated

import typer

from services.cli_options import DataDir, out, runtime_of

operations = typer.Typer()


@operations.command()
def rethread(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print what would change.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Compute all threads anew from the claims, as after an upgrade that changed their rules, and switch to them at once."""
    from services.rethread import run

    sys.exit(asyncio.run(run(runtime_of(data_dir), out, is_dry=dry_run)))


@operations.command()
def forget(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print how many articles are overdue.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Forget now what is older than CLAIMWIRE_STORE_KEEP_DAYS and …_KEEP_DAYS_BY_SOURCE allow; a running store does so by itself."""
    from services.retention import run

    sys.exit(asyncio.run(run(runtime_of(data_dir), out, is_dry=dry_run)))


@operations.command()
def reprocess(data_dir: DataDir = None) -> None:
    """Read all articles again that an older extractor version has read. Each changes over when its new claims are stored, all at once."""
    from services.reprocess import run

    sys.exit(asyncio.run(run(runtime_of(data_dir), out)))
