"""Workloads: formulas over specs. Each answers one question with an estimate."""
