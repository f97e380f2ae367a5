"""What may be said ahead of time, and how good it was: back-tests."""
