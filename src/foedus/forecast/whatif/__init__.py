"""What-ifs: levers, shocks, held variables and parameters changed against a baseline."""
