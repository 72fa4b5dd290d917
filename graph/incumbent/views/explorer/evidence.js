// The evidence for one thing: what is told of it, which claims say so, where they disagree.
const evidencePanel = {
  shown: null,
  key: null,
  stands: [],
  draw(container, state, model, record) {
    const key = [state.thing, state.lang, state.moment].join();
    if (key !== this.key) this.drawAll(container, state, model, record);
    this.key = key;
    // While only the day moves, only how things stand on it is told anew.
    for (const [node, thing] of this.stands) {
      const stands = standing(record, thing, state.on);
      setAttribute(node, "class", `ev-stands ev-is-${stands}`);
      setText(node, say(`ev.is.${stands}`, { day: inWords(state.on) }));
    }
  },
  drawAll(container, state, model, record) {
    this.stands = [];
    const heading = h("h2", { tabindex: -1 }, bdi(model.label(state.thing)));
    const inside = container.contains(document.activeElement);
    redraw(container, [heading, ...evidenceOf(state.thing, { state, model, record, told: new Set() })]);
    if (this.shown === state.thing) return;
    // Whoever followed a link in here goes on reading at the new heading.
    if (inside) heading.focus();
    container.parentNode.scrollTop = 0;
    this.shown = state.thing;
  },
};

function evidenceOf(thing, scene) {
  const { model, record } = scene;
  const related = record.takesPart(thing);
  const conflicts = new Map();
  for (const one of record.conflicts(thing, ...related)) {
    const key = one.sides.flatMap(({ claims }) => claims.map(({ id }) => id)).sort().join();
    if (conflicts.has(key)) conflicts.get(key).about.push(...one.about);
    else conflicts.set(key, one);
  }
  const kind = `ev.kind.${model.kind(thing)}`;
  return [
    say(kind) !== kind && el("p.ev-soft", say(kind)),
    spellingsOf(thing, scene),
    model.kind(thing) === "document" && el("p", way({ view: "document", document: thing }, say("ev.openDocument"))),
    conflicts.size > 0 && el("section", el("h3", say("ev.conflicts")), [...conflicts.values()].map((one) => conflictBox(one, thing, scene))),
    whenOf(thing, scene),
    statements(thing, scene),
    related.length > 0 && el("section", el("h3", say("ev.related")), cards(related.slice(0, 40), thing, scene),
      related.length > 40 && unfold(`more ${thing}`, say("ev.more", { count: related.length - 40 }), () => cards(related.slice(40), thing, scene))),
    claimsBox(thing, "ev.rest", scene),
    model.documents.every(({ text }) => !text) && el("p.ev-soft", say("ev.noText")),
  ];
}

// How documents write its name, and which ones do.
function spellingsOf(thing, { model, record }) {
  const found = new Map();
  for (const name of ["skos:altLabel", "skos:hiddenLabel"]) {
    for (const claim of record.heard(model.claims)) {
      if (!claim.states(record.number(thing), record.number(name))) continue;
      for (const [subject, property, { text }] of claim.triples) {
        if (subject !== thing || property !== name) continue;
        found.set(text, (found.get(text) ?? new Set()).add(documentName(model, model.documents[claim.doc])));
      }
    }
  }
  return found.size > 0 && unfold(`spelling ${thing}`, say("ev.spellings", { count: found.size }), () =>
    el("ul", [...found].map(([text, documents]) => el("li", bdi(`“${text}”`), ` – ${[...documents].join(", ")}`))));
}

// How it stands on the day shown, its dates in words, and why they are what they are.
function whenOf(thing, scene) {
  const { record, state } = scene;
  const dates = datesOf(record, thing), stands = el("p");
  if (standing(record, thing, state.on)) evidencePanel.stands.push([stands, thing]);
  return dates && [
    stands,
    el("p.ev-dates", `${dates}.`),
    reasons(thing, scene),
  ];
}

function reasons(thing, scene) {
  const { record } = scene, bounds = record.bounds(thing);
  const spans = { begin: bounds?.begin, end: bounds?.end, announced: record.announced(thing), effect: record.span(thing) };
  const found = Object.entries(spans).flatMap(([name, span]) => (span ?? []).map((day, at) => {
    const bound = (name === "effect" ? "not" : `${name}Not`) + (at ? "After" : "Before");
    // That a period lasts a day needs no reason.
    const told = Number.isFinite(day) && !(bound === "endNotBefore" && day <= bounds.begin[0] + 1);
    return { bound, day, claims: told ? record.why(thing, `inc:${bound}`) : [] };
  })).filter(({ claims }) => claims.length);
  for (const { claims } of found) claims.forEach((claim) => scene.told.add(claim));
  return found.length > 0 && unfold(`why ${thing}`, say("ev.why"), () => found.map(({ bound, day, claims }) => [
    el("p.ev-because", say(`ev.${bound}`, { day: inWords(day) })), claimList(claims, scene, "ol"),
  ]));
}

// What the record states, with what is disputed or told by one document only.
function statements(thing, { model, record }, except) {
  const rows = new Map();
  for (const [property, value] of record.about(thing)) {
    if (value !== except && property !== "rdf:type") push(rows, property, value);
  }
  const disputed = record.disputed(thing);
  // Where one document tells all, the heading says so.
  const each = !isSingle(record.claimsAbout(thing));
  return [rows, record.unknown(thing)].some((found) => found.size || found.length) && el("dl",
    [...rows].map(([property, values]) => [
      el("dt", propertyName(model, property)),
      el("dd", links(model, values), " ", disputed.includes(property) && mark("disputed"),
        each && values.some((value) => isSingle(record.claimsFor(thing, property, value))) && pill("single")),
    ]),
    record.unknown(thing).map((property) => [el("dt", propertyName(model, property)), el("dd", say("ev.unknown"))]));
}

// Whether all that is accepted comes from one document.
function isSingle(claims) {
  return new Set(claims.filter(({ accepted }) => accepted).map(({ doc }) => doc)).size === 1;
}

// The periods and events that a thing takes part in.
function cards(things, thing, scene) {
  const { record } = scene;
  return el("ol.ev-cards", things.map((one) => el("li",
    el("h4", linkTo(one), " ", record.disputed(one).length > 0 && mark("disputed"),
      record.isA(one, "inc:Leave") && mark("leave"), record.one(one, "inc:basis") === "inc:Acting" && mark("acting"), isSingle(record.claimsAbout(one)) && pill("single")),
    whenOf(one, scene),
    statements(one, scene, thing),
    claimsBox(one, "ev.claims", scene))));
}

// The claims about a thing that have not been told yet.
function claimsBox(thing, key, scene) {
  const claims = scene.record.claimsAbout(thing).filter((claim) => !scene.told.has(claim));
  if (key !== "ev.rest") claims.forEach((claim) => scene.told.add(claim));
  return claims.length > 0 && unfold(`claims ${thing}`, say(key, { count: claims.length }), () => claimList(claims, scene));
}

// A contradiction: its sides beside each other, and what settles it.
function conflictBox({ about, properties, sides, judgements }, thing, scene) {
  const { model } = scene;
  const names = (ids, name) => [...new Set(ids.map((one) => name(model, one)))].join(", ");
  const title = `${names(about, (_, one) => model.label(one))} – ${names(properties, propertyName)}`;
  const key = `conflict ${title}`;
  // What is about the thing itself stands open; what comes with its periods waits.
  if (about.includes(thing) && !unfolded.has(`${key} seen`)) unfolded.add(key).add(`${key} seen`);
  return el("div.ev-conflict", unfold(key, [bdi(title), " ", pill(judgements.length ? "judged" : "open")], () => [
    el("div.ev-sides", sides.map(({ value, claims }) => el("div",
      value !== null && el("h4", named(model, value)), claimList(claims, scene)))),
    judgements.map(({ rationale, by, date }) => el("div",
      el("h4", say("ev.judged")), el("p", bdi(rationale)),
      el("p.ev-soft", [by && model.label(by), timeInWords(date ?? "")].filter(Boolean).join(", ")))),
    !judgements.length && el("p.ev-soft", say("ev.unjudged")),
    el("p.ev-soft", links(model, about)),
  ]));
}

function claimList(claims, scene, tag = "ul") {
  return el(`${tag}.ev-claims`, claims.map((claim) => h("li", { "data-claim": claim.id }, claimSaid(claim, scene.model),
    el("p.ev-soft", documentLink(claim, scene.model), " · ", placesInWords(claim), voiceOf(claim, scene.model)),
    claim.document.text && unfold(`passage ${claim.id}`, say("ev.passage"), () => passage(claim)))));
}

function documentLink({ id, document }, model) {
  const published = shortSpan([document.first, document.last]);
  return [way({ view: "document", document: document.id, claim: id }, documentName(model, document), { title: document.title }),
    published && `, ${published}`];
}

// The sentence, and the marks that say how far it goes.
function claimSaid({ says, stance, rejected, preferred }, model) {
  return el(rejected ? "p.ev-rejected" : "p", bdi(says), " ",
    stance !== "inc:Affirmed" && pill("stance", model.label(stance)), rejected && pill("rejected"), preferred && pill("preferred"));
}

function placesInWords({ places }) {
  return say("ev.places", { ranges: places.map((place) => place.join("–")).join(", ") });
}

// Who says it, and through whom: "quoted: said by A, passed on by B, on a day".
function voiceOf({ modality, speaker, relays, said }, model) {
  const parts = listed([
    speaker && sayWith("ev.saidBy", { who: named(model, speaker) }),
    relays.length > 0 && sayWith("ev.passedOn", { who: links(model, relays) }),
    said && timeInWords(said),
  ].filter(Boolean));
  return [" · ", model.label(modality), parts.length > 0 && ": ", parts];
}
