// The timeline: a lane for each post or person, a bar for each time in it.

// What was drawn last: while only the day moves, only the line of that day is moved.
const drawn = { key: null, nodes: [], filling: 0 };

const timelineView = {
  name: "timeline",
  draw(container, state, model, record) {
    const only = state.only ? state.thing : null;
    const key = [state.lang, state.moment, state.lanes, state.only, state.thing, state.from, state.to].join();
    if (drawn.key !== key) drawTimeline(state, model, record, only, key);
    if (drawn.nodes[0].parentNode !== container) redraw(container, drawn.nodes);
    const { line, scale } = drawn;
    line.style.transform = `translateX(${at(scale, state.on)}%)`;
    line.firstChild.textContent = inWords(state.on);
    line.classList.toggle("tl-late", state.on > (scale.from + scale.to) / 2);
  },
};

function drawTimeline(state, model, record, only, key) {
  const lanes = lanesOf(record, model, state.lanes === "people", only);
  const scale = scaleOf(lanes, state, record);
  const line = el("div.tl-day", el("span")), list = el("ol.tl-lanes");
  const filling = drawn.filling + 1;
  const nodes = [
    el("h2", say(`tl.${state.lanes}`)),
    timelineControls(state, scale),
    timelineLegend(),
    lanes.length ? el("div.tl-chart", h("div", { class: "tl-grid", "aria-hidden": "true" }, ticksOf(scale), line), list) : el("p", say("tl.none")),
  ];
  Object.assign(drawn, { key, nodes, scale, line, filling });
  fill(list, lanes, { scale, model, record }, filling);
}

// The first lanes at once, the rest when the browser has time, so that thousands do not stall it.
function fill(list, lanes, scene, filling, from = 0) {
  if (filling !== drawn.filling) return;
  const to = from + (from ? 100 : 30);
  list.append(...lanes.slice(from, to).map(({ owner, times }) => el("li.tl-lane",
    el("h3", linkTo(owner)), el("ul", times.map((time) => el("li", timeNode(time, scene)))))));
  if (to < lanes.length) setTimeout(() => fill(list, lanes, scene, filling, to));
}

// Who was where: each lane with its times, in order.
function lanesOf(record, model, byPeople, only) {
  const lanes = new Map();
  for (const time of record.tenures()) {
    const { thing, seat, person } = time;
    if (only && ![thing, seat, person, ...record.all(seat, "org:postIn"), ...record.all(seat, "org:unitOf")].includes(only)) continue;
    const events = [...record.of("inc:opens", thing), ...record.of("inc:closes", thing)];
    push(lanes, byPeople ? person : seat, { ...time, events, name: model.label(byPeople ? seat : person), start: firstDay(record, thing) });
  }
  for (const times of lanes.values()) times.sort((one, other) => one.start - other.start);
  return [...lanes].map(([owner, times]) => ({ owner, times, label: model.label(owner) }))
    .sort((one, other) => one.times[0].start - other.times[0].start || one.label.localeCompare(other.label));
}

// The first day on which something is told, rather than only not ruled out.
function firstDay(record, period) {
  const { begin: [first, begun], end: [lasts] } = record.bounds(period) ?? { begin: [], end: [] };
  return Math.min(begun ?? Infinity, lasts > first + 1 ? lasts - 1 : Infinity);
}

function scaleOf(lanes, state, record) {
  let [first, last] = [Infinity, -Infinity];
  for (const { thing, start, events } of lanes.flatMap(({ times }) => times)) {
    const { begin = [], end = [] } = record.bounds(thing) ?? {};
    const days = [start, end[0] > begin[0] + 1 ? end[0] : NaN, end[1], ...events.flatMap((one) => record.announced(one) ?? [])];
    for (const day of days.filter(Number.isFinite)) [first, last] = [Math.min(first, day), Math.max(last, day)];
  }
  if (first > last) first = last = state.on;
  const from = state.from ?? first, to = Math.max(state.to ?? last, from + 27), room = Math.ceil((to - from) / 40);
  return { from: from - room, to: to + room, last };
}

// Where a day is, in hundredths of the width.
function at({ from, to }, day) {
  return 100 * Math.min(1, Math.max(0, (day - from) / (to - from)));
}

function place(node, scale, day, end = day) {
  node.style.left = `${at(scale, day)}%`;
  if (end > day) node.style.width = `${at(scale, end) - at(scale, day)}%`;
  return node;
}

const STEPS = [1, 3, 6, 12, 24, 60, 120, 240, 600];

// Marks of the axis: at most twelve, on the first of months or years.
function ticksOf(scale) {
  const step = STEPS.find((months) => (scale.to - scale.from) / 30.44 / months <= 12) ?? 1200;
  const first = new Date(scale.from * MILLISECONDS), ticks = [];
  for (let month = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth()) / step) * step; ; month += step) {
    const date = Date.UTC(Math.floor(month / 12), month % 12), day = date / MILLISECONDS, year = month % 12 === 0;
    if (day > scale.to) return ticks;
    const text = new Intl.DateTimeFormat(currentLang(), { timeZone: "UTC", ...(year ? { year: "numeric" } : { month: "short" }) }).format(date);
    if (day >= scale.from) ticks.push(place(el(year ? "div.tl-year" : "div", el("span", text)), scale, day));
  }
}

// One time in a post: a link that says all in words, with the bar that shows it.
function timeNode(time, { scale, model, record }) {
  const { thing, name, vacant, acting, events } = time;
  const interruptions = [...new Map(time.interruptions.map((one) => [one.thing, one])).values()];
  const bounds = record.bounds(thing) ?? { begin: [-Infinity, Infinity], end: [-Infinity, Infinity], unstated: new Set(["begin"]) };
  // A day known only to within a season is no mark; the margin of the bar shows it.
  const near = (span) => (span && span[1] - span[0] <= 62 ? span : null);
  const marks = events.flatMap((one) => [["announced", near(record.announced(one))], ["effect", near(record.span(one))]]).filter(([, span]) => span);
  const others = [...interruptions.map((one) => one.thing), ...events];
  const told = [datesOf(record, thing), ...others.map((one) => `${model.label(one)}: ${datesOf(record, one)}`)].join(". ");
  const line = el("span.tl-name",
    bdi(vacant ? say("vacant") : name), " ", acting && mark("acting"),
    [...new Set(interruptions.map(({ leave }) => (leave ? "leave" : "suspended")))].map(mark),
    record.disputed(thing).length > 0 && mark("disputed"),
    el("span.sr", told),
    h("small", { "aria-hidden": "true" }, marks.map(([kind, span]) => `${kind === "effect" ? "◆" : "◇"} ${shortSpan(span)}`.replaceAll(" ", "\u00a0")).join("  ")));
  line.style.setProperty("--at", `${at(scale, bounds.begin[bounds.begin[1] < bounds.end[0] ? 1 : 0])}%`);
  return way({ thing }, [line, h("span", { class: "tl-track", "aria-hidden": "true" },
    barOf(bounds, scale, acting ? ".tl-acting" : vacant ? ".tl-vacant" : ""),
    interruptions.map((one) => barOf(record.bounds(one.thing), scale, ".tl-leave")),
    marks.map(([kind, [first, last]]) => within(scale, first, last) && place(el(`i.tl-${kind}`), scale, (first + last) / 2)))],
  { class: "tl-time", title: `${name}: ${told}`, "data-thing": thing, "data-period": thing });
}

function within(scale, first, last) {
  return first < scale.to && last > scale.from;
}

// The certain core and the possible margins; an end that nobody states stays open.
function barOf({ begin: [a, b], end: [c, d], unstated }, scale, kind) {
  const doubt = (side) => (unstated.has(side) ? ".tl-silent" : ".tl-possible");
  const parts = b < c
    ? [[a, b, `${doubt("begin")}.tl-before`], [b, c, ".tl-core"], [c, d, `${doubt("end")}.tl-after`]]
    : [[a, d, unstated.size ? ".tl-silent" : ".tl-possible"]];
  return parts.map(([from, to, name]) => from < to && within(scale, from, to) &&
    place(el(`i${name}${kind}${from < scale.from ? ".tl-from" : ""}${to > scale.to ? ".tl-on" : ""}`), scale, from, to));
}

function timelineControls(state, { last }) {
  const choice = (changes, text, chosen) => way(changes, text, { "aria-current": chosen ? "true" : null });
  return el("div.tl-controls",
    ["posts", "people"].map((lanes) => choice({ lanes }, say(`tl.by.${lanes}`), state.lanes === lanes)), " ",
    choice({ from: null, to: null }, say("tl.all"), state.from === null),
    [10, 3, 1].map((count) => choice({ from: last - 365 * count, to: last }, say("tl.years", { count }), state.from === last - 365 * count)), " ",
    state.thing && choice({ only: !state.only }, say("tl.only"), state.only));
}

function timelineLegend() {
  const samples = { core: "tl.core", possible: "possible", silent: "unstated", "core.tl-acting": "acting", "core.tl-leave": "tl.away", announced: "tl.announced", effect: "tl.effect" };
  return el("ul.tl-legend", Object.entries(samples).map(([name, key]) => el("li", h("i", { class: `tl-${name.replace(".", " ")}`, "aria-hidden": "true" }), say(key))));
}
