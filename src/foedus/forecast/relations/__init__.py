"""Relations by side and administration: level, change, when it changed, and what is behind it."""
