"""The store: keeps every claim for good and links those that answer the same question.

In: `ClaimsExtracted` from `claimwire.claims.v1`. Out: `ThreadChanged` on `claimwire.threads.v1`, through the outbox. Owns the tables of
`tables.py`: articles with all their revisions, claims with their evidence, threads with members and relations, the offsets it has
passed. One message is one transaction: rows, thread changes, outbox and input offset commit together or not at all, fenced by epoch.
The core (`slots`, `happening`, `participants`, `questions`, `positions`, `relations`, `origins`, `titles`, `episodes`) takes data and
returns data; threads and relations are functions of the set of current claims, whatever the order, the partition or the number of
their deliveries.
"""
