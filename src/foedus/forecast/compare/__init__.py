"""Policies side by side on common random numbers, and what-ifs against a baseline."""
