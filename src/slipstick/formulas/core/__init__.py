"""What a formula is: its checked call and plain rule, its work in steps, solved backwards, in LaTeX, MathML, a script.

What holds for every formula may enter; none of the field.
Imports: ``units``, ``errors``, ``words``.
"""
