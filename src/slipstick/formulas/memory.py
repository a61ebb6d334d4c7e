"""The former name of the start of the chapter ``caches``."""
