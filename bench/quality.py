"""`python -m bench.quality`: what the extractor finds, beside what people found.

`claims STORY… --out DIR` and `threads STORY… --out FILE` write predictions for labelled stories, `attribution|quantities|factuality|
checkworthiness|article-text GOLD.jsonl --out FILE` for public sets, all in the form that the scorers read. `table` runs everything and
prints each figure beside its floor. The sets belong to their owners and lie outside this repository, in the folder that
`CLAIMWIRE_SHARED` names.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from services.extract.core import ClaimExtractor
from services.extract.pipeline import DEFAULT_MODEL

app = typer.Typer(help=__doc__, add_completion=False, no_args_is_help=True)

Stories = Annotated[list[Path], typer.Argument(exists=True, file_okay=False, metavar="STORY…", help="Story folders.")]
Gold = Annotated[Path, typer.Argument(exists=True, dir_okay=False, metavar="GOLD.jsonl", help="A public set.")]
OutFile = Annotated[Path, typer.Option(help="File to write, one prediction a line.")]
Model = Annotated[str, typer.Option(help="spaCy pipeline to use.")]


@app.command()
def claims(stories: Stories, out: Annotated[Path, typer.Option(help="Folder to write into.")], model: Model = DEFAULT_MODEL) -> None:
    """Claims of all texts of the stories, one file per text."""
    from bench.quality_claims import write_claims

    typer.echo(f"{write_claims(ClaimExtractor.load(model), stories, out)} claims written to {out}")


@app.command()
def threads(stories: Stories, out: OutFile) -> None:
    """Threads over all texts of all stories together."""
    from bench.quality_threads import main

    main(stories, out)


@app.command()
def pairs(gold: Gold) -> None:
    """Pairs of short reports: which come into one thread, and which do not though they should."""
    from bench.quality_pairs import print_pairs

    print_pairs(ClaimExtractor.load(), gold)


@app.command()
def attribution(gold: Gold, out: OutFile, model: Model = DEFAULT_MODEL) -> None:
    """Who says what: sources, cues, contents."""
    from bench.quality_sets import attribution_rows

    _write(gold, out, model, attribution_rows)


@app.command()
def quantities(gold: Gold, out: OutFile, model: Model = DEFAULT_MODEL) -> None:
    """Numbers with their bounds."""
    from bench.quality_sets import quantity_rows

    _write(gold, out, model, quantity_rows)


@app.command()
def factuality(gold: Gold, out: OutFile, model: Model = DEFAULT_MODEL) -> None:
    """Whether the event of one word happened."""
    from bench.quality_factuality import factuality_rows

    _write(gold, out, model, factuality_rows)


@app.command()
def checkworthiness(gold: Gold, out: OutFile, model: Model = DEFAULT_MODEL) -> None:
    """Which sentences are worth checking."""
    from bench.quality_sets import checkworthiness_rows

    _write(gold, out, model, checkworthiness_rows)


@app.command("article-text")
def article_text(gold: Gold, out: OutFile) -> None:
    """The article in a page. The pages lie beside the set, as `html/<id>.html.gz`."""
    from bench.article_pages import article_text_rows
    from bench.quality_sets import read_rows, write_rows

    write_rows(out, article_text_rows(read_rows(gold), gold.parent / "html"))
    typer.echo(f"predictions written to {os.fspath(out)}")


Shared = Annotated[
    Path, typer.Option(help="Folder with the labelled sets and their scorers.", envvar="CLAIMWIRE_SHARED", exists=True, file_okay=False)
]


@app.command()
def table(
    shared: Shared = Path("../shared"),
    model: Model = DEFAULT_MODEL,
    quick: Annotated[bool, typer.Option(help="Only the stories, not the public sets.")] = False,
) -> None:
    """Every figure beside its floor."""
    from bench.quality_table import print_table

    print_table(shared, model, quick=quick)


@app.command()
def pin(shared: Shared = Path("../shared")) -> None:
    """Pin the extractor's output and the floors of its figures, for the tests to compare."""
    from bench.pinned import write_pinned
    from bench.quality_table import figures_of

    extractor = ClaimExtractor.load()
    try:
        write_pinned(extractor, shared, figures_of(extractor, shared))
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def _write(
    gold: Path, out: Path, model: str, predict: Callable[[ClaimExtractor, list[dict[str, object]]], list[dict[str, object]]]
) -> None:
    from bench.quality_sets import read_rows, write_rows

    write_rows(out, predict(ClaimExtractor.load(model), read_rows(gold)))
    typer.echo(f"predictions written to {os.fspath(out)}")


if __name__ == "__main__":
    app()
