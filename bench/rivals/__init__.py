"""The reference system in each tool, side by side: ``finals(trajectories, seed)``."""
