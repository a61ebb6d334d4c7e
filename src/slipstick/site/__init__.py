"""Site: the catalogue, the formulas, the numbers and the sheets as pages for a browser, from a disk or served.

What writes a page of what the packages below know, and the one stylesheet and the scripts of those pages, may enter;
nothing is worked out here, and no page asks for anything from elsewhere.
Imports: ``plots``, ``sheets``, ``reference``, ``formulas``, ``specs``, ``layout``, ``units``.
"""
