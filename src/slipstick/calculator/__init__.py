"""The calculator: an expression with units read, evaluated, solved and answered, line by line if wanted.

What an expression can say may enter. It knows facts and formulas, never questions.
Imports: ``specs``, ``formulas``, ``units``.
"""
