"""A plot of every kind."""

from slipstick.estimates.questions import find
from slipstick.plots.ladder import ladder
from slipstick.plots.roofline import roofline
from slipstick.plots.sweep import matmul_sweep, question_sweep, sweep
from slipstick.plots.validation import validation

FIGURES = {
    "roofline": lambda: roofline(("a100", "h100"), ("bf16",), ((4096, 4096, 4096), (1, 4096, 4096))),
    "kernels": lambda: roofline(("a100",), kernels=("softmax rows=8192 columns=2048", "rmsnorm rows=1 columns=4096")),
    "measured": lambda: roofline(("a100",), measured=True),
    "sweep": lambda: sweep("amdahl(90%..95%, x)", "x=1..1024"),
    "linear": lambda: sweep("mm1_response(x, 10 ms)", "x=1..99 request/s"),
    "matmul": lambda: matmul_sweep(1, 4096, 4096, on="h100", vary="m=1..8192"),
    "copy": lambda: question_sweep(find("copy"), {"size": "1 kB..1 GB"}, ("a100", "h100"), rate=True),
    "validation": lambda: validation(("a100",)),
    "latency": lambda: ladder("latency", on="a100"),
    "energy": lambda: ladder("energy"),
}
