"""Windows and pages: which keys a sliding window leaves to attention, and what a cache cut into pages reads of them."""

from ..units import Count
from ..units.maths import ceil, floor, maximum, minimum
from .core.formula import formula


@formula(source="flash-attention-readme")
def window_edges(keys: Count, causal: Count, window: Count) -> Count:
    """Edges of what a query sees that lie within the keys: none, that of a causal mask, or two where a window has them.

    keys: tokens attended to. causal: 1 with a causal mask, else 0. window: keys that a query sees to a side, its own
    among them; 0 for all. A causal window ends at the query, the other one goes both ways:

    >>> show(window_edges(4096, 0, 0)), show(window_edges(4096, 1, 0)), show(window_edges(400, 0, 512))
    ('0', '1', '0')
    >>> show(window_edges(4096, 1, 512)), show(window_edges(4096, 0, 512)), show(window_edges(2, 0, 1))
    ('2', '2', '2')
    """
    return maximum(causal, 2 * minimum(1, window * (keys - window)))


@formula(source="flash-attention-readme")
def pairs_beyond(queries: Count, keys: Count, causal: Count, window: Count) -> Count:
    """Pairs of a query and a key that a window leaves out: those that are as far apart as the window, or farther.

    queries, keys: the queries are the last of the keys. causal: 1 where those after a query are masked anyway. window:
    as for the edges. By hand for 4 tokens and a window of 2: the keys 2 + 1 before, and as many after; 2 of 5 tokens:

    >>> show(pairs_beyond(4, 4, 1, 2)), show(pairs_beyond(4, 4, 0, 2)), show(pairs_beyond(4, 4, 0, 0))
    ('3', '6', '0')
    >>> show(pairs_beyond(1, 4096, 1, 1024), digits=4), show(pairs_beyond(2, 5, 0, 2)), show(pairs_beyond(3, 5, 0, 2))
    ('3072', '5', '7')
    >>> show(pairs_beyond(4, 4, 0, 9)), show(pairs_beyond(4, 9, 0, 5))
    ('0', '10')
    """
    return (
        minimum(1, window)
        * (
            (maximum(0, keys - window) - maximum(0, keys - queries - window))
            * (keys - window + maximum(0, keys - queries - window) + 1)
            + (1 - causal) * maximum(0, queries - window) * (queries - window + 1)
        )
        / 2
    )


@formula(source="flash-attention-readme")
def window_keys(queries: Count, keys: Count, window: Count) -> Count:
    """Keys that any of the queries sees: with a window, the first query's and those after it.

    queries, keys, window: as for the pairs beyond. By hand, the last token of 32768 sees 4096, the last 100 see 4195:

    >>> show(window_keys(1, 32768, 4096), digits=4), show(window_keys(100, 32768, 4096), digits=4)
    ('4096', '4195')
    >>> show(window_keys(1, 32768, 0), digits=5), show(window_keys(4096, 4096, 512), digits=4)
    ('32768', '4096')
    """
    return keys - minimum(1, window) * maximum(0, keys - queries + 1 - window)


@formula(source="vllm-paged-attention")
def paged_keys(keys: Count, seen: Count, page: Count) -> Count:
    """Keys that are read of a cache whose tokens lie in pages of equal size: all of a page of which one is seen.

    keys: tokens in the cache, from the start of a page on. seen: of these, the last. page: tokens of a page. By hand
    for pages of 16: 100 tokens fill 6 and a part of the seventh; the last 20 of them lie in two, the last 21 in three:

    >>> show(paged_keys(100, 100, 16)), show(paged_keys(100, 20, 16)), show(paged_keys(100, 21, 16))
    ('112', '32', '48')
    >>> show(paged_keys(100, 20, 1))
    '20'
    """
    return page * (ceil(keys / page) - floor((keys - seen) / page))
