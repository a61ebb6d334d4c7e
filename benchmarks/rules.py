"""Rules on arrays of a million against the same hand-written numpy. Run with numpy installed."""

import statistics
import time

import numpy as np

from slipstick.formulas.kernels import matmul_intensity
from slipstick.formulas.roofline import attainable, roofline_time

COUNT = 1_000_000
ROUNDS = 15
A, B, C = (np.random.default_rng(seed).uniform(1, 9, COUNT) for seed in (1, 2, 3))


def intensity(m, n, k):
    return 2 * m * n * k / (2 * (m * k + k * n) + 2 * m * n)


PAIRS = {
    "attainable": (lambda: attainable.rule(A, B, C), lambda: np.minimum(A, B * C)),
    "roofline_time": (lambda: roofline_time.rule(A, B), lambda: np.maximum(A, B)),
    "matmul_intensity": (lambda: matmul_intensity.rule(1.0, A, B, C, 2.0, 2.0), lambda: intensity(A, B, C)),
}


def seconds(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main():
    print(f"{'rule on a million':<20}{'ms':>7}{'ratio':>8}{'target':>8}")
    for name, (ours, plain) in PAIRS.items():
        seconds(ours), seconds(plain)
        pairs = [(seconds(ours), seconds(plain)) for _ in range(ROUNDS)]
        ratio = statistics.median(a / b for a, b in pairs)
        print(f"{name:<20}{1000 * statistics.median(a for a, _ in pairs):>7.1f}{ratio:>8.2f}{1.2:>8.1f}")


if __name__ == "__main__":
    main()
