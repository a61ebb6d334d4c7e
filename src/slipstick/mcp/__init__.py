"""Tools for assistants: every question, and what looks things up, over the Model Context Protocol.

What says which tools there are, and what serves them, may enter; each tool is a function of the library.
Imports: every package but ``cli``; the SDK only in ``server``.
"""
