"""Claims: what a sentence says that somebody did, coded by the project's codebook."""
