// The record as it followed from the documents of one moment.
const CERTAIN = 0;
const POSSIBLE = 1;
const UNSTATED = 2;
const NO = 3;
const CERTAINTIES = ["certain", "possible", "unstated", "no"];
// Through these a period or an event is about a person, a post, a unit or another period.
const PARTIES = [
  "inc:holder", "inc:post", "inc:subordinate", "inc:superior", "inc:interrupts", "inc:closes",
  "inc:opens",
];

// How certainly a period covers a day.
function covers(bounds, day) {
  if (!bounds || day < bounds.a || day >= bounds.d) return NO;
  if (bounds.b <= day && day < bounds.c) return CERTAIN;
  return bounds.silent & (day < bounds.b ? 1 : 2) ? UNSTATED : POSSIBLE;
}

class Record {
  constructor(model, moment) {
    this.model = model;
    this.moment = model.moments[moment];
    this.index = moment;
    this.known = new Set(this.moment.documents);
    // Property → subject → objects, and property → object → subjects where that is asked for.
    this.properties = new Map();
    this.inverse = new Map();
    for (const [s, p, o] of this.rows("facts", 3)) {
      let values = this.properties.get(p);
      if (!values) this.properties.set(p, values = new Map());
      push(values, s, o);
    }
    this.periods = new Map();
    for (const [thing, a, b, c, d, silent] of this.rows("bounds", 6)) {
      const bounds = {
        a: a ?? -Infinity, b: b ?? Infinity, c: c ?? -Infinity, d: d ?? Infinity, silent,
      };
      this.periods.set(thing, bounds);
    }
    this.spans = this.days("spans");
    this.announcements = this.days("announced");
    this.disputes = this.grouped("disputed");
    this.unknowns = this.grouped("unknown");
  }

  // The rows that hold at this moment; one with no further cell holds at all.
  rows(name, cells) {
    const bit = 1 << this.index;
    return this.model.json[name].filter((row) => row.length === cells || row[cells] & bit);
  }

  days(name) {
    const rows = this.rows(name, 3);
    return new Map(rows.map(([thing, a, b]) => [thing, [a ?? -Infinity, b ?? Infinity]]));
  }

  grouped(name, cells = 2) {
    const found = new Map();
    for (const row of this.rows(name, cells)) push(found, row[0], row.slice(1, cells));
    return found;
  }

  number(term) {
    return this.model.numbers.get(term);
  }

  term(number) {
    return this.model.terms[number];
  }

  // Subject → objects of one property, both as numbers in order.
  values(property) {
    return this.properties.get(this.number(property)) ?? new Map();
  }

  all(s, p) {
    return (this.values(p).get(this.number(s)) ?? []).map((o) => this.term(o));
  }

  one(s, p) {
    return this.all(s, p)[0] ?? null;
  }

  of(p, o) {
    const subjects = this.having(p).get(this.number(o)) ?? [];
    return subjects.map((s) => this.term(s));
  }

  // Object → subjects of one property, both as numbers in order.
  having(property) {
    let found = this.inverse.get(property);
    if (!found) {
      this.inverse.set(property, found = new Map());
      for (const [s, objects] of this.values(property)) for (const o of objects) push(found, o, s);
    }
    return found;
  }

  about(thing) {
    const number = this.number(thing);
    const named = [...this.properties].filter(([, values]) => values.has(number));
    return named.sort(([a], [b]) => a - b)
      .flatMap(([p, values]) => values.get(number).map((o) => [this.term(p), this.term(o)]));
  }

  isA(thing, kind) {
    return this.all(thing, "rdf:type").includes(kind);
  }

  bounds(thing) {
    const found = this.periods.get(this.number(thing));
    if (!found) return null;
    const unstated = new Set(["begin", "end"].filter((_, bit) => found.silent & (1 << bit)));
    return { begin: [found.a, found.b], end: [found.c, found.d], unstated };
  }

  span(event) {
    return this.spans.get(this.number(event)) ?? null;
  }

  announced(event) {
    return this.announcements.get(this.number(event)) ?? null;
  }

  certainty(period, day) {
    return CERTAINTIES[covers(this.periods.get(this.number(period)), day)];
  }

  disputed(thing) {
    return (this.disputes.get(this.number(thing)) ?? []).map(([name]) => this.term(name));
  }

  unknown(thing) {
    return (this.unknowns.get(this.number(thing)) ?? []).map(([name]) => this.term(name));
  }

  // How many days on which any period may begin or end a day has behind it.
  turn(day) {
    this.turns ??= sortedDays([...this.periods.values()]);
    let low = 0;
    for (let high = this.turns.length; low < high;) {
      const middle = (low + high) >> 1;
      if (this.turns[middle] <= day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // The days on which anything changes that the chart, its timeline or the departures show.
  get changes() {
    if (this.changing) return this.changing;
    const days = new Set();
    for (const thing of this.charted()) {
      const { a, b, c, d } = this.periods.get(thing) ?? {};
      for (const day of [a, b, c, d]) if (Number.isFinite(day)) days.add(day);
    }
    for (const { span } of this.departures()) {
      for (const day of span ?? []) if (Number.isFinite(day)) days.add(day);
    }
    this.changing = [...days].sort((x, y) => x - y);
    return this.changing;
  }

  // Stays in posts and units, lines, interruptions; units and posts themselves.
  charted() {
    const names = ["inc:subordinate", "inc:interrupts", "org:unitOf", "org:postIn"];
    const stays = seatsOf(this).flatMap((seat) => seat.stays.map((stay) => stay.period));
    return new Set([...names.flatMap((name) => [...this.values(name).keys()]), ...stays]);
  }

  // Claims of known documents only.
  heard(claims) {
    return claims.filter((claim) => this.known.has(claim.doc));
  }

  claimsFor(s, p, o) {
    const [subject, property, object] = [s, p, o].map((term) =>
      term === undefined ? undefined : this.number(term) ?? -1);
    const claims = this.heard(this.model.claimsOf(subject));
    return claims.filter((claim) => claim.states(subject, property, object));
  }

  claimsAbout(thing) {
    return this.heard(this.model.claimsOf(this.number(thing)));
  }

  // The claims that fix a bound, in the order of the argument.
  why(thing, property) {
    const wanted = this.number(property);
    this.reasons ??= this.grouped("why", 3);
    const found = (this.reasons.get(this.number(thing)) ?? []).find(([name]) => name === wanted);
    return (found?.[1] ?? []).map((claim) => this.model.claims[claim]);
  }

  conflicts(...things) {
    const wanted = new Set(things.map((thing) => this.number(thing)));
    return this.rows("conflicts", 6)
      .filter(([, about]) => about.some((thing) => wanted.has(thing)))
      .map((row) => this.conflict(row));
  }

  conflict([kind, about, properties, claims, values, judgements]) {
    const rest = new Set(claims.map((claim) => this.model.claims[claim]));
    const sides = values.map((value) => {
      const saying = [...rest].filter((claim) =>
        about.some((thing) => properties.some((p) => claim.states(thing, p, value))));
      saying.forEach((claim) => rest.delete(claim));
      return { value: this.term(value), claims: saying };
    });
    // Dates, and denials, give no value of their own.
    for (const claim of rest) sides.push({ value: null, claims: [claim] });
    return {
      sides,
      kind: this.term(kind[0]),
      about: about.map((thing) => this.term(thing)),
      properties: properties.map((name) => this.term(name)),
      judgements: judgements.map((one) => this.model.judgements[one]),
    };
  }

  // The periods and events that a thing takes part in, and those of these periods, by their days.
  takesPart(thing) {
    const leads = this.model.kind(thing) === "unit" ? this.leads(thing) : [];
    const found = new Set(leads);
    const todo = [thing, ...leads];
    for (const current of todo) {
      for (const name of PARTIES) {
        for (const next of this.of(name, current)) {
          if (next !== thing && !found.has(next)) todo.push(next);
          if (next !== thing) found.add(next);
        }
      }
    }
    return [...found].sort((a, b) => this.begin(a) - this.begin(b) || compare(a, b));
  }

  leads(unit) {
    const leading = new Set(this.of("org:role", "inc:Lead"));
    return this.of("org:organization", unit).filter((period) => leading.has(period));
  }

  // The first day that is told of a period or an event.
  begin(thing) {
    const { begin = [], end = [] } = this.bounds(thing) ?? {};
    const days = [...begin, ...end, ...(this.span(thing) ?? [])].filter(Number.isFinite);
    return Math.min(...days, 1e9);
  }

  // Every stay of somebody in a post, or at the head of a unit.
  tenures() {
    return seatsOf(this).flatMap((seat) => seat.stays.map((stay) => ({
      thing: this.term(stay.period),
      person: this.term(stay.person),
      seat: this.term(seat.number),
      vacant: stay.vacant,
      acting: stay.acting,
      interruptions: stay.pauses.map(({ pause, leave }) => ({ thing: this.term(pause), leave })),
    })));
  }

  departures() {
    return this.of("rdf:type", "inc:Departure").map((thing) => {
      const closes = this.all(thing, "inc:closes");
      const through = (name) => [...new Set(closes.flatMap((one) => this.all(one, name)))];
      return {
        thing,
        closes,
        people: through("inc:holder"),
        organizations: through("org:organization"),
        posts: through("inc:post"),
        destinations: this.all(thing, "inc:destination"),
        manner: this.one(thing, "inc:manner"),
        stage: this.one(thing, "inc:stage"),
        span: this.span(thing),
        announced: this.announced(thing),
      };
    });
  }
}
