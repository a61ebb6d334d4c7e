"""Kernels: one file each, what a kernel asks of a part and how long that takes."""
