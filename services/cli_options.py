"""What the commands share: where they print, and where the data are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from services.runtime.settings import RuntimeSettings

out = Console(soft_wrap=True)

DataDir = Annotated[
    Path | None, typer.Option("--data-dir", help="Folder of the embedded mode's data.", envvar="CLAIMWIRE_DATA_DIR", file_okay=False)
]


def runtime_of(data_dir: Path | None) -> RuntimeSettings:
    """The settings, with the data folder that the command line names."""
    changes: dict[str, Any] = {"data_dir": data_dir} if data_dir else {}
    return RuntimeSettings(**changes)
