"""Claimwire's services: ingest, extract, store and api, the bus between them, and what they run on."""
