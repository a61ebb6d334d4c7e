"""Links: how long data take over links, memories, disks and networks, from one place to another or among devices.

What answers the questions about moves and collectives may enter. ``move`` and ``collective`` ask.
Imports: the rooms that all questions share.
"""
