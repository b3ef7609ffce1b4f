"""Samples that come with Claimwire: an invented newsroom that runs without a network, and a list of public feeds."""
