"""Questions in words, read into a command and answered.

What may enter: words of a question, what they mean by the table ``data/asking.txt``, the catalogue and the list of
questions, and which command uses all of them. No list of devices, models, kernels, formulas or units is kept here.
Imports: every package below, each answer's when it is asked for.
"""
