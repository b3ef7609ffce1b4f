"""Forget what is kept of crowds (`crowds.py`), so that their questions are read whole again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.runtime.bulk import batches
from services.store.tables import CROWD, CROWD_ANSWER, CROWD_STORY, CROWD_TIE

CROWDS: Final = select(CROWD.c.question_key, CROWD.c.runs).where(CROWD.c.question_key.in_(bindparam("keys", expanding=True)))
"""The crowds among these questions."""


async def forget_crowds(connection: AsyncConnection, keys: Collection[str]) -> None:
    """These questions were changed otherwise; they become crowds again when a claim joins."""
    for some in batches(sorted(keys)):
        crowds = (await connection.execute(CROWDS, {"keys": some})).all()
        if crowds:
            known = [key for key, _ in crowds]
            scopes = [values[0] for _, runs in crowds for values in runs]
            stories = select(CROWD_STORY.c.story).where(CROWD_STORY.c.question_key.in_(known))
            await forget_stories(connection, list((await connection.execute(stories)).scalars()))
            for some_scopes in batches(scopes):
                await connection.execute(delete(CROWD_TIE).where(CROWD_TIE.c.scope.in_(some_scopes)))
            await connection.execute(delete(CROWD).where(CROWD.c.question_key.in_(known)))


async def forget_stories(connection: AsyncConnection, stories: Sequence[int]) -> None:
    """The stories with what is counted of them."""
    for some in batches(stories):
        await connection.execute(delete(CROWD_ANSWER).where(CROWD_ANSWER.c.story.in_(some)))
        await connection.execute(delete(CROWD_TIE).where(CROWD_TIE.c.scope.in_(some)))
        await connection.execute(delete(CROWD_STORY).where(CROWD_STORY.c.story.in_(some)))
