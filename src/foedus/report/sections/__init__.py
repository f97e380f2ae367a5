"""The sections of the report: each file builds the context of one or two of them."""
