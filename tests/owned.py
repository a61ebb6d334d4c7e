"""A spec of one's own."""

OWN = """\
name: My GPU
kind: gpu
aliases: [mine]
peak: {bf16: 100 TFLOP/s}
memory:
  HBM: {bandwidth: 1 TB/s, capacity: 10 GB}
sources:
  "*": {title: my own measurement, seen: 2026-11-23}
"""
