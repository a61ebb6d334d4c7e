"""What a formula is: its checked call and plain rule, its work step by step, solved backwards, and in LaTeX.

What holds for every formula may enter; none of the field.
Imports: ``units``, ``errors``, ``words``.
"""
