"""The back-test: forecasts made as if on past days, scored by what came out since."""
