// Lines besides the tree, led around the cards: views/routes.py told again. A line leaves its
// subordinate on the left, runs up or down in the gap between two columns, crosses a column only
// where no card stands, and ends at its superior. Lines that share a gap get lanes of their own.
const LANE = 7, BUS = 16, MARGIN = 13, CHOICES = 12;

// Leads lines given as [subordinate's spot, superior's spot] and returns a route for each: {start,
// end, ahead, gaps, heights, lanes}; gap g lies left of column g.
function leadLines(ends, spots) {
  const routes = ends.map(([start, end]) => {
    const ahead = end.column >= start.column, gaps = [];
    for (let at = start.column; ahead ? at <= end.column : at > end.column; at += ahead ? 1 : -1) gaps.push(at);
    return { start, end, ahead, gaps, heights: [], lanes: [] };
  });
  attachEnds(routes);
  const free = freeSpans(spots);
  for (const route of [...routes].sort((a, b) => a.gaps.length - b.gaps.length)) crossColumns(route, free);
  shareLanes(routes);
  return routes;
}

// Per column the spans of height where no card stands, and the heights of lines that cross there.
function freeSpans(spots) {
  const edges = [];
  for (const { column, top, height } of [...spots].sort((a, b) => a.top - b.top)) {
    (edges[column] ??= [top - 4 * GAP]).push(top, top + height);
  }
  return edges.map((ys) => {
    const spans = [];
    for (let at = 0; at < ys.length; at += 2) spans.push([ys[at] + 5, (ys[at + 1] ?? ys[at] + 4 * GAP) - 5]);
    return { spans: spans.filter(([low, high]) => high - low >= 2), taken: [] };
  });
}

function middleOf(spot) {
  return spot.top + spot.height / 2;
}

// Spreads the ends of lines over the sides of cards: the upper half for lines from above.
function attachEnds(routes) {
  const sides = new Map();
  for (const route of routes) {
    [[route.start, route.end], [route.end, route.start]].forEach(([spot, other], place) => {
      const upper = middleOf(other) < middleOf(spot), key = [spot.node, !place || route.ahead, upper].join();
      if (!sides.has(key)) sides.set(key, { spot, upper, ends: [] });
      sides.get(key).ends.push({ at: middleOf(other), route, place });
    });
  }
  for (const { spot, upper, ends } of sides.values()) {
    const half = spot.height / 2 - 7, first = spot.top + (upper ? 4 : half + 10);
    ends.sort((a, b) => a.at - b.at).forEach(({ route, place }, index) => {
      route.heights[place] = first + (half * (index + 1)) / (ends.length + 1);
    });
  }
}

// Chooses the heights at which a line crosses columns, with the least way up and down.
function crossColumns(route, free) {
  const [start, goal] = route.heights;
  const crossed = route.gaps.slice(0, -1).map((gap) => free[route.ahead ? gap : gap - 1]);
  const cheapest = (ways, y) => {
    const cost = (way) => way.cost + Math.abs(y - way.heights.at(-1));
    const best = ways.reduce((a, b) => (cost(b) < cost(a) ? b : a));
    return { cost: cost(best), heights: [...best.heights, y] };
  };
  let ways = [{ cost: 0, heights: [start] }];
  for (const column of crossed) ways = choices(column, start, goal).map((y) => cheapest(ways, y));
  route.heights = cheapest(ways, goal).heights;
  crossed.forEach(({ taken }, at) => taken.push(route.heights[at + 1]));
}

// Heights at which a column can be crossed beside the lines there, those near the straight way.
function choices({ spans, taken }, start, goal) {
  const beside = (low, high, wish) => {
    const near = Math.min(Math.max(wish, low), high);
    const fits = (y) => y >= low && y <= high && taken.every((other) => Math.abs(y - other) >= 3.5);
    return [0, 4, -4, 8, -8, 12, -12].map((by) => near + by).find(fits) ?? near;
  };
  const far = (y) => Math.max(Math.min(start, goal) - y, y - Math.max(start, goal), 0);
  return spans.flatMap(([low, high]) => [beside(low, high, start), beside(low, high, goal)])
    .sort((a, b) => far(a) - far(b)).slice(0, CHOICES);
}

// Gives every run in a gap the first lane that is free along it.
function shareLanes(routes) {
  const runs = routes.flatMap((route) => route.gaps.map((gap, at) => {
    const [low, high] = route.heights.slice(at, at + 2).sort((a, b) => a - b);
    return { gap, low, high, route, at };
  }));
  const ends = [];
  for (const { gap, low, high, route, at } of runs.sort((a, b) => a.low - b.low || a.high - b.high)) {
    const lanes = (ends[gap] ??= []), free = lanes.findIndex((end) => end + 4 < low);
    route.lanes[at] = free < 0 ? lanes.length : free;
    lanes[route.lanes[at]] = high;
  }
}
