"""The former name of the chapter ``kernels``: its formulas of a matmul."""

from .kernels import kernel_time as kernel_time
from .kernels import matmul_intensity as matmul_intensity
from .kernels import matmul_traffic as matmul_traffic
from .kernels import matmul_work as matmul_work
