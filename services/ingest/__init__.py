"""Ingest: finds new and changed articles and reads them into clean text.

In come feed addresses (`sources.py`) and submitted files (`submit.py`); out goes one `ArticleFetched` per article revision. Ingest owns
the ledger (`tables.py`): feeds with their cursors, one item per discovered address, one row per accepted revision with its message. What is
accepted commits in one transaction with its outbox row, so that nothing accepted is lost. Everything from outside is fetched by
`fetcher.py`, which never connects to a forbidden address, and parsed in worker processes (`worker.py`), which can be killed.
"""
