"""The bus: durable, partitioned, ordered topics with consumer groups.

One port (`ports.py`), two backends that pass one contract suite: `local_log.py` (SQLite, for the embedded mode) and
`kafka.py` (Apache Kafka). `envelope.py` turns contracts into CloudEvents records and back; `consume.py` is the one loop
that all services read with. Knows no service.
"""
