"""Figures by vintage: `load` the tables of a case, see them `as_of` a day, make panels of them."""

from foedus.tables.store import Tables, load

__all__ = ["Tables", "load"]
