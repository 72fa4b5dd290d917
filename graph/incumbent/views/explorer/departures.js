// Departures: who left, when, and for where, in a chosen window of days.
const departuresView = {
  name: "departures",
  draw(container, state, model, record) {
    const all = record.departures().map((one) => departureOf(one, model, record)).filter(({ stage, people }) => people.length && stage !== "inc:Abandoned");
    const year = Number(isoOf(state.on).slice(0, 4));
    const from = state.from ?? dayOf(`${year}-01-01`), to = state.to ?? dayOf(`${year}-12-31`);
    const found = all.filter(({ span }) => span[0] <= to && from <= span[1]);
    for (const one of found) one.certain = from <= one.span[0] && one.span[1] <= to;
    const people = found.filter(({ group }) => !group);
    redraw(container, [
      el("h2", say("dep.title")),
      windowForm({ from, to }, year, all),
      h("p", { role: "status" }, summaryOf(people, found.length - people.length, [from, to])),
      people.length > 0 && flowOf(people, model),
      ...months(found, { model, record }),
    ]);
  },
};

function departureOf(departure, model, record) {
  const { thing, people, organizations, posts, destinations, span } = departure;
  const conflict = record.conflicts(thing).find(({ properties, judgements }) => properties.includes("inc:destination") && !judgements.length);
  const whole = organizations.filter((one) => model.kind(one) === "organization");
  return {
    ...departure,
    span: span ?? [-Infinity, Infinity],
    from: whole.length ? whole : organizations.length ? organizations : posts.flatMap((one) => record.all(one, "org:postIn")),
    to: conflict ? conflict.sides.map(({ value }) => value).filter(Boolean) : destinations,
    disputed: Boolean(conflict),
    where: record.unknown(thing).includes("inc:destination") ? "dep.unknown" : "dep.unstated",
    group: people.length > 0 && people.every((one) => model.kind(one) === "group"),
  };
}

function windowForm(open, year, all) {
  const input = (key) => el("label", say(`dep.${key}`), h("input", { type: "date", value: isoOf(open[key]), on: { change: ({ target }) => {
    if (dayOf(target.value)) go({ ...open, [key]: dayOf(target.value) });
  } } }));
  const preset = (from, to, text) => way({ from, to }, text, { "aria-current": from === open.from && to === open.to ? "true" : null });
  const days = all.flatMap(({ span, announced }) => [...span, ...announced ?? []]).filter(Number.isFinite);
  return el("div.tl-controls", input("from"), input("to"),
    [year - 1, year].map((one) => preset(dayOf(`${one}-01-01`), dayOf(`${one}-12-31`), String(one))),
    days.length > 0 && preset(Math.min(...days), Math.max(...days), say("tl.all")));
}

// How many people left: at least, at most.
function countIn(departures) {
  const [certain, possible] = [departures.filter((one) => one.certain), departures]
    .map((list) => new Set(list.flatMap(({ people }) => people)).size);
  return say(certain === possible ? "dep.exactly" : certain ? "dep.count" : "dep.possible", { certain, possible });
}

function summaryOf(people, groups, open) {
  const [first, last] = open.map(inWords);
  if (!people.length && !groups) return say("dep.none", { first, last });
  return say("dep.summary", { first, last, count: countIn(people) }) + (groups ? ` ${say("dep.groups", { count: groups })}` : "");
}

function monthOf(day) {
  return Number.isFinite(day) ? isoOf(day).slice(0, 7) : day < 0 ? "" : "~";
}

// Under the month they fall in, or were announced in, or under none; the latest first.
function months(found, scene) {
  const byMonth = new Map();
  for (const one of found) {
    const month = [one.span, one.announced ?? [0, 1e6]].map((days) => days.map(monthOf)).find(([first, last]) => first === last)?.[0] ?? "";
    push(byMonth, month, one);
  }
  // Everybody whose day may fall in a month counts as possible there, wherever they are listed.
  const within = (month) => found.filter(({ group, span }) => !group && monthOf(span[0]) <= month && month <= monthOf(span[1]))
    .map((one) => ({ ...one, certain: monthOf(one.span[0]) === monthOf(one.span[1]) }));
  return [...byMonth.keys()].sort().reverse().map((month) => el("section.dep-month",
    el("h3", month ? monthInWords(dayOf(`${month}-01`)) : say("dep.unsure"), " ",
      month && el("small", countIn(within(month)))),
    el("ul.ev-cards.dep-list", byMonth.get(month).map((one) => departureItem(one, scene)))));
}

function departureItem(one, { model, record }) {
  const { thing, people, from, posts, manner, stage } = one, step = stage?.slice(4);
  return h("li", { "data-event": thing },
    el("h4", links(model, people), " ", step && pill(step, say(`dep.${step}`)), manner && pill("manner", model.label(manner)),
      (one.disputed || record.disputed(thing).length > 0) && mark("disputed"), one.group && pill("group", say("ev.kind.group"))),
    el("p", sayWith(step === "Effected" ? "dep.left" : "dep.leaves", { where: links(model, from) }),
      posts.length > 0 && [" (", links(model, posts), ")"], " → ", one.to.length ? links(model, one.to) : el("i", say(one.where))),
    el("p.ev-soft.ev-dates", datesOf(record, thing), " – ", linkTo(thing, say("dep.why"))));
}

// From organizations to destinations: a picture, and the same as a table.
function flowOf(people, model) {
  const flows = new Map();
  const text = (things) => things.map((one) => model.label(one)).join(", ");
  for (const one of people) {
    const from = text(one.from) || say("dep.nowhere"), to = text(one.to) || say(one.where);
    push(flows, JSON.stringify([from, one.disputed ? say("dep.disputed", { names: to }) : to]), one);
  }
  const rows = [...flows].map(([key, list]) => [...JSON.parse(key), list]).sort((one, other) => other[2].length - one[2].length);
  return el("section.dep-flow", el("h3", say("dep.flow")), flowPicture(rows),
    unfold("dep.table", say("dep.table"), () => el("table",
      el("thead", el("tr", ["dep.from", "dep.goal", "dep.how", "dep.who"].map((key) => h("th", { scope: "col" }, say(key))))),
      el("tbody", rows.map(([from, to, list]) =>
        el("tr", [from, to, countIn(list), text([...new Set(list.flatMap((one) => one.people))])].map((cell) => el("td", bdi(cell)))))))));
}

function flowPicture(rows) {
  const ends = [0, 1].map((side) => [...new Set(rows.map((row) => row[side]))]);
  const height = 66 * Math.max(...ends.map(({ length }) => length));
  const label = rows.map(([from, to, list]) => `${from} → ${to}: ${countIn(list)}`).join("; ");
  const paths = rows.map((row) => {
    const [from, to] = ends.map((names, side) => ((names.indexOf(row[side]) + 0.5) * height) / names.length);
    return svg("path", {
      d: `M0 ${from}C50 ${from} 50 ${to} 100 ${to}`,
      class: row[2].some(({ certain }) => certain) ? null : "dep-maybe",
      "stroke-width": Math.min(20, 1 + 2 * row[2].length),
    });
  });
  const [left, right] = ends.map((names, side) => el("div", names.map((name) => el("div", bdi(name),
    el("small", countIn(rows.filter((row) => row[side] === name).flatMap((row) => row[2])))))));
  // Stretched to the height of the names, which grow where they take several lines.
  const picture = el("div.dep-paths", svg("svg", { viewBox: `0 0 100 ${height}`, preserveAspectRatio: "none" }, paths));
  picture.style.minHeight = `${height}px`;
  return h("div", { class: "dep-picture", role: "img", "aria-label": label }, left, picture, right);
}
