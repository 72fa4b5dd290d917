// What of the reporting graph does not change from day to day: units, lines, services, places; and
// what was told in the current language, to be told again.
function fixedOf(record) {
  const lang = currentLang();
  if (record.fixed?.lang !== lang) {
    const units = readUnits(record);
    record.fixed = {
      lang,
      units,
      seats: new Map(seatsOf(record).map((seat) =>
        [seat.number, { ...seat, turns: turnsOf(seat), sittings: [] }])),
      lines: readLines(record),
      services: readServices(record, units),
      places: new Map(),
      lineTexts: new Map(),
      charts: new Map(),
    };
  }
  return record.fixed;
}

function readUnits(record) {
  const typed = record.having("rdf:type").get(record.number("org:OrganizationalUnit")) ?? [];
  return new Set([...typed, ...record.values("org:unitOf").keys()].sort((a, b) => a - b));
}

function readLines(record) {
  const superiors = record.values("inc:superior");
  const kinds = record.values("inc:lineKind");
  const [solid, dotted] = [record.number("inc:Solid"), record.number("inc:Dotted")];
  return [...record.values("inc:subordinate")].flatMap(([number, subordinates]) => {
    const stated = kinds.get(number)?.[0];
    const kind = stated === undefined ? 1 : stated === solid ? 0 : stated === dotted ? 2 : 1;
    const line = {
      number, kind, bounds: record.periods.get(number), disputed: record.disputes.has(number),
    };
    return subordinates.flatMap((subordinate) =>
      (superiors.get(number) ?? []).map((superior) => ({ ...line, subordinate, superior })));
  });
}

// Person → the periods that they spend in organizations.
function readServices(record, units) {
  const found = new Map();
  const organizations = record.values("org:organization");
  for (const [period, people] of record.values("inc:holder")) {
    const wholes = (organizations.get(period) ?? []).filter((whole) => !units.has(whole));
    for (const person of people) {
      push(found, person, { bounds: record.periods.get(period), wholes });
    }
  }
  return found;
}

// What a node is and where it belongs, whatever the day.
function placeOf(record, number) {
  const { places, units } = fixedOf(record);
  if (!places.has(number)) {
    const wider = around(record, number);
    const types = record.values("rdf:type").get(number) ?? [];
    const isOne = (name) => types.includes(record.number(name));
    const whole = isOne("org:Organization") || isOne("org:FormalOrganization");
    const kind = whole ? "organization" : isOne("foaf:Person") ? "person" : "post";
    places.set(number, {
      kind: units.has(number) ? "unit" : kind,
      organization: wider.find((one) => !units.has(one)) ?? null,
      unit: wider.find((one) => units.has(one)) ?? null,
      disputed: record.disputes.has(number),
      cards: new Map(),
    });
  }
  return places.get(number);
}

function scopeOf(record, organization) {
  const scope = new Set([organization]);
  for (let size = 0; scope.size > size;) {
    size = scope.size;
    for (const name of ["org:subOrganizationOf", "org:unitOf"]) {
      for (const [part, wholes] of record.values(name)) {
        if (wholes.some((whole) => scope.has(whole))) scope.add(part);
      }
    }
  }
  return scope;
}
