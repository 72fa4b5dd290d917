// Time: the slider with a tick for every change, playing, and the second clock.
const clock = { timer: 0 };

// The chart now, and what the latest change before it brought: node → a sentence. A card that says
// the same is the same object.
function chartNow(state, record) {
  const at = record.changes.findLastIndex((day) => day <= state.on), since = record.changes[at];
  const chart = chartOn(record, state.on, state.organization);
  if (at < 1) return { chart, changed: new Map() };
  const earlier = chartOn(record, record.changes[at - 1], state.organization);
  const [before, after] = [earlier.cards, chart.cards];
  if (clock.before !== before || clock.after !== after) {
    Object.assign(clock, { before, after, changed: changesOf(earlier, chart) });
  }
  return { chart, changed: clock.changed, since };
}

function changesOf(earlier, chart) {
  const changed = new Map();
  const before = new Map(earlier.cards.map((card) => [card.node, card]));
  for (const card of chart.cards) {
    const old = before.get(card.node);
    if (old !== card) changed.set(card.node, turned(old, card));
    before.delete(card.node);
  }
  for (const [node, card] of before) changed.set(node, turned(card, null));
  if (earlier.lines === chart.lines) return changed;
  const stated = ({ lines }) => new Map(lines.filter((line) => line.thing).map((line) => [line.full, line.subordinate]));
  const [was, is] = [stated(earlier), stated(chart)];
  for (const [full, node] of is) if (!was.has(full) && !changed.has(node)) changed.set(node, full);
  for (const [full, node] of was) if (!is.has(full) && !changed.has(node)) changed.set(node, full + " → —");
  return changed;
}

// "Chief Technology Officer: Mira Murati → Holder not stated"
function turned(old, fresh) {
  const who = ({ entries, state, kind }) => entries.map((entry) => entry.name).join(", ") || say(state || kind);
  const told = [old && who(old), fresh ? who(fresh) : "—"].filter(Boolean);
  return `${(fresh ?? old).title}: ${[...new Set(told)].join(" → ")}`;
}

function makeClock() {
  const slider = byId("day");
  clock.parts = document.querySelectorAll(".timed");
  slider.addEventListener("input", () => {
    pause();
    state = { ...state, on: Number(slider.value) };
    drawAll();
  });
  slider.addEventListener("change", () => go({}, true));
  slider.addEventListener("keydown", (event) => {
    const step = { PageUp: 1, PageDown: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    stepChange(step);
  });
  byId("previous").addEventListener("click", () => stepChange(-1));
  byId("next").addEventListener("click", () => stepChange(1));
  byId("play").addEventListener("click", () => (clock.timer ? pause() : play()));
  byId("typed").addEventListener("change", ({ target }) => Number.isNaN(dayOf(target.value)) || go({ on: dayOf(target.value) }));
  byId("known").addEventListener("change", ({ target }) => go({ moment: Number(target.value) }));
}

// To the next change (1) or the one before (-1); false where there is none.
function stepChange(by, replace = false) {
  const { changes } = model.record(state.moment);
  const day = by > 0 ? changes.find((one) => one > state.on) : changes.findLast((one) => one < state.on);
  if (day !== undefined) go({ on: day }, replace);
  return day !== undefined;
}

function play() {
  const { changes } = model.record(state.moment);
  if (!(changes.at(-1) > state.on)) go({ on: changes[0] });
  clock.timer = setInterval(() => stepChange(1, true) || pause(), reducedMotion() ? 4000 : 1600);
  drawPlay();
}

function pause() {
  if (!clock.timer) return;
  clearInterval(clock.timer);
  clock.timer = 0;
  drawPlay();
}

function drawPlay() {
  const playing = Boolean(clock.timer), button = byId("play");
  setAttribute(button, "aria-pressed", playing);
  setAttribute(button, "aria-label", say("time.play"));
  button.replaceChildren(icon(playing ? "pause" : "play"));
}

function drawClock(record, { changed, since }) {
  const slider = byId("day"), { changes } = record;
  const first = Math.min(changes[0] ?? state.on, state.on), last = Math.max(changes.at(-1) ?? state.on, state.on);
  for (const part of clock.parts) part.hidden = !isTimed();
  setAttribute(slider, "min", first);
  setAttribute(slider, "max", last);
  if (Number(slider.value) !== state.on) slider.value = state.on;
  setAttribute(slider, "aria-valuetext", longDate(state.on, state.lang));
  if (clock.changes !== changes || clock.first !== first || clock.last !== last) {
    const ticks = changes.map((day) => `M${((day - first) / (last - first || 1) * 1000).toFixed(1)} 0v8`).join("");
    setAttribute(byId("ticks").firstElementChild, "d", ticks);
    Object.assign(clock, { changes, first, last });
  }
  if (byId("typed").value !== isoOf(state.on)) byId("typed").value = isoOf(state.on);
  byId("previous").disabled = !(changes[0] < state.on);
  byId("next").disabled = !(changes.at(-1) > state.on);
  setText(byId("news"), newsOf(changed, since));
}

function newsOf(changed, since) {
  const told = [...changed.values()], left = told.length - 4;
  if (!told.length) return "";
  const few = told.slice(0, 4).concat(left > 0 ? say("time.more", { count: left }) : []);
  return `${say("time.changed", { date: longDate(since, state.lang) })} ${few.join(state.lang === "fr" ? " ; " : "; ")}`;
}

function momentWords({ day, possibly }) {
  return day === null ? say("time.all") : say(possibly ? "known_maybe" : "known", { date: longDate(day, state.lang) });
}
