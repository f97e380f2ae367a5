"""What has to be true for a scenario: boxes of inputs in which it is frequent."""
