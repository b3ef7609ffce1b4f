"""The first schema

Revision: 0001
After: None
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.runtime.columns import BigNumber, Json, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article_ledger",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("canonical_url", sa.String(), nullable=False),
        sa.Column("revisions", sa.Integer(), nullable=False),
        sa.Column("latest_revision", sa.String(), nullable=True),
        sa.Column("accepted_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_table(
        "change_counter",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", BigNumber, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "consumer_offset",
        sa.Column("consumer_group", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("next_offset", BigNumber, nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("consumer_group", "topic", "partition"),
    )
    op.create_table(
        "feed_source",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.Column("content_digest", sa.String(), nullable=True),
        sa.Column("last_full_at", UtcDateTime(), nullable=True),
        sa.Column("next_poll_at", UtcDateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("moved_to", sa.String(), nullable=True),
        sa.Column("moved_polls", sa.Integer(), nullable=False),
        sa.Column("new_hosts", sa.Integer(), nullable=False),
        sa.Column("new_hosts_since", UtcDateTime(), nullable=True),
        sa.Column("last_outcome", sa.String(), nullable=True),
        sa.Column("last_polled_at", UtcDateTime(), nullable=True),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("leased_by", sa.String(), nullable=True),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("url"),
    )
    op.create_index("ix_feed_source_next_poll_at", "feed_source", ["next_poll_at"], unique=False)

    op.create_table(
        "fetch_host",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("next_request_at", UtcDateTime(), nullable=False),
        sa.Column("crawl_delay_s", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", UtcDateTime(), nullable=False),
        sa.Column("last_fetched_at", UtcDateTime(), nullable=True),
        sa.Column("next_attempt_at", UtcDateTime(), nullable=True),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.Column("feed_date", UtcDateTime(), nullable=True),
        sa.Column("article_id", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.String(), nullable=True),
        sa.Column("leased_by", sa.String(), nullable=True),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("item_due", "item", ["next_attempt_at", "host"], unique=False)
    op.create_index("item_host_due", "item", ["host", "next_attempt_at"], unique=False)
    op.create_index("ix_item_article_id", "item", ["article_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", BigNumber, autoincrement=True, nullable=False),
        sa.Column("producer", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("headers", Json, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_outbox_producer", "outbox", ["producer"], unique=False)

    op.create_table(
        "source",
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("publisher_family", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("source_id"),
        sa.UniqueConstraint("domain"),
    )
    op.create_index("ix_source_publisher_family", "source", ["publisher_family"], unique=False)

    op.create_table(
        "thread",
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("question_key", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("has_conflict", sa.Boolean(), nullable=False),
        sa.Column("latest", sa.String(), nullable=True),
        sa.Column("sequence", BigNumber, nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("claims > 0", name="has_members"),
        sa.PrimaryKeyConstraint("thread_id"),
        sa.UniqueConstraint("sequence"),
    )
    op.create_index("thread_newest_conflict", "thread", ["has_conflict", "sequence"], unique=False)
    op.create_index("thread_of_key", "thread", ["question_key"], unique=False)

    op.create_table(
        "article",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("canonical_url", sa.String(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("extractor_version", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("stated_at", UtcDateTime(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.source_id"],
        ),
        sa.PrimaryKeyConstraint("article_id"),
        sa.UniqueConstraint("canonical_url"),
    )
    op.create_index("article_newest", "article", ["stated_at", "article_id"], unique=False)
    op.create_index("article_of_source", "article", ["source_id", "stated_at", "article_id"], unique=False)

    op.create_table(
        "ledger_revision",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article_ledger.article_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "revision"),
    )
    op.create_index("ix_ledger_revision_accepted_at", "ledger_revision", ["accepted_at"], unique=False)

    op.create_table(
        "relation",
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("a_position", sa.String(), nullable=False),
        sa.Column("b_position", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('agree', 'conflict', 'update', 'denies')", name="kind_is_known"),
        sa.CheckConstraint("a_position <> b_position", name="of_two_positions"),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.thread_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("thread_id", "a_position", "b_position"),
    )
    op.create_table(
        "sighting",
        sa.Column("feed_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("first_seen_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feed_source.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("feed_id", "item_id"),
    )
    op.create_index("ix_sighting_item_id", "sighting", ["item_id"], unique=False)

    op.create_table(
        "article_revision",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("is_latest", sa.Boolean(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("authors", Json, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("published_origin", sa.String(), nullable=True),
        sa.Column("updated_at", UtcDateTime(), nullable=True),
        sa.Column("updated_origin", sa.String(), nullable=True),
        sa.Column("fetched_at", UtcDateTime(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sections", Json, nullable=False),
        sa.Column("wire_credit", sa.String(), nullable=True),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("text_hash", Json, nullable=False),
        sa.CheckConstraint("lane IN ('live', 'backfill')", name="lane_is_known"),
        sa.CheckConstraint("length(revision) = 64", name="revision_is_sha256"),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.article_id"],
        ),
        sa.PrimaryKeyConstraint("article_id", "revision"),
    )
    op.create_table(
        "claim",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("extractor_version", sa.String(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("stated_at", UtcDateTime(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("span_text", sa.String(), nullable=False),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("sentence_end", sa.Integer(), nullable=False),
        sa.Column("sentence_text", sa.String(), nullable=False),
        sa.Column("certainty", sa.String(), nullable=False),
        sa.Column("polarity", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("predicate_lemma", sa.String(), nullable=False),
        sa.Column("predicate_start", sa.Integer(), nullable=False),
        sa.Column("predicate_end", sa.Integer(), nullable=False),
        sa.Column("predicate_text", sa.String(), nullable=False),
        sa.Column("checkworthiness", sa.Float(), nullable=False),
        sa.Column("cues", Json, nullable=False),
        sa.Column("actors", Json, nullable=False),
        sa.Column("times", Json, nullable=False),
        sa.Column("places", Json, nullable=False),
        sa.CheckConstraint("certainty IN ('certain', 'probable', 'possible')", name="certainty_is_known"),
        sa.CheckConstraint("polarity IN ('positive', 'negative')", name="polarity_is_known"),
        sa.CheckConstraint("section IN ('headline', 'body')", name="section_is_known"),
        sa.CheckConstraint("status IN ('past', 'present', 'future', 'conditional')", name="status_is_known"),
        sa.CheckConstraint("checkworthiness >= 0 AND checkworthiness <= 1", name="checkworthiness_is_share"),
        sa.CheckConstraint("span_start >= sentence_start AND span_end > span_start AND span_end <= sentence_end", name="span_in_sentence"),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.article_id"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.source_id"],
        ),
        sa.PrimaryKeyConstraint("claim_id"),
    )
    op.create_index("claim_newest", "claim", ["is_current", "stated_at", "claim_id"], unique=False)
    op.create_index("claim_of_article", "claim", ["article_id", "span_start"], unique=False)
    op.create_index("claim_of_source", "claim", ["source_id", "is_current", "stated_at", "claim_id"], unique=False)
    op.create_index("ix_claim_predicate_lemma", "claim", ["predicate_lemma"], unique=False)

    op.create_table(
        "extraction",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("extractor_version", sa.String(), nullable=False),
        sa.Column("extractor", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.Column("is_capped", sa.Boolean(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.article_id"],
        ),
        sa.PrimaryKeyConstraint("article_id", "revision", "extractor_version"),
    )
    op.create_table(
        "claim_attribution",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=True),
        sa.Column("source_end", sa.Integer(), nullable=True),
        sa.Column("source_text", sa.String(), nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.Column("cue_text", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=True),
        sa.CheckConstraint("kind IN ('person', 'organization', 'media', 'document', 'group', 'unknown')", name="kind_is_known"),
        sa.CheckConstraint("stance IN ('asserts', 'confirms', 'denies', 'doubts')", name="stance_is_known"),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.claim_id"],
        ),
        sa.PrimaryKeyConstraint("claim_id", "place"),
    )
    op.create_table(
        "claim_entity",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("stated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.claim_id"],
        ),
        sa.PrimaryKeyConstraint("claim_id", "folded"),
    )
    op.create_index("entity_newest", "claim_entity", ["folded", "stated_at", "claim_id"], unique=False)

    op.create_table(
        "claim_quantity",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("span_text", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("modifier", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("per", sa.String(), nullable=True),
        sa.Column("counted", sa.String(), nullable=True),
        sa.Column("counted_start", sa.Integer(), nullable=True),
        sa.Column("counted_end", sa.Integer(), nullable=True),
        sa.Column("counted_text", sa.String(), nullable=True),
        sa.Column("counted_entity", sa.String(), nullable=True),
        sa.Column("increment", sa.Boolean(), nullable=False),
        sa.Column("movement", sa.String(), nullable=False),
        sa.CheckConstraint(
            "modifier IN ('exact', 'about', 'more_than', 'at_least', 'up_to', 'less_than', 'between', 'order')", name="modifier_is_known"
        ),
        sa.CheckConstraint("movement IN ('none', 'up', 'down')", name="movement_is_known"),
        sa.CheckConstraint("low IS NULL OR high IS NULL OR low <= high", name="bounds_in_order"),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.claim_id"],
        ),
        sa.PrimaryKeyConstraint("claim_id", "place"),
    )
    op.create_table(
        "thread_change",
        sa.Column("sequence", BigNumber, autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("before", Json, nullable=True),
        sa.Column("after", Json, nullable=False),
        sa.CheckConstraint(
            "kind IN ('claim_added', 'first_denial', 'conflict_opened', 'conflict_resolved', 'figure_changed', 'corroborated')",
            name="kind_is_known",
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.claim_id"],
        ),
        sa.PrimaryKeyConstraint("sequence"),
    )
    op.create_index("change_of_thread", "thread_change", ["thread_id", "sequence"], unique=False)

    op.create_table(
        "thread_member",
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("stated_at", UtcDateTime(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("names", Json, nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("answer", Json, nullable=False),
        sa.Column("origin", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.claim_id"],
        ),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.thread_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("thread_id", "claim_id"),
    )
    op.create_index("member_newest", "thread_member", ["thread_id", "stated_at", "claim_id"], unique=False)
    op.create_index("member_of_claim", "thread_member", ["claim_id"], unique=False)

    op.create_table(
        "withdrawn_member",
        sa.Column("question_key", sa.String(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("answer", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.claim_id"],
        ),
        sa.PrimaryKeyConstraint("question_key", "claim_id"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE INDEX claim_search ON claim USING gin (to_tsvector('english', span_text))")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE claim_search USING fts5(claim_id UNINDEXED, words, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
