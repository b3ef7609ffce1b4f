"""Killable worker processes for code that can hang, leak or crash: parsers of what the open web sends.

One pipe per process, started by `spawn`; the parent enforces the deadline with SIGKILL, the child has a memory limit and is
replaced after a number of tasks. `ProcessPoolExecutor` is not used: one dead child breaks all its futures.
"""
