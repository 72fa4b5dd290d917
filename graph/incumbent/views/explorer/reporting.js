// Who reports to whom on a day, as nodes and edges: the same as views/reporting.py, which a test
// makes sure of for every day on which anything changes.
const EMPTY = { shown: [], vacant: NO, before: [], key: "" };
const LINE_KINDS = ["solid", "unstated", "dotted", "belongs"];

class Reporting {
  constructor(record, day, organization) {
    Object.assign(this, { record, day, model: record.model, fixed: fixedOf(record) });
    this.nodes = new Map();
    // Below → above → edge, and back.
    this.up = new Map();
    this.down = new Map();
    this.leftOut = 0;
    this.sittings = new Map();
    this.at = new Map();
    this.takeSeats();
    this.addSeats();
    this.addUnits();
    for (const line of this.fixed.lines) this.addLine(line);
    this.dropSilentLines();
    if (organization === null) this.dropSilentPlaces();
    else this.keepScope(scopeOf(record, record.number(organization)));
    this.hang();
  }

  takeSeats() {
    for (const seat of this.fixed.seats.values()) {
      const sitting = sittingOf(this.record, seat, this.day);
      this.sittings.set(seat.number, sitting);
      for (const { stay, certainty } of sitting.holders) {
        if (!this.at.has(stay.person)) this.at.set(stay.person, new Map());
        this.at.get(stay.person).set(seat.number, certainty);
      }
    }
  }

  // Seats that are held, vacant, or known to have been there before.
  addSeats() {
    const { record, day } = this;
    for (const seat of this.fixed.seats.values()) {
      const bounds = record.periods.get(seat.number);
      if (bounds && covers(bounds, day) === NO) continue;
      if (this.sittings.get(seat.number).known) this.add(seat.number);
    }
  }

  addUnits() {
    for (const unit of this.fixed.units) {
      if (covers(this.record.periods.get(unit), this.day) <= POSSIBLE) this.add(unit);
    }
  }

  // The node that an end of a line is drawn at: its only post or unit, or itself.
  nodeOf(end) {
    const seats = this.at.get(end);
    if (!seats) return end;
    const all = [...seats.keys()];
    const stated = all.filter((seat) => seats.get(seat) !== UNSTATED);
    const among = stated.length ? stated : all;
    const posts = among.filter((seat) => !this.fixed.units.has(seat));
    const candidates = posts.length ? posts : among;
    return candidates.length === 1 ? candidates[0] : end;
  }

  add(number) {
    if (this.nodes.has(number)) return;
    const place = placeOf(this.record, number);
    const sitting = this.sittings.get(number) ?? EMPTY;
    let { kind } = place;
    if (kind === "post" && this.at.has(number)) kind = "person";
    this.nodes.set(number, {
      number,
      kind,
      place,
      holders: sitting.shown,
      vacant: sitting.vacant,
      before: sitting.before,
      key: sitting.key,
      organization: kind === "person" ? this.employer(number) : place.organization,
      unit: place.unit,
      posts: kind === "person" ? [...(this.at.get(number)?.keys() ?? [])] : [],
    });
    this.up.set(number, new Map());
    this.down.set(number, new Set());
  }

  employer(person) {
    const found = (this.fixed.services.get(person) ?? []).find(({ bounds, wholes }) =>
      wholes.length && covers(bounds, this.day) !== NO);
    return found?.wholes[0] ?? null;
  }

  addLine({ number, subordinate, superior, bounds, kind, disputed }) {
    const certainty = covers(bounds, this.day);
    if (certainty === NO) return;
    const [below, above] = [this.nodeOf(subordinate), this.nodeOf(superior)];
    // Somebody in two roles that are drawn as one card.
    if (below === above) return;
    this.add(below);
    this.add(above);
    const old = this.up.get(below).get(above);
    this.link(below, above, {
      kind: Math.min(kind, old?.kind ?? kind),
      line: Math.min(number, old?.line ?? number),
      certainty: Math.min(certainty, old?.certainty ?? certainty),
      disputed: disputed || Boolean(old?.disputed),
    });
  }

  link(below, above, edge) {
    this.up.get(below).set(above, edge);
    this.down.get(above).add(below);
  }

  unlink(below, above) {
    this.up.get(below).delete(above);
    this.down.get(above).delete(below);
  }

  remove(number) {
    for (const above of [...this.up.get(number).keys()]) this.unlink(number, above);
    for (const below of [...this.down.get(number)]) this.unlink(below, number);
    this.nodes.delete(number);
  }

  // Lines that only silence allows yield to a line that is stated.
  dropSilentLines() {
    for (const [below, edges] of this.up) {
      const silent = [...edges].filter(([, edge]) => edge.certainty === UNSTATED);
      if (silent.length < edges.size) silent.forEach(([above]) => this.unlink(below, above));
    }
  }

  // Organizations about which nothing is stated for the day are left out, unless all are so.
  dropSilentPlaces() {
    const places = new Map();
    const stated = new Set();
    for (const node of this.nodes.values()) {
      const place = node.organization ?? node.unit ?? node.number;
      push(places, place, node.number);
      const linked = this.up.get(node.number).size + this.down.get(node.number).size;
      const held = node.holders.some(({ certainty }) => certainty !== UNSTATED);
      if (held || node.vacant !== NO || linked) stated.add(place);
    }
    if (!stated.size) return;
    for (const [place, numbers] of places) {
      if (stated.has(place)) continue;
      this.leftOut += numbers.length;
      numbers.forEach((number) => this.remove(number));
    }
  }

  // What belongs to an organization or its parts, and the other ends of its lines.
  keepScope(scope) {
    const near = new Set();
    for (const { number, organization, unit } of this.nodes.values()) {
      if (![number, organization, unit].some((one) => scope.has(one))) continue;
      near.add(number);
      for (const end of [...this.up.get(number).keys(), ...this.down.get(number)]) near.add(end);
    }
    for (const number of [...this.nodes.keys()]) if (!near.has(number)) this.remove(number);
  }

  // What has no stated superior hangs from its unit, else from its organization.
  hang() {
    const loose = [...this.nodes.values()].filter(({ number }) => !this.up.get(number).size);
    const below = new Map();
    for (const node of loose.sort((a, b) => a.number - b.number)) {
      const home = this.nodes.has(node.unit) ? node.unit : node.organization;
      if (home !== null && home !== node.number) push(below, home, node.number);
    }
    for (const [home, numbers] of [...below].sort(([a], [b]) => a - b)) {
      // A card for the organization says nothing where only one thing would hang from it.
      if (!this.nodes.has(home) && numbers.length === 1) continue;
      this.add(home);
      this.nodes.get(home).kind = this.fixed.units.has(home) ? "unit" : "organization";
      for (const number of numbers) {
        if (this.isAbove(number, home)) continue;
        this.link(number, home, { kind: 3, line: null, certainty: null, disputed: false });
      }
    }
  }

  isAbove(superior, number) {
    const todo = [number];
    const seen = new Set(todo);
    for (const current of todo) {
      for (const above of this.up.get(current).keys()) {
        if (above === superior) return true;
        if (!seen.has(above)) todo.push(above);
        seen.add(above);
      }
    }
    return false;
  }

  sortedNodes() {
    return [...this.nodes.values()].sort((a, b) => a.number - b.number);
  }

  // One superior for everybody, so that no circle is left: the tree inside the graph.
  forest(nodes) {
    const chosen = new Map();
    for (const { number } of nodes) {
      const above = this.ranked(number).find((one) => {
        let top = one;
        while (chosen.has(top) && top !== number) top = chosen.get(top);
        return top !== number;
      });
      if (above !== undefined) chosen.set(number, above);
    }
    return chosen;
  }

  // Superiors: solid lines before dotted ones, certain before possible, one's own unit's first.
  ranked(below) {
    const edges = this.up.get(below);
    if (edges.size < 2) return [...edges.keys()];
    const ours = this.nodes.get(below).unit;
    const far = (above) =>
      Number(!(ours !== null && (ours === above || ours === this.nodes.get(above).unit)));
    return [...edges.keys()].sort((a, b) => {
      const [one, other] = [edges.get(a), edges.get(b)];
      return one.kind - other.kind || (one.certainty ?? 0) - (other.certainty ?? 0) ||
        far(a) - far(b) || a - b;
    });
  }
}
