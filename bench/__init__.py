"""Benchmarks: ratios on the machine at hand, printed and never asserted. Run `make bench`."""
