"""Benchmarks and measurements of quality, each a command: `python -m bench.NAME`."""
