// Documents: a passage in its context, and a whole document with its claims in order.

// Positions count code points, as Python's do, and not UTF-16 units.
const textPoints = new WeakMap();
function pointsOf(document) {
  if (!textPoints.has(document)) textPoints.set(document, Array.from(document.text));
  return textPoints.get(document);
}

// A stretch of text cut wherever a span begins or ends, with what `make` makes of each piece.
function pieces(points, spans, from, to, make) {
  const inside = (at) => Math.min(to, Math.max(from, at));
  const edges = new Map([[from, []], [to, []]]);
  for (const span of spans) {
    for (const at of new Set([span.start, span.end].map(inside))) push(edges, at, span);
  }
  const cuts = [...edges.keys()].sort((one, other) => one - other);
  const over = new Set();
  return cuts.slice(0, -1).map((start, at) => {
    for (const span of edges.get(start)) over[inside(span.end) > start ? "add" : "delete"](span);
    const text = points.slice(start, cuts[at + 1]).join("");
    return over.size ? make(text, [...over]) : text;
  });
}

const AROUND = 200;

// The end of the word that a stretch would cut, unless there are no spaces near.
function wordEdge(points, at, step) {
  const near = (here) => here > 0 && here < points.length && Math.abs(here - at) < 30;
  let here = at;
  while (near(here) && !/\s/.test(points[step < 0 ? here - 1 : here])) here += step;
  return here;
}

// The places of a claim in their context, those near each other together.
function passage({ document, places }) {
  const points = pointsOf(document), windows = [];
  for (const [start, end] of places) {
    const from = wordEdge(points, Math.max(0, start - AROUND), -1), to = wordEdge(points, Math.min(points.length, end + AROUND), 1);
    const last = windows.at(-1);
    if (last?.to >= from) Object.assign(last, { to: Math.max(last.to, to), spans: [...last.spans, { start, end }] });
    else windows.push({ from, to, spans: [{ start, end }] });
  }
  return windows.map(({ from, to, spans }) => h("blockquote", { lang: document.language },
    from > 0 && "… ", pieces(points, spans, from, to, (text) => el("mark", text)), to < points.length && " …"));
}

const documentView = {
  name: "document",
  key: null,
  filter: { text: "", kind: "" },
  draw(container, state, model, record) {
    const document = model.documents.find(({ id }) => id === state.document);
    const scene = { state, model, record }, key = [state.document, state.claim, state.lang, state.moment].join();
    // The place where somebody reads stays when only the panel beside it changes.
    if (container.firstChild && key === this.key) return;
    this.key = key;
    redraw(container, document ? documentPage(document, scene, this.filter) : documentList(scene));
    for (const here of container.querySelectorAll(".doc-here")) here.scrollIntoView({ block: "center" });
  },
};

function documentList(scene) {
  return [el("h2", say("doc.all")), el("ul", scene.model.documents.map((one) => el("li.doc-one",
    way({ document: one.id, claim: null }, one.title), el("p.ev-soft", documentFacts(one, scene)))))];
}

function claimsOf({ index }, { model, record }) {
  return record.heard(model.claims.filter(({ doc }) => doc === index))
    .sort((one, other) => (one.places[0]?.[0] ?? 0) - (other.places[0]?.[0] ?? 0));
}

function documentFacts(document, scene) {
  const { model, record } = scene;
  return [
    document.publisher && model.label(document.publisher),
    shortSpan([document.first, document.last]),
    record.known.has(document.index) ? say("doc.count", { count: claimsOf(document, scene).length }) : say("doc.later"),
  ].filter(Boolean).join(" · ");
}

function documentPage(document, scene, filter) {
  const claims = claimsOf(document, scene), list = el("ol.ev-claims");
  const count = h("p", { class: "ev-soft", role: "status" });
  const refill = () => {
    const words = filter.text.toLowerCase();
    const chosen = claims.filter((claim) => claim.says.toLowerCase().includes(words) &&
      (!filter.kind || [claim.stance, claim.modality].includes(filter.kind) || claim[filter.kind]));
    count.textContent = say("doc.shown", { count: chosen.length, all: claims.length });
    clear(list).append(...chosen.map((claim) => documentClaim(claim, scene)));
  };
  refill();
  return [
    el("p", way({ document: null, claim: null }, say("doc.back"))),
    el("h2", bdi(document.title)),
    el("p.ev-soft", documentFacts(document, scene)),
    !document.text && el("p.ev-soft", say("doc.noText")),
    el(document.text ? "div.doc-both" : "div",
      document.text && markedText(document, claims, scene.state.claim),
      el("div", filterForm(filter, claims, scene.model, refill), count, list)),
  ];
}

function documentClaim(claim, { model, state }) {
  const things = new Set(claim.triples.flatMap(([subject, , object]) => [subject, object]));
  const here = claim.id === state.claim;
  return h("li", { class: here ? "doc-here" : null, "aria-current": here ? "true" : null, "data-claim": claim.id },
    claimSaid(claim, model),
    el("p.ev-soft", way({ claim: claim.id }, placesInWords(claim)), voiceOf(claim, model)),
    el("p.ev-soft", links(model, [...things].filter((one) => !isTerm(model, one)))));
}

function filterForm(filter, claims, model, refill) {
  const listener = (key) => ({ input: ({ target }) => {
    filter[key] = target.value;
    refill();
  } });
  const kinds = [...new Set(claims.flatMap(({ modality, stance }) => [modality, stance]))].sort();
  const options = [["", say("doc.any")], ...kinds.map((one) => [one, model.label(one)]),
    ...["rejected", "preferred"].map((one) => [one, say(`ev.mark.${one}`)])];
  return el("div.tl-controls",
    el("label", say("doc.filter"), h("input", { type: "search", value: filter.text, on: listener("text") })),
    el("label", say("doc.kind"), h("select", { on: listener("kind") },
      options.map(([value, text]) => h("option", { value, selected: value === filter.kind }, text)))));
}

// The text with a mark wherever a claim stands; the list beside it is the way by keyboard.
function markedText(document, claims, current) {
  const points = pointsOf(document);
  const spans = claims.flatMap(({ id, places }) => places.map(([start, end]) => ({ start, end, id })));
  return h("div", { class: "doc-text", lang: document.language, tabindex: 0, role: "region", "aria-label": say("doc.text") },
    pieces(points, spans, 0, points.length, (text, over) => h("mark", {
      class: `${over.length > 1 ? "doc-deep" : ""} ${over.some(({ id }) => id === current) ? "doc-here" : ""}`,
      on: { click: () => go({ claim: nextClaim(over, current) }) },
    }, text)));
}

// Where spans overlap the shortest comes first, and each further click goes to the next.
function nextClaim(over, current) {
  const ids = over.sort((one, other) => one.end - one.start - other.end + other.start).map(({ id }) => id);
  return ids[(ids.indexOf(current) + 1) % ids.length];
}
