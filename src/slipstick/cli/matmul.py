"""``slipstick matmul``."""

import click

from ._options import Sized, answer_forms, dtype, on, print_estimate, size, specs


@click.command("matmul", cls=Sized, short_help="How long does a matmul take on a part?")
@click.argument("m")
@click.argument("n")
@click.argument("k")
@on()
@dtype()
@click.option("--batch", default="1", show_default=True, metavar="N", help="Run N such matmuls as one.")
@specs()
@answer_forms
def command(m: str, n: str, k: str, on: str, dtype: str, batch: str, specs: str | None, form: str | None) -> None:
    """How long does C = A B take, where A is M x K and B is K x N?

    \b
    Examples:
      slipstick matmul 4096 4096 4096 --on a100
      slipstick matmul 1 4096 4096 --on a100 --short
      slipstick matmul 128 128 64 --on h100 --batch 512 --explain
    """
    from ..estimates.kernels.matmul import matmul

    sizes = (size(m), size(n), size(k))
    print_estimate(matmul(*sizes, on=on, dtype=dtype, batch=size(batch), specs=specs), form)
