"""Estimates from Python: one by one, and a million with their ranges in one call. Run with numpy installed.

Targets are for a machine with nothing else to do.
"""

import resource
import statistics
import time
from itertools import cycle

import numpy as np

from slipstick import calculate, collective, kernels, matmul, quantity

COUNT = 1_000_000
RNG = np.random.default_rng(1)
M, N, K = RNG.integers(1, 16384, size=(3, COUNT))
SOME = cycle(RNG.integers(1, 16384, size=(997, 3)).tolist())  # other sizes each time
ONE = {
    "matmul, the part by name": (lambda m, n, k: matmul(m, n, k, on="a100").outcome, 100),
    "attention": (lambda m, n, k: kernels.attention(heads=32, queries=m, keys=m + n, on="a100").outcome, 100),
    "softmax, nothing to choose": (lambda m, n, k: kernels.softmax(rows=m, columns=n, on="a100").outcome, 60),
    "collective": (lambda m, n, k: collective("all-reduce", f"{m} kB", on="8xh100").outcome, 100),
    "calculate, with a fact": (lambda m, n, k: calculate("70e9 * 2 B / a100.memory.HBM.bandwidth").value, 80),
}
MANY = {
    "matmul": lambda: matmul(M, N, K, on="a100"),
    "attention": lambda: kernels.attention(heads=32, queries=M, keys=M + N, batch=K % 64 + 1, on="a100"),
    "conv2d": lambda: kernels.conv2d(batch=1, channels=M % 999 + 1, rows=N % 99 + 3, columns=99, filters=64, on="a100"),
    "softmax": lambda: kernels.softmax(rows=M, columns=N, on="a100"),
    "matmul on a CPU": lambda: matmul(M, N, K, on="epyc-9654"),
    "collective": lambda: collective("all-reduce", M * quantity("1 kB"), on="8xh100"),
}


def seconds(call, times=1):
    start = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - start) / times


def asking(call):
    return lambda: call(*next(SOME))


def answering(call):
    return lambda: call().outcome


def main():
    for name, (call, target) in ONE.items():
        asked = asking(call)
        seconds(asked, 100)
        found = statistics.median(seconds(asked, 300) for _ in range(9))
        print(f"{name}: {found * 1e6:.0f} us (target {target})")
    for name, call in MANY.items():
        assert call().outcome.high.shape == (COUNT,)
        found = statistics.median(seconds(answering(call)) for _ in range(5))
        print(f"{COUNT} of {name} with range: {found:.2f} s (target 1)")
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB (target 500)")


if __name__ == "__main__":
    main()
