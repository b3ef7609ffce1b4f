"""Rows for people

Views with the columns that a person wants in psql or sqlite3. `docs/database.md` describes them and is checked against them.

A later migration that rebuilds a table (Alembic's batch mode on SQLite) drops these views first and makes them again.

Revision: 0002
After: 0001
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CLAIM_VIEW = """
CREATE VIEW claim_view AS
SELECT
    source.name AS outlet,
    article.title AS headline,
    claim.span_text AS claim,
    COALESCE(first_voice.entity, first_voice.source_text) AS said_by,
    first_voice.stance AS stance,
    claim.certainty AS certainty,
    claim.polarity AS polarity,
    claim.status AS status,
    first_figure.span_text AS figure,
    first_figure.value AS value,
    first_figure.low AS low,
    first_figure.high AS high,
    first_figure.unit AS unit,
    first_figure.counted AS counted,
    claim.as_of AS as_of,
    claim.stated_at AS stated_at,
    claim.sentence_text AS sentence,
    claim.checkworthiness AS checkworthiness,
    article.canonical_url AS url,
    source.domain AS domain,
    claim.extractor_version AS extractor_version,
    claim.claim_id AS claim_id,
    claim.article_id AS article_id
FROM claim
JOIN article ON article.article_id = claim.article_id
JOIN source ON source.source_id = claim.source_id
LEFT JOIN claim_attribution AS first_voice ON first_voice.claim_id = claim.claim_id AND first_voice.place = 0
LEFT JOIN claim_quantity AS first_figure ON first_figure.claim_id = claim.claim_id AND first_figure.place = 0
WHERE claim.is_current
"""

THREAD_VIEW = """
CREATE VIEW thread_view AS
SELECT
    thread.title AS question,
    thread.latest AS latest,
    thread.claims AS claims,
    thread.articles AS articles,
    thread.origins AS origins,
    thread.conflicts AS conflicts,
    thread.first_on AS first_on,
    thread.last_on AS last_on,
    (SELECT COUNT(DISTINCT thread_member.position) FROM thread_member WHERE thread_member.thread_id = thread.thread_id) AS answers,
    (SELECT COUNT(*) FROM relation WHERE relation.thread_id = thread.thread_id AND relation.kind = 'update') AS updates,
    thread.changed_at AS changed_at,
    thread.sequence AS sequence,
    thread.question_key AS question_key,
    thread.thread_id AS thread_id
FROM thread
"""

_SIDE = """(
    SELECT thread_member.claim_id FROM thread_member
    WHERE thread_member.thread_id = relation.thread_id AND thread_member.position = relation.{side}_position
    ORDER BY thread_member.stated_at, thread_member.claim_id LIMIT 1
)"""

CONFLICT_VIEW = f"""
CREATE VIEW conflict_view AS
SELECT
    thread.title AS question,
    relation.kind AS kind,
    relation.reason AS reason,
    one.claim AS one_claim,
    one.outlet AS one_outlet,
    one.said_by AS one_said_by,
    one.as_of AS one_as_of,
    other.claim AS other_claim,
    other.outlet AS other_outlet,
    other.said_by AS other_said_by,
    other.as_of AS other_as_of,
    thread.changed_at AS changed_at,
    one.claim_id AS one_claim_id,
    other.claim_id AS other_claim_id,
    relation.thread_id AS thread_id
FROM relation
JOIN thread ON thread.thread_id = relation.thread_id
JOIN claim_view AS one ON one.claim_id = {_SIDE.format(side="a")}
JOIN claim_view AS other ON other.claim_id = {_SIDE.format(side="b")}
WHERE relation.kind IN ('conflict', 'denies')
"""


def upgrade() -> None:
    # deleting a claim looks for what refers to it
    op.create_index("change_of_claim", "thread_change", ["claim_id"], unique=False)
    op.create_index("withdrawn_of_claim", "withdrawn_member", ["claim_id"], unique=False)
    for view in (CLAIM_VIEW, THREAD_VIEW, CONFLICT_VIEW):
        op.execute(view)
