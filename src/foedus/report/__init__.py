"""What a reader sees of a run: terminal, folder of files, page."""
