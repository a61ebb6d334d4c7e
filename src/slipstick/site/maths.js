"use strict";
// What the formulas of formulas.js call: the functions of slipstick.units, and the checks of a formula's door.
const M = (() => {
  const AS_GOOD = 2 ** -50, TINY = 1e-300;
  const whole = (sign, a) => {
    const found = sign * -Math.floor(Math.min(Math.abs(a) * AS_GOOD, 0.25) - sign * a);
    return found === found ? found + 0 : a;
  };
  const minimum = (a, b) => (a <= b ? a : b), maximum = (a, b) => (a >= b ? a : b);
  const few = (count, most) => M.holds(count <= most, `fewer than ${most}, for it is counted one by one`);
  const powers = (base, count) => {
    if (base === 1) return count;
    return Math.abs(base - 1) < 1e-3
      ? Math.expm1(count * Math.log1p(base - 1)) / (base - 1)
      : (base ** count - 1) / (base - 1);
  };
  const logFactorial = (n) => {
    let found = 0;
    if (n < 20) { for (let k = 2; k <= n; k++) found += Math.log(k); return found; }
    const z = n + 1; // Stirling's series
    return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * z) - 1 / (360 * z ** 3) +
      1 / (1260 * z ** 5) - 1 / (1680 * z ** 7);
  };
  const weights = (users, demand, servers) => { // logarithms, of 0, 1, ... users at a station
    const found = [0];
    for (let user = 1; user <= users; user++) {
      found.push(found[user - 1] + Math.log(maximum(demand, TINY) / minimum(user, servers)));
    }
    return found;
  };
  const logOfSum = (terms) => {
    const top = Math.max(...terms);
    return top + Math.log(M.total(terms.map((each) => Math.exp(each - top))));
  };
  return {
    minimum, maximum, powers,
    ceil: (a) => whole(1, a), floor: (a) => whole(-1, a),
    sqrt: (a) => M.number(Math.sqrt(a)), exp: (a) => M.finite(Math.exp(a)),
    expm1: (a) => M.finite(Math.expm1(a)),
    over: (a, b) => M.holds(b !== 0, "nothing is divided by zero") || a / b,
    power: (a, b) => (Number.isFinite(a) ? M.finite(a ** b) : a ** b),
    log: (a) => M.holds(a > 0, "a logarithm is of more than nothing") || Math.log(a),
    log1p: (a) => M.number(Math.log1p(a)),
    log2: (a) => M.holds(a > 0, "a logarithm is of more than nothing") || Math.log2(a),
    total: (values) => values.reduce((a, b) => a + b), product: (values) => values.reduce((a, b) => a * b),
    lowest: (values) => values.reduce(minimum), highest: (values) => values.reduce(maximum),
    length: (values) => values.length,
    pairs: (...lists) => {
      M.holds(lists.every((each) => each.length === lists[0].length), "lists of one length");
      return lists[0].map((_, at) => lists.map((each) => each[at]));
    },
    if_even: (number, even, odd) => (number % 2 === 0 ? even : odd),
    if_less: (a, b, less, otherwise) => (a < b ? less : otherwise),
    mean_exponential: (a) => (a === 0 ? 1 : Math.expm1(a) / a),
    binomial: (n, k) => {
      few(Math.max(n, k), 1000);
      let found = 1;
      for (let chosen = 1; chosen <= k; chosen++) found *= maximum(n - k + chosen, 0) / chosen;
      return found;
    },
    binomial_tail: (n, k, probability) => {
      few(n, 1000);
      let found = 0, ways = 1;
      for (let happen = 0; happen <= Math.trunc(n); happen++) {
        if (happen) ways = (ways * maximum(n - happen + 1, 0)) / happen;
        if (k <= happen) found += ways * probability ** happen * (1 - probability) ** maximum(n - happen, 0);
      }
      return found;
    },
    poisson: (mean, events) => {
      few(events, 100000);
      if (!(mean > 0 || events === 0)) return 0;
      return Math.exp(events * Math.log(maximum(mean, TINY)) - logFactorial(events) - mean);
    },
    erlang_b: (load, servers) => {
      few(servers, 100000);
      let blocked = 1;
      for (let server = 1; server <= Math.trunc(servers) && blocked; server++) {
        blocked = (load * blocked) / (server + load * blocked);
      }
      return blocked;
    },
    buffer_blocking: (load, room) => {
      if (load === 1) return 1 / (room + 1);
      const low = minimum(load, 1), high = maximum(load, 1);
      return (low ** room * (high - low)) / high / -Math.expm1((room + 1) * Math.log(maximum(low / high, TINY)));
    },
    queue_blocking: (loss, ratio, waiting) => {
      const low = minimum(ratio, 1), high = maximum(ratio, 1);
      return ratio <= 1
        ? (loss * low ** waiting) / (1 + loss * low * powers(low, waiting))
        : loss / (high ** -waiting + loss * powers(1 / high, waiting));
    },
    closed_rate: (users, demands, think) => {
      few(users, 100000);
      const alone = think + M.total(demands), needs = demands.map((each) => each / alone), pause = think / alone;
      let queues = needs.map(() => 0), rate = 0;
      for (let user = 1; user <= users; user++) {
        const waits = needs.map((need, at) => need + need * queues[at]), before = rate;
        rate = user / (pause + M.total(waits));
        queues = waits.map((wait) => rate * wait);
        if (rate === before) break;
      }
      return rate / alone;
    },
    limited_number: (load, servers, room) => {
      few(room, 1000);
      let found = 0, full = 1;
      for (let place = 1; place <= Math.trunc(room); place++) {
        const taken = (load / minimum(place, servers)) * full;
        full = taken / (1 + taken);
        found = found * (1 - full) + place * full;
      }
      return found;
    },
    staffed_rate: (users, demands, servers, think) => {
      const all = think + M.total(demands);
      few(users, 1000);
      if (!users) return 0;
      let sums = weights(users, think / all, Infinity);
      for (const [demand, count] of M.pairs(demands, servers)) {
        const own = weights(users, demand / all, count);
        sums = sums.map((_, both) => logOfSum(sums.slice(0, both + 1).map((each, n) => each + own[both - n])));
      }
      return Math.exp(sums.at(-2) - sums.at(-1)) / all;
    },
    last_delivery: (processors, delivery, gap) => {
      few(processors, 100000);
      const all = delivery + gap, arrivals = [delivery / all], last = Math.trunc(processors) - 1;
      let again = 0, first = 0;
      while (arrivals.length < last) {
        const sent = arrivals[again] + gap / all, passed = arrivals[first] + delivery / all;
        if (sent <= passed) { arrivals.push(sent); again++; } else { arrivals.push(passed); first++; }
      }
      return last > 0 ? all * arrivals[last - 1] : 0;
    },
    powerOfTwo: (value) => value >= 1 && 2 ** whole(-1, Math.log2(value)) === value,
    holds: (true_, said) => { if (!true_) throw new RangeError(said); return 0; },
    number: (value) => { if (value !== value) throw new RangeError("it has no value there"); return value; },
    finite: (value) => M.holds(value < Infinity, "numbers that can be counted with") || M.number(value),
    within: (value, low, high) => {
      if (high !== Infinity && value > high && value < high + 1e-12) return high;
      if (high !== Infinity && value < low && value > low - 1e-12) return low;
      if (!(value >= low && value <= high && value !== Infinity)) throw new RangeError("it has no value there");
      return value;
    },
  };
})();
