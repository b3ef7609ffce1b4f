"""Benchmarks and measurements of quality, each a command: `python -m bench.NAME`."""

import services.extract  # noqa: F401 - before numpy: it sets how many threads a matrix product takes
