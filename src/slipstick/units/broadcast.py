"""When the last processor has a message that each one sends on as soon as it has it."""


def broadcast_end(processors: float, delivery: float, gap: float) -> float:
    """Time until all processors have a message of one of them, each of which sends it on to new ones (LogP).

    processors: a whole number; nothing is to do for one. delivery: from the start of a sending until the message can be
    sent on. gap: from one sending of a processor to its next. The earliest deliveries are used: it is the least time.

    >>> broadcast_end(8, 10.0, 4.0)
    24.0
    """
    # Each arrival makes two later ones, after a gap at its sender's next and after a delivery at its own first: both
    # rows are in order, so that the next arrival is the first of one of them.
    arrivals, again, first = [delivery], 0, 0
    last = int(processors) - 1
    while len(arrivals) < last:
        sent, passed = arrivals[again] + gap, arrivals[first] + delivery
        if sent <= passed:
            arrivals.append(sent)
            again += 1
        else:
            arrivals.append(passed)
            first += 1
    return arrivals[last - 1] if last > 0 else 0.0
