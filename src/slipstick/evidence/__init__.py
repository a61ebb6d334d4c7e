"""Evidence: measurements, how far estimates are from them, the calibration, and facts held to each other.

What holds an answer or a fact to something outside may enter.
Imports: ``estimates``, ``reference``, ``specs``, ``files``. numpy only in ``calibrate`` and ``residuals``, scipy in
``calibrate``.
"""
