"""A million matmul estimates with their ranges in one call. Run with numpy installed."""

import statistics
import time

import numpy as np

from slipstick import matmul

COUNT = 1_000_000


def main():
    sizes = np.random.default_rng(1).integers(1, 16384, size=(3, COUNT))
    times = []
    for _ in range(5):
        start = time.perf_counter()
        answer = matmul(*sizes, on="a100").outcome
        assert answer.high.shape == (COUNT,)
        times.append(time.perf_counter() - start)
    print(f"{COUNT} estimates with range: {statistics.median(times):.2f} s (median of {len(times)})")


if __name__ == "__main__":
    main()
