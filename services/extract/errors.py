"""What can go wrong in extract.

ExtractFailure
└── ModelUnusable    the language model is not installed, or lacks a component that the rules need; the operator mends it

A worker over its limits raises the errors of `services.runtime.errors`; the consume loop counts them as strikes.
"""

from __future__ import annotations


class ExtractFailure(Exception):
    """Root of the tree above."""


class ModelUnusable(ExtractFailure):
    """The language model is not installed, or lacks a component that the rules need."""
