// How dates, doubts and names are told by the views beside the chart.

// An element with classes and without other attributes: "p.ev-soft".
function el(name, ...children) {
  const [tag, ...classes] = name.split(".");
  return h(tag, { class: classes.join(" ") || null }, ...children);
}

// A link that keeps its place: what else the address says is written when somebody reaches for it,
// since the day may have moved while the link stood there.
const ways = new WeakMap();
function way(changes, text, attributes) {
  const link = linkWith(changes, text, attributes);
  ways.set(link, changes);
  return link;
}

for (const reached of ["pointerover", "focusin"]) {
  addEventListener(reached, ({ target }) => {
    const link = target.closest?.("a"), thing = link?.dataset.thing;
    const changes = ways.get(link) ?? (thing && { thing });
    if (changes) link.href = linkWith(changes, "").href;
  });
}

function inWords(day) {
  return longDate(day, currentLang());
}

// A sentence whose {names} are nodes, such as links, and not only text.
function sayWith(key, nodes) {
  return say(key).split(/\{(\w+)\}/).map((part, at) => (at % 2 ? nodes[part] : part));
}

// "began between A and B": `verb` is the beginning of the key; nothing where nothing is bounded.
function spanInWords(verb, span) {
  if (!span) return "";
  const [first, last] = span.map(inWords);
  const how = first === last ? "on" : first && last ? "between" : last ? "by" : "from";
  return first || last ? say(`${verb}.${how}`, { first, last }) : "";
}

function monthInWords(day) {
  return inWords(day).replace(/^\S+ /, "");
}

// A span without a verb, as short as can be: a day, a month, 25–26 September 2024.
function shortSpan([first, last]) {
  if (![first, last].every(Number.isFinite) || first === last) return inWords(Number.isFinite(first) ? first : last);
  const month = monthInWords(first), within = month === monthInWords(last);
  if (within && month !== monthInWords(first - 1) && month !== monthInWords(last + 1)) return month;
  return `${inWords(first).replace(within ? / .*/ : "", "")}–${inWords(last)}`;
}

// When a period or an event was, in phrases.
function datesOf(record, thing) {
  const bounds = record.bounds(thing), span = record.span(thing), unknown = record.unknown(thing);
  const phrases = [];
  if (bounds) {
    const { begin, end: [first, last] } = bounds;
    // Every period lasts a day: an end known by that alone says nothing.
    const told = first <= begin[0] + 1 ? -Infinity : first;
    phrases.push(spanInWords("ev.began", begin) || say("ev.began.none"), spanInWords("ev.ended", [told, last]));
    if (last === Infinity) phrases.push(say(unknown.includes("inc:ended") ? "ev.ended.unfixed" : "ev.ended.none"));
  }
  phrases.push(spanInWords("ev.announced", record.announced(thing)));
  if (span) phrases.push(spanInWords("ev.effect", span) || say("ev.effect.none"));
  if (unknown.includes("inc:effective")) phrases.push(say("ev.effect.unfixed"));
  return phrases.filter(Boolean).join(", ");
}

// How something stands on a day, as the end of a key; nothing for what has no time.
function standing(record, thing, day) {
  const bounds = record.bounds(thing), span = record.span(thing);
  if (bounds) {
    const certainty = record.certainty(thing, day);
    return certainty !== "no" ? certainty : day < bounds.begin[0] ? "before" : "over";
  }
  return span && (day >= span[1] ? "done" : day < span[0] ? "coming" : "perhaps");
}

function pill(kind, text = say(`ev.mark.${kind}`)) {
  return h("span", { class: `mark ev-${kind}` }, text);
}

function bdi(text) {
  return el("bdi", text);
}

// The name of a property in our words, else in the data's.
function propertyName(model, property) {
  const key = `ev.${property}`, name = say(key);
  return name === key ? model.label(property) : name;
}

// The days of a stated time, such as [2024-09-25,2024-09-26], as people write them.
function timeInWords(text) {
  return text.replace(/^\[|\]$/g, "").replace(/\.\.|\//g, " – ").replace(/(?<=\d),/g, say("ev.or"))
    .replace(/\d{4}-\d\d-\d\d/g, (day) => inWords(dayOf(day)) || day);
}

// Terms of vocabularies are named, but are nothing to go to.
function isTerm(model, id) {
  return !model.isThing(id) || /^(claim|dcterms|foaf|inc|oa|org|owl|prov|rdfs?|schema|skos|xsd):/.test(id);
}

function named(model, id) {
  const label = model.label(id);
  return isTerm(model, id) ? bdi(model.isThing(id) ? label : timeInWords(label)) : linkTo(id, label);
}

// Nodes with commas between them.
function listed(nodes) {
  return nodes.flatMap((node, at) => (at ? [", ", node] : [node]));
}

function links(model, ids) {
  return listed(ids.map((id) => named(model, id)));
}

function documentName(model, { publisher, title }) {
  return publisher ? model.label(publisher) : title;
}

// Draws anew, and gives the focus back to what stands where it was.
function redraw(container, nodes) {
  const reach = () => [...container.querySelectorAll("a, input, select, summary")];
  const at = reach().indexOf(document.activeElement);
  clear(container).append(...nodes.flat(9).filter(Boolean));
  reach()[at]?.focus({ preventScroll: true });
}

// Details that are filled when they are opened, and stay open while the day moves.
const unfolded = new Set();
function unfold(key, summary, make) {
  const box = el("details.ev-fold", el("summary", summary));
  const show = () => {
    unfolded[box.open ? "add" : "delete"](key);
    if (box.open && !box.children[1]) box.append(...[make()].flat(9).filter(Boolean));
  };
  box.open = unfolded.has(key);
  show();
  box.addEventListener("toggle", show);
  return box;
}
