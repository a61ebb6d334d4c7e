"""Files: from a YAML file to a checked page, and to the compiled store a question reads.

What a file may say, where it lies, and how it is read, kept and noticed to have changed may enter; not what it means.
Imports: ``units``, ``errors``, ``words``. yaml only in ``yamltree``, sqlite3 only in ``store``.
"""
