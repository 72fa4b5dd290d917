// The chart: one nested list. On a wide screen its cards are placed over the lines; on a phone the
// same list is shown as it is, indented. Cards are kept by node, and only what differs is written.
const board = { items: new Map(), paths: new Map(), folded: new Set(), scale: 0, current: null, shape: [], size: [1, 1] };

const chartView = {
  name: "chart",
  draw(container, state, model, record) {
    if (!board.root) makeBoard();
    if (!board.root.isConnected) container.replaceChildren(board.root);
    const { chart, changed } = chartNow(state, record);
    const tree = treeOf(chart.cards, chart.lines, board.folded);
    const focused = document.activeElement, light = lightOf(chart, tree, state, model);
    const also = furtherWords(chart);
    for (const card of chart.cards) drawCard(card, tree.spots.get(card.node), chart.units, also, light, changed);
    if (nest(tree) && board.tree.contains(focused)) focused.focus({ preventScroll: true });
    rove(tree.spots.has(board.current) ? board.current : tree.roots[0]?.node);
    drawTools(chart, state, model, record, light);
    if (!isPhone()) setOut(tree, chart.lines, light);
    if (state.thing !== board.thing) reveal(light);
    board.thing = state.thing;
  },
};

function makeBoard() {
  const zoom = (sign, by) => h("button", { class: "zoom", on: { click: () => zoomTo(by ? board.scale * by : fitting()) } }, sign);
  const click = { click: clickTree };
  board.lines = svg("svg", { class: "lines", "aria-hidden": "true", on: click });
  board.tree = h("ul", { role: "tree", on: { ...click, keydown: keyTree } });
  board.gauge = h("div", { class: "gauge" });
  board.canvas = h("div", { class: "canvas" }, h("div", { class: "sheet" }, board.lines, board.tree, board.gauge));
  board.view = h("div", { class: "viewport" }, board.canvas);
  board.legend = h("ul", { class: "legend" });
  board.organization = h("select", { on: { change: () => go({ organization: board.organization.value || null }) } });
  board.focus = h("button", { on: { click: () => go({ focus: !state.focus }) } });
  board.zooms = [zoom("−", 0.8), zoom("+", 1.25), zoom("", 0)];
  fitted(byId("tools"), {}, [board.organization, board.focus, board.zooms]);
  board.root = h("div", { class: "board" }, board.view, board.legend);
  listenToHands();
}

function drawCard(card, spot, units, also, light, changed) {
  const { node } = card, item = board.items.get(node) ?? makeItem(node), { kids } = spot;
  spot.item = item;
  board.items.set(node, item);
  const written = writeCard(item, card, also.get(node) ?? "");
  let look = item.frame;
  if (light.found.has(node)) look += " found";
  if (light.on && !light.lit.has(node)) look += " dim";
  if (changed.has(node)) look += " changed";
  const folded = board.folded.has(node), opens = kids.length && (folded ? "+" + kids.length : "−");
  if (item.units !== units) drawUnit(item, card, units);
  if (!written && item.look === look && item.opens === opens) return;
  if (item.look !== look) item.box.className = item.look = look;
  item.opens = opens;
  const news = changed.has(node) ? say("chart.changed") : null;
  setAttribute(item.box, "data-changed", news);
  setAttribute(item.li, "aria-label", [item.label, news].filter(Boolean).join(". "));
  setAttribute(item.li, "aria-selected", light.found.has(node));
  setAttribute(item.li, "aria-expanded", opens ? !folded : null);
  attach(item.seat, item.fold, opens);
  if (opens) setText(item.fold, opens);
}

function drawUnit(item, { unit }, units) {
  const colour = unit ? units.indexOf(unit) % 10 : null;
  if (item.colour !== colour) item.box.style.setProperty("--unit", `var(--u${(item.colour = colour)})`);
}

// Hangs every card into its superior's group, in order; returns whether any moved.
function nest(tree) {
  let moved = hang(board.tree, tree.roots, board.roots);
  for (const { item, below } of tree.shown) {
    attach(item.li, item.group, below.length);
    if (below.length && hang(item.group, below, item.below)) moved = true;
    item.below = below;
  }
  Object.assign(board, tree);
  return moved;
}

function hang(list, spots, before) {
  if (before?.length === spots.length && spots.every(({ item }, at) => item.li === before[at].item.li)) return false;
  setChildren(list, spots.map(({ item }) => item.li));
  return true;
}

// Which cards show the chosen thing, and which stand above and below them.
function lightOf(chart, { spots }, { thing, focus }, model) {
  const pick = (test) => new Set(thing ? chart.cards.filter(test).map((card) => card.node) : []);
  let found = pick((card) => card.node === thing || card.entries.some((entry) => entry.thing === thing));
  if (focus && !found.size) found = pick((card) => [card.unit, card.place].includes(model.label(thing)));
  const lit = new Set(), down = (spot) => {
    lit.add(spot.node);
    spot.kids.forEach(down);
  };
  for (const node of found) {
    for (let up = spots.get(node); up; up = up.above) lit.add(up.node);
    down(spots.get(node));
  }
  return { found, lit, on: focus && found.size > 0 };
}

// Lays out anew only where tree, heights or lines differ.
function setOut(tree, lines, light) {
  measure(tree.shown.map((spot) => spot.item));
  for (const spot of tree.shown) spot.height = heights.get(spot.item.shape);
  for (const { item, height } of tree.shown) {
    if (item.tall !== height) item.seat.style.height = (item.tall = height) + "px";
  }
  const shape = [...tree.shown.flatMap(({ node, height }) => [node, height]), ...lines, light.on, ...(light.on ? light.lit : [])];
  if (shape.length === board.shape.length && shape.every((one, at) => one === board.shape[at])) return;
  board.shape = shape;
  const { width, height, paths } = layoutOf(tree, lines, CARD_WIDTH);
  for (const { item, x, y, above } of tree.shown) {
    const at = `translate(${x - (above?.x ?? 0)}px,${y - (above?.y ?? 0)}px)`;
    // A card that had a place moves to the new one; a new card, or one of very many, is just there.
    if (item.at === at) continue;
    item.li.classList.toggle("moves", Boolean(item.at) && tree.shown.length < 400);
    item.li.style.transform = item.at = at;
  }
  drawLines(paths, light);
  board.size = [width || 1, height || 1];
  board.size.forEach((size, at) => board.canvas.style.setProperty(at ? "--h" : "--w", size));
  if (!board.scale) zoomTo(Math.max(fitting(), 0.62));
}

// Dashed branches of one superior make one path, all other lines a path each, with a tip. Every
// line has a path that a hand can reach.
function drawLines(paths, light) {
  const found = new Map(), shared = new Map();
  for (const { line, points } of paths) {
    const { subordinate, superior, first } = line, key = `${subordinate}→${superior}`;
    const lit = !light.on || (light.lit.has(subordinate) && light.lit.has(superior));
    const look = ["line", first || "extra", line.kind, line.certainty, line.disputed && "disputed", lit || "dim"].filter((word) => word !== true && word).join(" ");
    const dashed = first && (line.kind !== "solid" || line.certainty !== "certain");
    found.set(key, { line, look: dashed ? "reach" : look, data: cornersOf(points) });
    if (dashed) shared.set(superior + look, { look, runs: [...(shared.get(superior + look)?.runs ?? []), points] });
    if (first) continue;
    const [[before], [x, y]] = points.slice(-2);
    found.set(key + " ", { look: look + " tip", data: `M${x} ${y}l${before > x ? 6 : -6} -3.5v7z` });
  }
  for (const [key, { look, runs }] of shared) found.set(key, { look, data: mergedRuns(runs) });
  const old = board.paths;
  board.paths = new Map([...found].map(([key, one]) => [key, drawLine(old.get(key), key, one)]));
  setChildren(board.lines, [...board.paths.values()]);
}

function drawLine(old, key, { look, data, line }) {
  const path = old ?? svg("path", { "data-line": line && key }, svg("title"));
  setAttribute(path, "class", look);
  setAttribute(path, "d", data);
  setAttribute(path, "data-thing", line?.thing || null);
  setText(path.firstChild, line?.full ?? "");
  return path;
}

function drawTools(chart, state, model, record, light) {
  setAttribute(board.tree, "aria-label", chart.title);
  setAttribute(board.focus, "aria-pressed", light.on);
  board.focus.disabled = !state.thing;
  const rest = JSON.stringify([chart.legend, chart.units, chart.note, chart.cards.length, state.lang, state.organization, state.moment]);
  if (board.rest === rest) return;
  board.rest = rest;
  board.legend.replaceChildren(...legendItems(chart));
  setText(board.focus, say("chart.focus"));
  [say("chart.out"), say("chart.in"), say("chart.fit")].forEach((text, at) => setAttribute(board.zooms[at], "aria-label", text));
  setText(board.zooms[2], say("chart.fit"));
  setAttribute(byId("tools"), "aria-label", say("chart.tools"));
  setAttribute(board.organization, "aria-label", say("chart.organization"));
  const there = organizationsIn(model, record);
  const options = [["", say("chart.everywhere")], ...there.map((id) => [id, model.label(id)])];
  board.organization.hidden = there.length < 2 && !state.organization;
  board.organization.replaceChildren(...options.map(([value, text]) => h("option", { value }, text)));
  board.organization.value = state.organization ?? "";
}
