"""Estimates from Python: one by one, and a million with their ranges in one call. Run with numpy installed."""

import resource
import statistics
import time

import numpy as np

from slipstick import calculate, matmul

COUNT = 1_000_000
ONE = {
    "matmul, the part by name": (lambda: matmul(4096, 4096, 4096, on="a100").outcome, 60),
    "calculate, with a fact": (lambda: calculate("70e9 * 2 B / a100.memory.HBM.bandwidth").value, 80),
}


def seconds(call, times=1):
    start = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - start) / times


def main():
    for name, (call, target) in ONE.items():
        call()
        found = statistics.median(seconds(call, 300) for _ in range(9))
        print(f"{name}: {found * 1e6:.0f} us (target {target})")
    sizes = np.random.default_rng(1).integers(1, 16384, size=(3, COUNT))
    assert matmul(*sizes, on="a100").outcome.high.shape == (COUNT,)
    found = statistics.median(seconds(lambda: matmul(*sizes, on="a100").outcome) for _ in range(5))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{COUNT} estimates with range: {found:.2f} s (target 0.61), at most {peak:.0f} MiB (target 300)")


if __name__ == "__main__":
    main()
