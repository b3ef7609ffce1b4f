"""The gateway: everything that people and programs ask Claimwire over HTTP.

In: HTTP requests. Out: JSON under `/v1`, a live stream of thread changes, pages for people, health and metrics. It owns no
table: it reads through `services.store.read` and manages sources through `services.ingest.sources`. Every error has
one shape (`problems.py`), every request ends in one outcome word (`outcomes.py`), and nothing that comes from outside is
trusted: `doorkeeper.py` says what is refused before any route sees it.
"""
