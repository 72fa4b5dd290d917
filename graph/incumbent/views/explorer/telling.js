// The chart of a day in words: cards and lines, the same as views/chart.py makes them.
const LEGEND = [
  "solid", "line_possible", "extra", "dotted", "belongs", "acting", "defacto", "leave",
  "leave_possible", "suspended", "suspended_possible", "joint", "possible", "unstated",
  "vacant", "vacant_possible", "no_holder", "no_lead", "disputed",
];
// Charts that are kept, so that a slider moved to and fro finds them again.
const MOST_CHARTS = 40;
const CARD_ORDER = ["organization", "unit", "post", "person"];
const BEFORE_HOME = /(?:,| of(?: the)?| de(?: la)?| du| d[’'])\s*$/;

// Between two days on which a period begins or ends the chart is the same object, but for its date.
function chartOn(record, day, organization = null) {
  const { charts } = fixedOf(record), key = `${record.turn(day)} ${organization}`;
  if (!charts.has(key)) {
    if (charts.size > MOST_CHARTS) charts.clear();
    charts.set(key, tellChart(record, day, organization));
  }
  const date = longDate(day, currentLang());
  return { ...charts.get(key), subtitle: `${say("on", { date })}, ${knownText(record.moment)}` };
}

function tellChart(record, day, organization) {
  const graph = new Reporting(record, day, organization);
  const nodes = graph.sortedNodes();
  const home = homeOf(graph, nodes, organization);
  const cards = nodes.map((node) => cardOf(graph, node, home)).sort(inOrder);
  const lines = linesOf(graph, nodes);
  const count = graph.leftOut;
  return {
    cards,
    lines,
    lang: currentLang(),
    title: titleOf(graph, nodes, home),
    units: [...new Set(cards.map((card) => card.unit).filter(Boolean))].sort(compare),
    legend: legendOf(cards, lines),
    note: count ? say(count > 1 ? "left_out" : "left_out_one", { count }) : "",
  };
}

function knownText({ day, possibly }) {
  const key = day === null ? "known_all" : possibly ? "known_maybe" : "known";
  return say(key, { date: longDate(day, currentLang()) });
}

function labelOf(graph, number) {
  return number === null ? "" : graph.model.labelOf(number);
}

// The label of the organization that most of the graph belongs to.
function homeOf(graph, nodes, organization) {
  if (organization !== null) return graph.model.label(organization);
  const counts = new Map();
  for (const { kind, number, organization: whole } of nodes) {
    const label = labelOf(graph, kind === "organization" ? number : whole);
    if (label) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const labels = [...counts.keys()];
  labels.sort((a, b) => counts.get(b) - counts.get(a) || compare(a, b));
  return labels[0] ?? "";
}

function titleOf(graph, nodes, home) {
  if (!home) return say("title");
  const others = nodes.some(({ organization }) => {
    const label = labelOf(graph, organization);
    return label && label !== home;
  });
  return say("title_of", { name: others ? say("and_others", { name: home }) : home });
}

// Leaves the organization out of a label that ends with it: the title says it already.
function withoutHome(label, home) {
  if (!home || !label.endsWith(home)) return label;
  const rest = label.slice(0, label.length - home.length);
  const ending = BEFORE_HOME.exec(rest);
  return (ending && rest.slice(0, ending.index)) || label;
}

// The card of a node, the same object as on another day where it says the same.
function cardOf(graph, node, home) {
  const { cards } = node.place;
  const key = `${node.key}|${node.kind}|${node.organization}|${node.unit}|${node.posts}|${home}`;
  if (!cards.has(key)) cards.set(key, freshCard(graph, node, home));
  return cards.get(key);
}

function freshCard(graph, node, home) {
  const { kind, number, place: { disputed } } = node;
  const label = labelOf(graph, number);
  const whole = labelOf(graph, node.organization);
  let title = withoutHome(label, home) || say("nameless");
  const unit = kind === "unit" ? title : withoutHome(labelOf(graph, node.unit), home);
  const state = stateOf(kind, node, node.holders.length > 0);
  let entries = node.holders.map((holder) => entryOf(graph, holder));
  if (kind === "person") {
    entries = [{ name: title, marks: [], faded: false, thing: graph.model.terms[number] }];
    const posts = node.posts.map((post) => labelOf(graph, post)).sort(compare);
    title = posts.map((post) => withoutHome(post, home)).join(", ");
  }
  const card = {
    node: graph.model.terms[number],
    kind, title, entries, state, unit, disputed,
    note: state && node.before.length ? say("formerly", { names: node.before.join(", ") }) : "",
    place: whole === home || kind === "organization" ? "" : whole,
    possible: entries.length > 0 && entries.every(({ marks }) =>
      marks.includes("possible") || marks.includes("unstated")),
    faded: entries.length > 0 && entries.every((entry) => entry.faded),
  };
  return { ...card, full: fullText(card, label, labelOf(graph, node.unit), whole) };
}

function entryOf(graph, { stay, certainty, leave, suspended, joint }) {
  const marks = {
    unstated: certainty === UNSTATED,
    possible: certainty === POSSIBLE,
    acting: stay.acting,
    defacto: stay.defacto,
    leave: leave === CERTAIN,
    leave_possible: leave === POSSIBLE,
    suspended: suspended === CERTAIN,
    suspended_possible: suspended === POSSIBLE,
    joint,
    disputed: stay.disputed,
  };
  return {
    name: labelOf(graph, stay.person) || say("nameless"),
    marks: Object.keys(marks).filter((mark) => marks[mark]),
    faded: certainty === UNSTATED,
    thing: graph.model.terms[stay.person],
  };
}

function stateOf(kind, { vacant }, held) {
  if (vacant === CERTAIN) return "vacant";
  if (held || kind === "organization" || kind === "person") return "";
  if (vacant !== NO) return "vacant_possible";
  return kind === "unit" ? "no_lead" : "no_holder";
}

// Everything in one line, for a tooltip and for a screen reader.
function fullText({ entries, state, disputed }, label, unit, whole) {
  const names = entries.map(({ name, marks }) =>
    name + marks.map((mark) => ` (${say(mark)})`).join(""));
  const parts = [label, names.join(", "), state && say(state), unit, whole];
  if (disputed) parts.push(say("disputed"));
  return [...new Set(parts.filter(Boolean))].join(" · ");
}

function inOrder(a, b) {
  return compare(a.place, b.place) || compare(a.unit, b.unit) ||
    CARD_ORDER.indexOf(a.kind) - CARD_ORDER.indexOf(b.kind) ||
    Boolean(a.state) - Boolean(b.state) || a.faded - b.faded || compare(a.title, b.title) ||
    compare(a.node, b.node);
}

function linesOf(graph, nodes) {
  const superior = graph.forest(nodes);
  return nodes.flatMap(({ number }) => {
    const edges = [...graph.up.get(number)].sort(([a], [b]) => a - b);
    return edges.map(([above, edge]) =>
      lineOf(graph, number, above, edge, superior.get(number) === above));
  });
}

// The line of an edge, the same object as on another day where it says the same.
function lineOf(graph, below, above, edge, first) {
  const { lineTexts } = graph.fixed, ends = below * graph.model.terms.length + above;
  const told = lineTexts.get(ends) ?? [];
  if (!told.length) lineTexts.set(ends, told);
  let found = told.find(({ edge: old, line }) => line.first === first && old.line === edge.line &&
    old.kind === edge.kind && old.certainty === edge.certainty && old.disputed === edge.disputed);
  if (!found) told.push(found = { edge, line: freshLine(graph, below, above, edge, first) });
  return found.line;
}

function freshLine(graph, below, above, edge, first) {
  const { terms } = graph.model;
  const kind = LINE_KINDS[edge.kind];
  const certainty = CERTAINTIES[edge.certainty] ?? "";
  const how = [say(kind === "unstated" ? "solid" : kind)];
  if (edge.certainty) how.push(say(certainty));
  if (edge.disputed) how.push(say("disputed"));
  return {
    subordinate: terms[below],
    superior: terms[above],
    kind, certainty, first,
    disputed: edge.disputed,
    full: `${labelOf(graph, below)} → ${labelOf(graph, above)}: ${how.join(", ")}`,
    thing: edge.line === null ? "" : terms[edge.line],
  };
}

function legendOf(cards, lines) {
  const found = new Set();
  for (const { entries, state, disputed } of cards) {
    for (const { marks } of entries) for (const mark of marks) found.add(mark);
    found.add(state);
    if (disputed) found.add("disputed");
  }
  for (const { kind, certainty, disputed, first } of lines) {
    const doubtful = certainty === "possible" || certainty === "unstated";
    if (doubtful) found.add(certainty);
    if (disputed) found.add("disputed");
    if (kind === "dotted" || kind === "belongs") found.add(kind);
    else if (!first) found.add("extra");
    else found.add(doubtful ? "line_possible" : "solid");
  }
  return LEGEND.filter((key) => found.has(key));
}
