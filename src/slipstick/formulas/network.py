"""Network: how long data takes on the way, and what a link, a window or a handshake lets through."""

from ..units import (
    Bandwidth,
    Count,
    Cycles,
    Frequency,
    Length,
    Probability,
    Rate,
    Share,
    Size,
    Speed,
    Time,
    Utilization,
    Whole,
    bit,
    byte,
    cycle,
)
from ..units.maths import ceil, floor, log2, minimum, sqrt
from .core.formula import formula


@formula(source="hpbn-latency-primer")
def signal_speed(light: Speed, index: Count) -> Speed:
    """Speed of a signal in a medium: that of light in a vacuum over the medium's refractive index.

    light: 299,792,458 m/s. index: of glass fiber 1.4 to 1.6. At 1.5 it is about 200,000,000 m/s.

    >>> show(signal_speed("299792458 m/s", 1.5))
    '200 Mm/s'
    """
    return light / index


@formula(source="systems-approach-performance")
def propagation_delay(distance: Length, speed: Speed) -> Time:
    """Time the first bit needs to the other end of a wire or fiber; no bandwidth makes it shorter.

    speed: of the signal, 2 x 10^8 m/s in fiber, 2.3 x 10^8 in copper, 3 x 10^8 in a vacuum. Ilya Grigorik's table for
    fiber: New York to London, 5585 km, 28 ms; around the equator, 40,075 km, 200 ms.

    >>> show(propagation_delay("5585 km", "2e8 m/s")), show(propagation_delay("40075 km", "2e8 m/s"))
    ('27.9 ms', '200 ms')
    """
    return distance / speed


@formula(source="hpbn-latency-primer")
def round_trip_floor(distance: Length, speed: Speed) -> Time:
    """Shortest round trip time that distance allows: no reply comes sooner.

    distance: one way. New York to Sydney, 15,993 km of fiber: 160 ms; to London, 5585 km: 56 ms. Real routes are longer
    and have queues.

    >>> show(round_trip_floor("15993 km", "2e8 m/s"))
    '160 ms'
    >>> round(round_trip_floor("5585 km", "2e8 m/s").to("ms").magnitude)
    56
    """
    return 2 * propagation_delay(distance, speed)


@formula(source="systems-approach-performance")
def serialization_delay(size: Size, bandwidth: Bandwidth) -> Time:
    """Time to put a packet or file on the wire, bit after bit.

    25 MB at 10 Mbit/s: 20 s. 1 MB at 1 Gbit/s: 8 ms.

    >>> show(serialization_delay("25 MB", "10 Mbit/s")), show(serialization_delay("1 MB", "1 Gbit/s"))
    ('20 s', '8 ms')
    """
    return size / bandwidth


@formula(source="systems-approach-performance")
def packet_latency(distance: Length, speed: Speed, size: Size, bandwidth: Bandwidth, queue: Time) -> Time:
    """One-way latency of a packet or message: propagation, transmission and queueing.

    distance, speed: of the signal. queue: time it waits in switches. A 25 MB image at 10 Mbit/s over a channel of
    100 ms, 20,000 km of fiber: 20.1 s, and 20.001 s over one of 1 ms.

    >>> show(packet_latency("20000 km", "2e8 m/s", "25 MB", "10 Mbit/s", "0 s"))
    '20.1 s'
    >>> show(packet_latency("200 km", "2e8 m/s", "25 MB", "10 Mbit/s", "0 s"), digits=5)
    '20.001 s'
    >>> show(packet_latency("200 km", "2e8 m/s", "1500 B", "10 Mbit/s", "4 ms"))
    '6.2 ms'
    """
    return propagation_delay(distance, speed) + serialization_delay(size, bandwidth) + queue


@formula(source="systems-approach-performance")
def fetch_time(round_trip: Time, size: Size, bandwidth: Bandwidth) -> Time:
    """Time to ask for data and get it: a round trip and the time on the wire.

    1 MB over a link of 1 Gbit/s and 100 ms: 108 ms.

    >>> show(fetch_time("100 ms", "1 MB", "1 Gbit/s"))
    '108 ms'
    """
    return round_trip + serialization_delay(size, bandwidth)


@formula(source="systems-approach-performance")
def effective_bandwidth(round_trip: Time, size: Size, bandwidth: Bandwidth) -> Bandwidth:
    """Bandwidth that a transfer of a size really gets, round trip included.

    It is half the link's where the size is round trip times bandwidth (the half-power point). 1 MB over a link of
    1 Gbit/s and 100 ms: 74.1 Mbit/s.

    >>> round(effective_bandwidth("100 ms", "1 MB", "1 Gbit/s").to("Mbit/s").magnitude, 1)
    74.1
    """
    return size / fetch_time(round_trip, size, bandwidth)


@formula(source="systems-approach-performance")
def bandwidth_delay_product(round_trip: Time, bandwidth: Bandwidth) -> Size:
    """Data on the way at once in a full pipe: what a sender may send before it hears anything back.

    round_trip: or the one-way delay, for what is on the way in one direction. A link of 1 Gbit/s and 100 ms: 12.5 MB. A
    fiber across the country, 10 Gbit/s and 40 ms: 400 Mbit, 50 MB. 45 Mbit/s, 50 ms one way: about 280 kB.

    >>> show(bandwidth_delay_product("100 ms", "1 Gbit/s")), show(bandwidth_delay_product("50 ms", "45 Mbit/s"))
    ('12.5 MB', '281 kB')
    """
    return round_trip * bandwidth


@formula(source="systems-approach-reliable")
def packets_in_flight(round_trip: Time, bandwidth: Bandwidth, packet: Size) -> Count:
    """Packets that a sender has to have on the way to keep a link busy.

    1.5 Mbit/s, 45 ms and frames of 1 KiB: about eight.

    >>> show(packets_in_flight("45 ms", "1.5 Mbit/s", "1 KiB"))
    '8.24'
    """
    return bandwidth_delay_product(round_trip, bandwidth) / packet


@formula(source="hpbn-tcp")
def window_throughput(window: Size, round_trip: Time) -> Bandwidth:
    """Most that a connection carries with a window in a round trip, however fast the link.

    window: most data sent without an answer. 16 KiB in 100 ms: 1.31 Mbit/s. Peterson and Davie's one frame of 1 KiB
    at a time in 45 ms: 182 kbit/s.

    >>> round(window_throughput("16 KiB", "100 ms").to("Mbit/s").magnitude, 2)
    1.31
    >>> round(window_throughput("1 KiB", "45 ms").to("kbit/s").magnitude)
    182
    """
    return window / round_trip


@formula(source="kurose-ross")
def window_utilization(window: Size, segment: Size, bandwidth: Bandwidth, round_trip: Time) -> Utilization:
    """Share of the time a sender with a window keeps its link busy; one segment is stop and wait.

    window: a part of a segment does not count. round_trip: of propagation only. Packets of 1000 bytes at 1 Gbit/s, one
    at a time, 30 ms there and back: 0.00027. Worked here: of a window of 3500 bytes three are sent, 0.0008.

    >>> show(window_utilization("1000 B", "1000 B", "1 Gbit/s", "30 ms"), digits=4)
    '0.0002666'
    >>> show(window_utilization("3500 B", "1000 B", "1 Gbit/s", "30 ms"))
    '0.0008'
    >>> show(window_utilization("64 KiB", "1 KiB", "8 Mbit/s", "10 ms"))
    '1'
    """
    return minimum(
        1,
        floor(window / segment)
        * serialization_delay(segment, bandwidth)
        / (round_trip + serialization_delay(segment, bandwidth)),
    )


@formula(source="kurose-ross")
def stop_and_wait_utilization(frame: Size, bandwidth: Bandwidth, round_trip: Time) -> Utilization:
    """Share of the time that a sender keeps its link busy which waits for an answer after each frame.

    round_trip: of propagation only, there and back. 8000 bits at 1 Gbit/s, 15 ms each way: 0.00027. 320 bytes at
    64 kbit/s, 20 ms each way: one half.

    >>> show(stop_and_wait_utilization("8000 bit", "1 Gbit/s", "30 ms"), digits=2)
    '0.00027'
    >>> show(stop_and_wait_utilization("320 B", "64 kbit/s", "40 ms"))
    '0.5'
    """
    return serialization_delay(frame, bandwidth) / (round_trip + serialization_delay(frame, bandwidth))


@formula(source="systems-approach-tcp")
def sequence_wrap_time(bits: Whole, bandwidth: Bandwidth) -> Time:
    """Time until sequence numbers that count bytes start again at zero.

    bits: of the number, 32 for TCP. At 45 Mbit/s: 13 minutes. At 10 Gbit/s: 3 s.

    >>> show(sequence_wrap_time(32, "45 Mbit/s")), show(sequence_wrap_time(32, "10 Gbit/s"))
    ('12.7 min', '3.44 s')
    """
    return 2**bits * byte / bandwidth


@formula(source="hpbn-tcp")
def slow_start_growth(round_trip: Time, initial: Count, target: Count) -> Time:
    """Time TCP's slow start takes to grow its window: it doubles in a round trip.

    initial, target: segments. From 10 to 45 over 56 ms: 168 ms; from 4, a round trip of 56 ms more.

    >>> show(slow_start_growth("56 ms", 10, 45)), show(slow_start_growth("56 ms", 4, 45))
    ('168 ms', '224 ms')
    """
    return round_trip * ceil(log2(target / initial))


@formula(source="hpbn-tcp")
def slow_start_rounds(segments: Count, initial: Count) -> Count:
    """Round trips to send a number of segments over a new TCP connection, its window doubling each time.

    initial: window at the start, in segments. 45 segments go as 10, 20 and 15: three.

    >>> show(slow_start_rounds(45, 10)), show(slow_start_rounds(70, 10)), show(slow_start_rounds(71, 10))
    ('3', '3', '4')
    """
    return ceil(log2(segments / initial + 1))


@formula(source="hpbn-http1")
def round_trips_time(round_trip: Time, trips: Count, server: Time) -> Time:
    """Time of an exchange of small messages: its round trips, and the server's work.

    A TCP handshake is one trip, a full TLS handshake two more, a request one. Two resources of 40 and 20 ms over 56 ms:
    284 ms over two connections (4 trips), 228 ms over one (3), 172 ms asked for together (2).

    >>> show(round_trips_time("56 ms", 4, "60 ms")), show(round_trips_time("56 ms", 3, "60 ms"))
    ('284 ms', '228 ms')
    """
    return round_trip * trips + server


@formula(source="hpbn-tcp")
def cold_fetch_time(round_trip: Time, handshakes: Count, segments: Count, initial: Count, server: Time) -> Time:
    """Time to fetch a file over a new connection: handshakes, the server's work, and slow start.

    handshakes: round trips before the request, 1 for TCP, 3 with a full TLS handshake. segments: of the file.
    initial: window in segments. 64 KiB, 45 segments, over 56 ms from a server that needs 40 ms: 264 ms; over an open
    connection that has grown, 96 ms. The link has to be fast enough not to matter.

    >>> show(cold_fetch_time("56 ms", 1, 45, 10, "40 ms")), show(cold_fetch_time("56 ms", 0, 45, 45, "40 ms"))
    ('264 ms', '96 ms')
    """
    return round_trips_time(round_trip, handshakes + slow_start_rounds(segments, initial), server)


@formula(source="libarynth-tcp-flow")
def mathis_throughput(segment: Size, round_trip: Time, loss: Probability, constant: Count) -> Bandwidth:
    """Most that one TCP connection carries over a path that loses packets (Mathis, Semke, Mahdavi and Ott).

    loss: share of the packets lost. constant: sqrt(3/2) where each packet is acknowledged, sqrt(3/4) where every
    other one is. RFC 3649: 1500 bytes over 100 ms need at most one loss in 5 x 10^9 packets for 10 Gbit/s;
    with sqrt(3/2), 1.225, it is 10.4. Another: 1460 bytes, 37.29 ms, a loss of 0.001 and 1: 1.23, in MB/s.

    >>> round(mathis_throughput("1500 B", "100 ms", 2e-10, 1.225).to("Gbit/s").magnitude)
    10
    >>> show(mathis_throughput("1460 B", "37.29 ms", 0.001, 1))
    '1.24 MB/s'
    """
    return constant * segment / (round_trip * sqrt(loss))


@formula(source="rfc5180")
def line_rate_packets(bandwidth: Bandwidth, frame: Size, overhead: Size) -> Rate:
    """Packets per second of a link full of frames of one size.

    overhead: what the wire carries between frames; on Ethernet 20 bytes, a preamble of 8 and a gap of 12.
    64-byte frames at 10 Gbit/s: 14.88 million a second. 1518-byte frames: 812,743.

    >>> round(line_rate_packets("10 Gbit/s", "64 B", "20 B").to("1/s").magnitude)
    14880952
    >>> round(line_rate_packets("10 Gbit/s", "1518 B", "20 B").to("1/s").magnitude)
    812744
    """
    return bandwidth / (frame + overhead)


@formula(source="line-rate-cycles")
def cycles_per_packet(clock: Frequency, bandwidth: Bandwidth, frame: Size, overhead: Size) -> Cycles:
    """Cycles that one processor core has for each packet of a full link.

    frame, overhead: what the wire carries of a packet, and between two. 64-byte frames at 10 Gbit/s come every 67.2 ns:
    201 cycles at 3 GHz, two misses of the cache.

    >>> int(cycles_per_packet("3 GHz", "10 Gbit/s", "64 B", "20 B").to("cycle").magnitude)
    201
    """
    return clock / line_rate_packets(bandwidth, frame, overhead)


@formula(source="vaia-store-and-forward")
def store_and_forward_time(packets: Count, packet: Size, links: Count, bandwidth: Bandwidth, propagation: Time) -> Time:
    """Time to send packets over a row of equal links whose switches receive a packet before they send it on.

    packet: size of one. links: one more than switches. propagation: delay of one link. 5000 bits over two links of
    1 Gbit/s and 10 us: 30 us. Over four: 60 us. A message in many packets fills all links at once: 8 Mbit over three
    links of 2 Mbit/s take 12 s as one packet and 4.01 s as 800 (worked here).

    >>> show(store_and_forward_time(1, "5000 bit", 2, "1 Gbit/s", "10 us"))
    '30 µs'
    >>> show(store_and_forward_time(1, "5000 bit", 4, "1 Gbit/s", "10 us"))
    '60 µs'
    >>> show(store_and_forward_time(800, "10000 bit", 3, "2 Mbit/s", "0 s"))
    '4.01 s'
    """
    return (packets + links - 1) * serialization_delay(packet, bandwidth) + links * propagation


@formula(source="cmu-15418-cut-through")
def cut_through_time(packet: Size, header: Size, links: Count, bandwidth: Bandwidth, propagation: Time) -> Time:
    """Time of a packet over a row of equal links whose switches send it on as soon as they have its header.

    header: what a switch waits for. links: one more than switches. propagation: delay of one link. A packet of four
    parts, one sent a step, over three links: 6 steps, where store and forward needs 12. No link may be busy.

    >>> show(cut_through_time("4 B", "1 B", 3, "1 B/s", "0 s")), show(cut_through_time("4 B", "1 B", 3, "1 B/s", "5 s"))
    ('6 s', '21 s')
    >>> show(store_and_forward_time(1, "4 B", 3, "1 B/s", "0 s"))
    '12 s'
    """
    return (
        serialization_delay(packet, bandwidth)
        + (links - 1) * serialization_delay(header, bandwidth)
        + links * propagation
    )


@formula(source="a2o-ethernet-efficiency")
def goodput_share(payload: Size, overhead: Size) -> Share:
    """Share of a link that carries data and no headers, preambles or gaps.

    payload, overhead: of a packet. TCP over Ethernet without options: 1460 bytes of 1538, 94.93 %.

    >>> show(goodput_share("1460 B", "78 B"), digits=4)
    '0.9493'
    """
    return payload / (payload + overhead)


@formula(source="a2o-ethernet-efficiency")
def goodput(bandwidth: Bandwidth, payload: Size, overhead: Size) -> Bandwidth:
    """Bandwidth that is left for data, without headers, preambles and gaps.

    payload, overhead: of a packet. TCP over Ethernet of 100 Mbit/s: 11.87 MB/s.

    >>> show(goodput("100 Mbit/s", "1460 B", "78 B"), digits=4)
    '11.87 MB/s'
    """
    return bandwidth * goodput_share(payload, overhead)


@formula(source="vmware-oversubscription")
def oversubscription(ports: Count, port: Bandwidth, uplinks: Count, uplink: Bandwidth) -> Count:
    """Bandwidth of a switch's servers over that of its uplinks; above 1 they cannot all send outside at full speed.

    ports, uplinks: how many. 19 servers of 10 Gbit/s on four uplinks of 40 Gbit/s: 1.2.

    >>> show(oversubscription(19, "10 Gbit/s", 4, "40 Gbit/s")), show(oversubscription(48, "1 Gbit/s", 2, "10 Gbit/s"))
    ('1.19', '2.4')
    """
    return ports * port / (uplinks * uplink)


@formula(source="elasticvapor-import-export")
def copy_time(size: Size, bandwidth: Bandwidth, utilization: Utilization) -> Time:
    """Time to copy data over a link of which the copy gets a share.

    1 TiB at 80 % of a T1 line, 1.544 Mbit/s: 82 days. Of 10 Mbit/s: 13 days.

    >>> show(copy_time("1 TiB", "1.544 Mbit/s", 0.8)), show(copy_time("1 TiB", "10 Mbit/s", 0.8))
    ('82.4 days', '12.7 days')
    """
    return size / (bandwidth * utilization)


@formula(source="maniagnosis-station-wagon")
def shipped_bandwidth(volumes: Count, volume: Size, time: Time) -> Bandwidth:
    """Bandwidth of storage that is driven or sent by mail.

    volumes: tapes or disks, of which volume is the capacity. time: there, loading included. 976 tapes of 150 MB, twelve
    in each of a station wagon's 81.3 cubic feet, in an hour: 325 Mbit/s.

    >>> round(shipped_bandwidth(975.6, "150 MB", "1 h").to("Mbit/s").magnitude)
    325
    """
    return volumes * volume / time


@formula(source="edinboro-nyquist")
def nyquist_rate(width: Frequency, levels: Count) -> Bandwidth:
    """Most data that a channel without noise can carry (Nyquist): two symbols a cycle, each of several levels.

    width: of the channel's band. levels: that a symbol can have. 16 in 1 MHz: 8 Mbit/s. Worked here: two, 2 Mbit/s.

    >>> round(nyquist_rate("1 MHz", 16).to("Mbit/s").m, 6), round(nyquist_rate("1 MHz", 2).to("Mbit/s").m, 6)
    (8.0, 2.0)
    """
    return 2 * width / cycle * log2(levels) * bit


@formula(source="unt-network-capacity")
def shannon_capacity(width: Frequency, signal: Count) -> Bandwidth:
    """Most data that a noisy channel can carry without errors (Shannon and Hartley).

    width: of the channel's band. signal: power of the signal over that of the noise, 1000 for 30 dB. A telephone line
    of 3000 Hz and 30 dB: about 30 kbit/s; of 20 dB: 19,975 bit/s, where a course's slide has 19,963.

    >>> round(shannon_capacity("3 kHz", 1000).to("bit/s").m), round(shannon_capacity("3 kHz", 100).to("bit/s").m)
    (29902, 19975)
    """
    return width / cycle * log2(1 + signal) * bit


@formula(source="unt-network-capacity")
def decibel_ratio(decibels: Count) -> Count:
    """Ratio of two powers from decibels: 10 for each 10 of them.

    decibels: of a signal over noise, not of a loss. 20 dB: 100, 30 dB: 1000.

    >>> show(decibel_ratio(20)), show(decibel_ratio(30), digits=4)
    ('100', '1000')
    """
    return 10 ** (decibels / 10)
