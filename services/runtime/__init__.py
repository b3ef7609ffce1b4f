"""What every service runs on: settings, logging, metrics, clock, text normal form, database engine, worker pool, shutdown.

Imports no service and no bus backend.
"""
