// A tidy tree, left to right: views/arrange.py told again. Subtrees are packed by their contours
// (Reingold and Tilford 1981), taken per column because cards differ in height. Many leaves under
// one card are set in a block of several columns.
//
// A spot is a card's place: {node, above, below, height}, and from here on column, top and header,
// the height at which the line into a further column of a block runs above the columns before.
const GAP = 18, ROOT_GAP = 36, HEADER = 18;
const TIGHTNESS = [[7, 0.35], [4, 0.7], [3, 1.2], [2, 2], [1, 3]];
// How tall a page may be for its width before leaves are set tighter, and when it is short anyway:
// a screen lies where the pictures stand.
const TALLEST = 0.8, SHORT = 640;

// Gives every spot a column and a top, so that no two cards overlap.
function arrange(roots, pitch) {
  let best = Infinity, chosen, last;
  for (last of TIGHTNESS) {
    const ratio = arranged(roots, pitch, last);
    if (!chosen || ratio < best) [best, chosen] = [ratio, last];
    if (best <= TALLEST) break;
  }
  if (chosen !== last) arranged(roots, pitch, chosen);
}

// Returns how tall the page is for its width; 0 where it is short.
function arranged(roots, pitch, tightness) {
  const parts = roots.map((root) => family(root, 0, tightness));
  const lone = parts.filter(isLeaf), trees = parts.filter((part) => !isLeaf(part));
  const widest = Math.max(0, ...trees.map((part) => part.contour.length)) || columnsFor(lone.length, TIGHTNESS[0]);
  if (lone.length > 1) trees.push(block(lone, 0, Math.min(widest, lone.length)));
  else trees.push(...lone);
  // Trees are not interlocked: they are told apart by the space.
  let tall = -ROOT_GAP, wide = 0;
  for (const part of trees) {
    shift(part, tall + ROOT_GAP - highest(part));
    tall = Math.max(...part.contour.flatMap((span) => span[1]));
    wide = Math.max(wide, part.contour.length);
    settle(part, 0);
  }
  return tall < SHORT ? 0 : tall / (pitch * wide);
}

function isLeaf(part) {
  return !part.parts.length;
}

// A part carries how far it was moved; tops are summed up once, at last.
function shift(part, by) {
  part.by += by;
  part.centre += by;
  part.contour = part.contour.map((span) => span.map((y) => y + by));
}

function settle(part, before) {
  const by = before + part.by;
  if (part.spot) {
    part.spot.top += by;
    part.spot.header += by;
  }
  for (const child of part.parts) settle(child, by);
}

function highest(part) {
  return Math.min(...part.contour.flatMap((span) => span[0]));
}

function columnsFor(leaves, [many, wide]) {
  return leaves > many ? Math.min(leaves, Math.max(1, Math.round(Math.sqrt(wide * leaves)))) : 1;
}

// Puts a card beside its packed subordinates, half-way between the first and the last.
function family(spot, at, tightness) {
  let parts = spot.below.map((child) => family(child, at + 1, tightness));
  const leaves = parts.filter(isLeaf), wide = columnsFor(leaves.length, tightness);
  if (wide > 1) parts = [...parts.filter((part) => !isLeaf(part)), block(leaves, at + 1, wide)];
  const centre = parts.length ? (packed(parts), (parts[0].centre + parts.at(-1).centre) / 2) : spot.height / 2;
  const contour = outline(parts);
  Object.assign(spot, { column: at, top: centre - spot.height / 2, header: NaN });
  contour[at] = [spot.top, spot.top + spot.height];
  const whole = { spot, parts, centre, contour, by: 0 };
  shift(whole, -highest(whole));
  return whole;
}

// Stacks subtrees as tightly as their contours allow.
function packed(parts) {
  const ends = [];
  for (const part of parts) {
    let by = -Infinity;
    part.contour.forEach(([top], at) => {
      if (at in ends) by = Math.max(by, ends[at] + GAP - top);
    });
    if (by > -Infinity) shift(part, by);
    part.contour.forEach(([, end], at) => (ends[at] = Math.max(ends[at] ?? end, end)));
  }
}

// Per column the highest and the lowest point; columns without a card are holes.
function outline(parts) {
  const whole = [];
  for (const { contour } of parts) contour.forEach(([top, end], at) => {
    const [first, last] = whole[at] ?? [top, end];
    whole[at] = [Math.min(first, top), Math.max(last, end)];
  });
  return whole;
}

// Sets leaves in columns, filled downwards, under a free strip for the lines to reach them.
function block(leaves, first, count) {
  const rows = Math.ceil(leaves.length / count), contour = [];
  leaves.forEach((leaf, index) => {
    const { spot } = leaf, at = first + Math.floor(index / rows);
    const y = index % rows ? contour[at][1] + GAP : HEADER;
    Object.assign(leaf, { by: 0 });
    Object.assign(spot, { column: at, top: y, header: at > first ? HEADER * 0.4 : NaN });
    contour[at] = [0, y + spot.height];
  });
  // The line leaves a block at the middle of its first column, like a family's own.
  return { spot: null, parts: leaves, by: 0, contour, centre: (HEADER + contour[first][1]) / 2 };
}
