// The chart: one nested list. On a wide screen its cards are placed over the lines; on a phone the
// same list is shown as it is, indented. Cards are kept by node, and only what differs is written.
const board = { items: new Map(), paths: new Map(), folded: new Set(), scale: 0, current: null, shape: "", size: [1, 1] };

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
    nest(tree);
    if (board.tree.contains(focused)) focused.focus({ preventScroll: true });
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
  board.canvas = h("div", { class: "canvas" }, h("div", { class: "sheet" }, board.lines, board.tree));
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
  writeCard(item, card, also.get(node) ?? "");
  let look = frameOf(card);
  if (light.found.has(node)) look += " found";
  if (light.on && !light.lit.has(node)) look += " dim";
  if (changed.has(node)) look += " changed";
  if (item.look !== look) item.box.className = item.look = look;
  const unit = card.unit ? units.indexOf(card.unit) % 10 : null;
  if (item.unit !== unit) item.box.style.setProperty("--unit", `var(--u${(item.unit = unit)})`);
  const news = changed.has(node) ? say("chart.changed") : null, folded = board.folded.has(node);
  setAttribute(item.box, "data-changed", news);
  setAttribute(item.li, "aria-label", [item.label, news].filter(Boolean).join(". "));
  setAttribute(item.li, "aria-selected", light.found.has(node));
  setAttribute(item.li, "aria-expanded", kids.length ? !folded : null);
  attach(item.seat, item.fold, kids.length);
  if (kids.length) setText(item.fold, folded ? "+" + kids.length : "−");
}

// Hangs every card into its superior's group, in order.
function nest(tree) {
  const items = (spots) => spots.map(({ item }) => item.li);
  setChildren(board.tree, items(tree.roots));
  for (const { item, below } of tree.shown) {
    attach(item.li, item.group, below.length);
    if (below.length) setChildren(item.group, items(below));
  }
  Object.assign(board, tree);
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

// Measures the cards that were written, and lays out anew only where tree, heights or lines differ.
function setOut(tree, lines, light) {
  for (const { item } of tree.shown) item.height ||= item.box.offsetHeight;
  for (const spot of tree.shown) {
    const { item } = spot;
    spot.height = item.height;
    if (item.tall !== item.height) item.seat.style.height = (item.tall = item.height) + "px";
  }
  const shape = JSON.stringify([tree.shown.map((spot) => [spot.node, spot.height]), lines, light.on && [...light.lit]]);
  if (shape === board.shape) return;
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
