"""When the last processor has a message that each one sends on as soon as it has it."""

from heapq import heappush, heapreplace


def broadcast_end(processors: float, delivery: float, gap: float) -> float:
    """Time until all processors have a message of one of them, each of which sends it on to new ones (LogP).

    processors: a whole number; nothing is to do for one. delivery: from the start of a sending until the message can be
    sent on. gap: from one sending of a processor to its next. The earliest deliveries are used: it is the least time.

    >>> broadcast_end(8, 10.0, 4.0)
    24.0
    """
    coming, end = [delivery], 0.0  # for each that has the message: when its next delivery arrives
    for _ in range(int(processors) - 1):
        end = coming[0]
        heapreplace(coming, end + gap)
        heappush(coming, end + delivery)
    return end
