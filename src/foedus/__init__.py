"""Foedus: a computable model of an alliance system."""

__version__ = "0.1.0"
