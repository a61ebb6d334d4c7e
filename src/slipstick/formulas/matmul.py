"""The former name of the chapter ``kernels``: its formulas of a matmul."""
