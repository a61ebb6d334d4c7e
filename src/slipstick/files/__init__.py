"""Files: from a YAML file to a checked page, and to the compiled store a question reads.

What a file may say, where it lies, how it is read, kept and noticed to have changed, and what follows from it by which
formula may enter; not what it means for a question.
Imports: ``formulas``, which only ``derivations`` does, ``units``, ``errors``, ``words``.
yaml only in ``yamltree``, sqlite3 only in ``store``.
"""
