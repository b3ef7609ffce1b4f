"""The message contracts of Claimwire: what travels between the services, and nothing else.

Imports pydantic and the standard library only, so that a consumer of the topics can take this folder alone.
"""
