"use strict";
// Makes lists searchable, sortable and comparable, formulas tried, and rooflines asked. Pages read well without it.
const make = (tag, told = {}, ...inner) => {
  const { data, ...rest } = told, found = document.createElement(tag);
  for (const [name, value] of Object.entries(rest)) {
    if (name in found) found[name] = value;
    else found.setAttribute(name, value);
  }
  found.append(...inner);
  return found;
};
const address = () => new URLSearchParams(location.hash.slice(1));
const remember = (name, value) => {
  const told = address();
  if (value) told.set(name, value);
  else told.delete(name);
  history.replaceState(null, "", `#${told}`);
};

// A value by what it is worth: "2.04 TB/s" by its prefix, words by their letters.
const SCALE = { E: 1e18, P: 1e15, T: 1e12, G: 1e9, M: 1e6, k: 1e3, K: 1e3, m: 1e-3, µ: 1e-6, n: 1e-9, p: 1e-12 };
const worth = (text) => {
  const read = /^([\d.]+(?:e[-+]?\d+)?)(?:\s+([EPTGMkKmµnp]?)i?(?:B|FLOP|OP|Hz|W|s|bit|J)\b)?/.exec(text);
  return read && !/^\d{4}-/.test(text) ? Number(read[1]) * (SCALE[read[2]] ?? 1) : null;
};
const compared = (a, b) => {
  const [x, y] = [worth(a), worth(b)];
  if (a === "" || b === "") return (a === "") - (b === "");
  return x !== null && y !== null ? x - y : a.localeCompare(b, "en", { numeric: true });
};

const sortBy = (table, column, down) => {
  const rows = [...table.tBodies[0].rows], text = (row) => row.cells[column].textContent.trim();
  const empty = rows.filter((row) => text(row) === ""), full = rows.filter((row) => text(row) !== "");
  full.sort((a, b) => (down ? -1 : 1) * compared(text(a), text(b)));
  table.tBodies[0].append(...full, ...empty);
  [...table.tHead.rows[0].cells].forEach((cell, at) => {
    if (at === column) cell.setAttribute("aria-sort", down ? "descending" : "ascending");
    else cell.removeAttribute("aria-sort");
  });
};
const sortable = (table, keeps) => {
  [...table.tHead.rows[0].cells].forEach((cell, column) => {
    const button = make("button", { type: "button" }, cell.textContent);
    button.addEventListener("click", () => {
      const down = cell.getAttribute("aria-sort") === "ascending";
      sortBy(table, column, down);
      if (keeps) remember("sort", `${down ? "-" : ""}${column}`);
    });
    cell.replaceChildren(button);
  });
};
const tables = () => {
  const found = [...document.querySelectorAll("table.list")];
  if (!found.length) return;
  const rows = found.flatMap((table) => [...table.tBodies[0].rows]);
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const search = make("input", { type: "search", "aria-label": "Search", placeholder: "Search" });
  const count = make("span", { role: "status" });
  const tools = make("div", { className: "tools" }, search, count);
  const look = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let many = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => texts.get(row).includes(word));
      many += !row.hidden;
    }
    count.textContent = `${many} of ${rows.length}`;
  };
  search.addEventListener("input", () => { look(); remember("q", search.value); });
  found[0].parentElement.before(tools);
  found.forEach((table) => sortable(table, found.length === 1));
  search.value = address().get("q") ?? "";
  look();
  const order = address().get("sort");
  if (order && found.length === 1) sortBy(found[0], Math.abs(Number(order)), order.startsWith("-"));
  if (document.body.querySelector("table.list tbody th a")) compare(found[0], rows, tools);
};
const compare = (table, rows, tools) => {
  const chosen = new Set((address().get("compare") ?? "").split(",").filter(Boolean));
  const place = make("div", { className: "wide", role: "group", "aria-label": "Comparison", tabIndex: 0, hidden: true });
  const handle = (row) => row.cells[0].textContent;
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  const show = () => {
    const picked = rows.filter((row) => chosen.has(handle(row)));
    place.hidden = !picked.length;
    const cell = (tag, scope, text) => make(tag, scope ? { scope } : {}, text);
    const lines = heads.map((head, at) => make("tr", {}, cell("th", "row", head),
      ...picked.map((row) => (at ? cell("td", "", row.cells[at].textContent) : make("th", { scope: "col" },
        row.cells[0].querySelector("a").cloneNode(true))))));
    place.replaceChildren(make("table", {}, make("thead", {}, lines[0]), make("tbody", {}, ...lines.slice(1))));
  };
  for (const row of rows) {
    const box = make("input", { type: "checkbox", checked: chosen.has(handle(row)), "aria-label": `Compare ${handle(row)}` });
    box.addEventListener("change", () => {
      if (box.checked) chosen.add(handle(row));
      else chosen.delete(handle(row));
      remember("compare", [...chosen].join(","));
      show();
    });
    row.cells[0].prepend(box);
  }
  tools.append(make("span", {}, "Tick rows to compare them."));
  tools.after(place);
  show();
};

// A number for a person: four digits, and of a formula's units the one that fits.
const digits = (value) => (value === 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e6)
  ? String(Number(value.toPrecision(4))) : value.toExponential(3));
const fitting = (units, value) => {
  const plain = units.filter(([name]) => !/^[KMGTPE]i/.test(name)), size = Math.abs(value);
  return plain.find(([, scale]) => size >= scale * 0.99995) ?? (size ? plain.at(-1) : plain.find(([, s]) => s === 1));
};
const shown = (units, value) => {
  const [name, scale] = fitting(units, value);
  return `${digits(value / scale)} ${name}`.trim();
};
const tried = (place) => {
  const told = JSON.parse(place.dataset.told), name = place.dataset.formula;
  const result = make("output", { "aria-live": "polite" }), fields = told.inputs.map((each) => field(each, () => work()));
  const work = () => {
    const bad = fields.find((each) => each.wrong());
    if (bad) { result.textContent = `${bad.name}: ${bad.wrong()}`; return; }
    try {
      result.textContent = `${name} = ${shown(told.units, F[name](...fields.map((each) => each.value())))}`;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      result.textContent = `${name}: no answer, expected: ${error.message}`;
    }
  };
  place.append(...fields.map((each) => each.line), result);
  place.hidden = false;
  work();
};
const field = (told, work) => {
  const first = told.many ? told.value[0] : told.value;
  const [unit, scale] = fitting(told.units, first);
  const texts = [told.value].flat().map((value) => String(Number((value / scale).toPrecision(12))));
  const text = make("input", { type: "text", inputMode: "decimal", value: texts.join(", "), autocomplete: "off" });
  const units = make("select", { "aria-label": `unit of ${told.name}` },
    ...told.units.map(([each]) => make("option", { selected: each === unit }, each || "1")));
  if (told.units.length === 1) units.hidden = true;
  const factor = () => told.units[units.selectedIndex][1];
  const values = () => text.value.split(",").map((each) => (each.trim() === "" ? NaN : Number(each) * factor()));
  const value = () => (told.many ? values() : values()[0]);
  const wrong = () => {
    if (!told.many && text.value.includes(",")) return "expected one number";
    if (values().some((each) => !Number.isFinite(each))) return told.many ? "expected numbers, 1, 2, 3" : "expected a number";
    if (values().some((each) => each < told.low || (told.high !== null && each > told.high))) {
      return `expected ${told.high === null ? "at least" : "from"} ${told.low}${told.high === null ? "" : ` to ${told.high}`}`;
    }
    return told.whole && values().some((each) => each % 1) ? "expected a whole number" : "";
  };
  const bounded = told.high !== null, slider = make("input", { type: "range", "aria-label": `slide ${told.name}`, step: "any" });
  let start = first || 1;
  slider.min = bounded ? told.low : -2;
  slider.max = bounded ? told.high : 2;
  slider.value = bounded ? first : 0;
  slider.hidden = told.many;
  slider.addEventListener("input", () => {
    let now = bounded ? Number(slider.value) : start * 10 ** Number(slider.value);
    if (told.whole) now = Math.round(now);
    text.value = String(Number((Math.max(now, told.low) / factor()).toPrecision(4)));
    work();
  });
  text.addEventListener("input", () => {
    if (!wrong() && !told.many) { start = value() || 1; slider.value = bounded ? value() : 0; }
    work();
  });
  units.addEventListener("change", work);
  const line = make("label", {}, make("span", {}, told.name.replaceAll("_", " ")), text,
    ...(units.hidden ? [make("span", {}, told.units[0][0])] : [units]), slider);
  return { line, value, wrong, name: told.name };
};

// A roofline: a cursor by pointer or slider says what is attainable, and points of one's own stand under the roof.
const asked = (place) => {
  const told = JSON.parse(place.dataset.told), drawing = place.querySelector("svg");
  const [left, top, wide, high] = told.frame, [x0, x1] = told.x, [y0, y1] = told.y;
  const right = (x) => left + (wide * Math.log(x / x0)) / Math.log(x1 / x0);
  const down = (y) => top + high - (high * Math.log(y / y0)) / Math.log(y1 / y0);
  const draw = (tag, attributes) => {
    const found = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) found.setAttribute(name, value);
    drawing.append(found);
    return found;
  };
  const roof = (x) => Math.min(told.peak, told.bandwidth * x);
  const rate = (y) => shown([[1e15, "P"], [1e12, "T"], [1e9, "G"], [1e6, "M"], [1, ""]].map(([scale, prefix]) =>
    [prefix + told.units[1], scale]), y);
  const cursor = draw("line", { class: "cursor", y1: top, y2: top + high });
  const slider = make("input", { type: "range", min: "0", max: "1", step: "0.01", value: "0.5", "aria-label": "Intensity" });
  const said = make("output", { "aria-live": "polite" });
  const move = () => {
    const x = x0 * (x1 / x0) ** Number(slider.value), bound = told.bandwidth * x < told.peak ? "memory" : "arithmetic";
    cursor.setAttribute("x1", right(x));
    cursor.setAttribute("x2", right(x));
    said.textContent = `${digits(Number(x.toPrecision(3)))} ${told.units[0]}: at most ${rate(roof(x))}, limited by ${bound}`;
  };
  slider.addEventListener("input", move);
  drawing.addEventListener("pointermove", (event) => {
    const box = drawing.getBoundingClientRect(), at = ((event.clientX - box.left) / box.width) * drawing.viewBox.baseVal.width;
    slider.value = Math.min(1, Math.max(0, (at - left) / wide));
    move();
  });
  const points = make("input", { type: "text", placeholder: "12 150e12, 300 250e12", "aria-label": "Your points" });
  const shares = make("output", { "aria-live": "polite" });
  const mark = () => {
    drawing.querySelectorAll(".mine").forEach((each) => each.remove());
    const read = points.value.split(",").map((each) => each.trim().split(/\s+/).map(Number));
    const good = read.filter(([x, y]) => x > 0 && y > 0);
    for (const [x, y] of good) {
      if (x >= x0 && x <= x1 && y >= y0 && y <= y1) draw("circle", { class: "mine", r: 5, cx: right(x), cy: down(y) });
    }
    shares.textContent = good.map(([x, y]) => `${digits(100 * y / roof(x))} % of the roof`).join(", ");
    remember("points", points.value);
  };
  points.value = address().get("points") ?? "";
  points.addEventListener("input", mark);
  const label = make("span", {}, `Your points, ${told.units[0]} and ${told.units[1]}:`);
  place.append(make("div", { className: "tools" }, slider, said), make("div", { className: "tools" }, label, points, shares));
  move();
  if (points.value) mark();
};

tables();
document.querySelectorAll(".roofline").forEach(asked);
document.querySelectorAll(".try").forEach(tried);
