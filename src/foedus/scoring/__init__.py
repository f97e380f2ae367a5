"""Scores of probabilistic forecasts: pure functions of arrays, lower is better unless said.

Written out here because each is a line or two; the tests lay them beside closed forms and beside
an independent library. Samples stand on the last axis, observations have the axes before it.
"""
