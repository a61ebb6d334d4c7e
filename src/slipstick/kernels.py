"""Every kernel as a function, such as ``softmax(rows=8192, columns=2048, on="a100")``. See :func:`slipstick.matmul`.

>>> from slipstick.kernels import copy
>>> copy("6 GB", on="h100").bound_by
'memory'
"""

from .estimates.typed import *  # noqa: F403
from .estimates.typed import __all__ as __all__
