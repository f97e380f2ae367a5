"""What moves the answer: screening, variance shares, mechanisms taken out one by one."""
