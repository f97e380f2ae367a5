"""Documents: bytes with a history, read, segmented, cut into sentences, compared."""
