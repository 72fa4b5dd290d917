// Places for everything on a chart: cards in columns, lines that never run through a card.

// The tree inside the chart, as spots: {spots: by node, roots, shown: in order, top down}. What
// hangs below a folded card has no place.
function treeOf(cards, lines, folded) {
  const spots = new Map(cards.map(({ node }) => [node, { node, above: null, kids: [], below: [] }]));
  for (const { first, subordinate, superior } of lines) if (first) spots.get(subordinate).above = spots.get(superior);
  for (const spot of spots.values()) spot.above?.kids.push(spot);
  const roots = [...spots.values()].filter((spot) => !spot.above), shown = [];
  const todo = [...roots].reverse();
  while (todo.length) {
    const spot = todo.pop();
    shown.push(spot);
    if (!folded.has(spot.node)) spot.below = spot.kids;
    todo.push(...[...spot.below].reverse());
  }
  return { spots, roots, shown };
}

// Gives every spot x and y, and returns {width, height, paths: [{line, points}]}, from 0, 0 on.
function layoutOf({ spots, roots, shown }, lines, wide) {
  arrange(roots, wide + 40);
  const there = new Set(shown), ends = (line) => [spots.get(line.subordinate), spots.get(line.superior)];
  const seen = lines.filter((line) => ends(line).every((spot) => there.has(spot)));
  const extra = seen.filter((line) => !line.first);
  const routes = leadLines(extra.map(ends), shown);
  const lefts = columnsOf(routes, shown, wide);
  for (const spot of shown) [spot.x, spot.y] = [lefts[spot.column].x, spot.top];
  const paths = seen.filter((line) => line.first).map((line) => ({ line, points: branch(ends(line), lefts, wide) }));
  extra.forEach((line, at) => paths.push({ line, points: wayOf(routes[at], lefts, wide) }));
  for (const path of paths) path.points = straightened(path.points);
  return framed(shown, paths, wide);
}

// Columns with the gaps before them: room for the tree's own line, for the lanes and a margin.
function columnsOf(routes, shown, wide) {
  const lanes = Array(Math.max(-1, ...shown.map((spot) => spot.column)) + 1).fill(0);
  for (const { gaps, lanes: own } of routes) gaps.forEach((gap, at) => (lanes[gap] = Math.max(lanes[gap], own[at] + 1)));
  let x = 0;
  return lanes.map((count, at) => {
    const bus = x + BUS;
    x += (at || count ? BUS + MARGIN + 6 + LANE * count : 0) + wide;
    return { x: x - wide, bus };
  });
}

// Leads a line of the tree along the upright run that all subordinates share.
function branch([below, above], lefts, wide) {
  const { bus } = lefts[below.column], own = lefts[above.column + 1].bus;
  const over = Number.isNaN(below.header) ? [] : [[bus, below.header], [own, below.header]];
  return [[below.x, middleOf(below)], [bus, middleOf(below)], ...over, [own, middleOf(above)], [above.x + wide, middleOf(above)]];
}

function wayOf({ start, end, ahead, gaps, heights, lanes }, lefts, wide) {
  const turns = gaps.flatMap((gap, at) => {
    const x = lefts[gap].bus + 8 + LANE * lanes[at];
    return [[x, heights[at]], [x, heights[at + 1]]];
  });
  return [[start.x, heights[0]], ...turns, [end.x + (ahead ? 0 : wide), heights.at(-1)]];
}

// Leaves out corners where the line does not turn.
function straightened(points) {
  const moving = points.filter((point, at) => String(point) !== String(points[at - 1]));
  return moving.filter(([x, y], at) => {
    const [before, after] = [moving[at - 1], moving[at + 1]];
    return !before || !after || !((before[0] === x && x === after[0]) || (before[1] === y && y === after[1]));
  });
}

// Moves everything so that the corner is at 0, 0, and to whole pixels, where text is sharpest.
function framed(shown, paths, wide) {
  const points = [...paths.flatMap((path) => path.points), ...shown.flatMap(({ x, y, height }) => [[x, y], [x + wide, y + height]])];
  const reach = (pick, axis) => points.reduce((far, point) => pick(far, point[axis]), points[0]?.[axis] ?? 0);
  const left = reach(Math.min, 0), top = reach(Math.min, 1);
  const moved = ([x, y]) => [Math.round(x - left), Math.round(y - top)];
  for (const path of paths) path.points = path.points.map(moved);
  for (const spot of shown) [spot.x, spot.y] = moved([spot.x, spot.y]);
  return { width: reach(Math.max, 0) - left, height: reach(Math.max, 1) - top, paths };
}

// Path data with rounded corners.
function cornersOf(points) {
  const towards = (a, b, by) => {
    const part = by / (Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) || 1);
    return a.map((value, axis) => value + (b[axis] - value) * Math.min(part, 0.5));
  };
  return "M" + points.map((here, at) => at && at < points.length - 1
    ? `${towards(here, points[at - 1], 5)}Q${here} ${towards(here, points[at + 1], 5)}` : here).join("L");
}

// Path data for dashed lines that share runs, each run once: dashes drawn twice would fill.
function mergedRuns(lines) {
  const runs = new Map();
  for (const points of lines) points.slice(1).forEach((b, at) => {
    const a = points[at], level = a[1] === b[1] ? 1 : 0, key = (level ? "y" : "x") + a[level];
    if (!runs.has(key)) runs.set(key, { level, place: a[level], spans: [] });
    runs.get(key).spans.push([a[1 - level], b[1 - level]].sort((low, high) => low - high));
  });
  let data = "";
  for (const { level, place, spans } of runs.values()) {
    let end = -Infinity;
    for (const [low, high] of spans.sort((a, b) => a[0] - b[0])) {
      if (high > end) data += `M${level ? [Math.max(low, end), place] : [place, Math.max(low, end)]}${level ? "H" : "V"}${high}`;
      end = Math.max(end, high);
    }
  }
  return data;
}
