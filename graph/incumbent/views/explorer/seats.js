// Who sits where: what does not change from day to day is worked out once a record, so that a
// step of the slider compares days only. The same as views/seats.py, which a test makes sure of.

// Every post and every unit with the stays in it, in order.
function seatsOf(record) {
  record.seats ??= readSeats(record);
  return record.seats;
}

function readSeats(record) {
  const names = ["inc:holder", "inc:post", "org:organization", "inc:basis", "inc:atMost"];
  const [holders, posts, organizations, basis, atMost] = names.map((name) => record.values(name));
  const leading = new Set(record.having("org:role").get(record.number("inc:Lead")));
  const bySeat = new Map();
  for (const period of holders.keys()) {
    const led = leading.has(period) ? organizations.get(period) : [];
    for (const seat of posts.get(period) ?? led ?? []) push(bySeat, seat, period);
  }
  const context = {
    record, holders, organizations, basis, atMost,
    pauses: readPauses(record),
    joint: readJoint(record),
  };
  return [...bySeat.keys()].sort((a, b) => a - b).map((number) => {
    const homes = new Set(around(record, number));
    const stays = bySeat.get(number).flatMap((period) => staysOf(context, homes, period));
    return { number, stays };
  });
}

// Period → what interrupts it.
function readPauses(record) {
  const found = new Map();
  const leaves = new Set(record.of("rdf:type", "inc:Leave").map((one) => record.number(one)));
  for (const [pause, periods] of record.values("inc:interrupts")) {
    const leave = leaves.has(pause);
    for (const period of periods) {
      push(found, period, { pause, leave, bounds: record.periods.get(pause) });
    }
  }
  return found;
}

// Period → the bounds of the periods that it is joint with, whichever of the two says so.
function readJoint(record) {
  const found = new Map();
  for (const [period, others] of record.values("inc:jointWith")) {
    for (const other of others) {
      push(found, period, record.periods.get(other));
      push(found, other, record.periods.get(period));
    }
  }
  return found;
}

// The stays of everybody who holds a period in a seat that belongs to some organizations.
function staysOf(context, homes, period) {
  const { record, holders, basis, atMost, joint, pauses } = context;
  const kind = record.term(basis.get(period)?.[0]);
  return holders.get(period).map((person) => ({
    period,
    person,
    bounds: record.periods.get(period),
    vacant: record.term(atMost.get(person)?.[0])?.text === "0",
    acting: kind === "inc:Acting",
    defacto: kind === "inc:DeFacto",
    disputed: record.disputes.has(period),
    joint: joint.get(period) ?? [],
    pauses: [...(pauses.get(period) ?? []), ...leavesOf(context, person, homes)],
  }));
}

// The leaves from a person's service in one of the organizations.
function leavesOf({ holders, organizations, pauses }, person, homes) {
  return [...pauses].flatMap(([period, found]) => {
    const own = holders.get(period)?.includes(person) &&
      organizations.get(period)?.some((home) => homes.has(home));
    return own ? found.filter((pause) => pause.leave) : [];
  });
}

// The organizations and units around a seat, from the nearest outwards.
function around(record, seat) {
  const found = [];
  const todo = [seat];
  for (const thing of todo) {
    for (const name of ["org:postIn", "org:unitOf"]) {
      for (const wider of record.values(name).get(thing) ?? []) {
        if (wider !== seat && !found.includes(wider)) {
          found.push(wider);
          todo.push(wider);
        }
      }
    }
  }
  return found;
}

// The days on which anything in a seat may turn; from one to the next it stays as it is.
function turnsOf({ stays }) {
  const periods = stays.flatMap(({ bounds, pauses, joint }) =>
    [bounds, ...pauses.map((pause) => pause.bounds), ...joint]);
  return sortedDays(periods);
}

function sortedDays(periods) {
  const days = new Set(periods.flatMap((bounds) => bounds ? [bounds.a, bounds.b, bounds.c, bounds.d] : []));
  return [...days].filter(Number.isFinite).sort((a, b) => a - b);
}

// What a seat is like on a day, worked out once from one turn to the next: all holders, those
// worth showing, how certainly it is vacant, who was there before, and whether it is known at all.
function sittingOf(record, seat, day) {
  let turn = 0;
  while (seat.turns[turn] <= day) turn += 1;
  return (seat.sittings[turn] ??= sit(record, seat, day));
}

function sit(record, seat, day) {
  const holders = [];
  let vacant = NO;
  for (const stay of seat.stays) {
    const certainty = covers(stay.bounds, day);
    if (certainty === NO) continue;
    if (stay.vacant) vacant = Math.min(vacant, certainty);
    else holders.push(hold(stay, certainty, day));
  }
  const distinct = holders.length > 1 ? inRank(record.model, holders) : holders;
  // Those known only by silence yield to the others.
  const stated = distinct.filter((holder) => holder.certainty !== UNSTATED);
  const shown = stated.length || vacant === CERTAIN ? stated : distinct;
  const before = shown.length ? [] : heldBefore(record, seat, day);
  const parts = shown.map(({ stay, certainty, leave, suspended, joint }) =>
    [stay.period, stay.person, certainty, leave, suspended, joint]);
  const known = distinct.length > 0 || vacant !== NO || isKnown(seat, day);
  return { holders: distinct, shown, vacant, before, known, key: [vacant, before, parts].join("|") };
}

// The strongest first, and of several stays of one person the strongest only.
function inRank(model, holders) {
  const name = ({ stay }) => model.labelOf(stay.person);
  holders.sort((a, b) => a.certainty - b.certainty || a.stay.acting - b.stay.acting ||
    compare(name(a), name(b)));
  const people = new Map();
  for (const holder of holders) {
    if (!people.has(holder.stay.person)) people.set(holder.stay.person, holder);
  }
  return [...people.values()];
}

function hold(stay, certainty, day) {
  let [leave, suspended] = [NO, NO];
  for (const pause of stay.pauses) {
    const found = covers(pause.bounds, day);
    if (found > POSSIBLE) continue;
    if (pause.leave) leave = Math.min(leave, found);
    else suspended = Math.min(suspended, found);
  }
  const joint = stay.joint.some((bounds) => covers(bounds, day) !== NO);
  return { stay, certainty, leave, suspended, joint };
}

// The names of the last stated holders whose time was over on a day.
function heldBefore(record, seat, day) {
  const over = seat.stays.filter(({ bounds }) => bounds && bounds.d <= day);
  const last = Math.max(...over.map(({ bounds }) => bounds.d));
  const names = over.filter(({ bounds }) => bounds.d === last)
    .map(({ person }) => record.model.labelOf(person));
  return [...new Set(names)].sort(compare);
}

// Whether a seat is known to have been there by a day, held or not.
function isKnown(seat, day) {
  return seat.stays.some(({ bounds }) => bounds && bounds.b <= day);
}
