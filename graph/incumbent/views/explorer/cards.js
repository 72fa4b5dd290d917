// A card: a post, a unit with its leaders, a person or an organization. The list that holds the
// cards is the tree that a screen reader hears; each item's label says all that its card shows.
const MOST_NAMES = 5, CARD_WIDTH = 220;

function makeItem(node) {
  const box = h("div", { class: "card" }), fold = h("span", { class: "fold" }), group = h("ul", { role: "group" });
  const seat = h("div", { class: "seat" }, box);
  const li = h("li", { role: "treeitem", "data-thing": node, tabindex: -1 }, seat);
  return { li, seat, box, fold, group };
}

// Writes a card anew where it says something else than before; its height is looked up by its shape.
// Returns whether it was.
function writeCard(item, card, also) {
  const lang = currentLang();
  if (item.card === card && item.also === also && item.lang === lang) return false;
  const frame = frameOf(card), shape = [frame];
  const part = (style, text) => {
    if (text) shape.push(style + turning(style, text));
    return text && h("span", { class: style, dir: "auto" }, text);
  };
  const entry = ({ name, marks, faded, thing }) => {
    const style = whole ? "leader" : "name";
    shape.push(style + (marks.length ? name + marks : turning(style, name)));
    return h("span", {}, h("bdi", { class: style + (faded ? " faded" : ""), "data-thing": thing }, name), marks.map(mark));
  };
  const whole = card.kind === "organization" || card.kind === "unit", left = card.entries.length - MOST_NAMES;
  item.box.title = card.full;
  fitted(clear(item.box), {}, [
    whole && part("name", card.title),
    card.entries.slice(0, MOST_NAMES).map(entry),
    left > 0 && part("title", "+ " + left),
    card.state && part(card.state.startsWith("vacant") ? "state" : "faded", say(card.state)),
    part("small", card.note),
    !whole && part("title", card.title),
    card.disputed && mark("disputed"),
    !whole && part("small", card.unit),
    part("small", card.place),
    whole && part("small", say(card.kind)),
  ]);
  if (card.disputed) shape.push("disputed");
  if (also) item.box.append(part("small also", also));
  Object.assign(item, { card, also, lang, frame, units: null, shape: shape.join("|"), label: [card.full, also].filter(Boolean).join(". ") });
  return true;
}

// Cards of one shape are as high as each other, so that only the first of them is measured: the
// same parts, each on one line, or else with the same text.
const heights = new Map(), brush = document.createElement("canvas").getContext("2d");
const FONTS = { name: "600 13px ", state: "600 14px ", faded: "14px ", title: "12px ", leader: "12px ", small: "11px " };
const LINE = 180, FALLBACK = /[^ -\u024f–—’]/;

// Measures copies, all in one go, since a card out of sight is not laid out.
function measure(items) {
  const unknown = new Map(items.filter(({ shape }) => !heights.has(shape)).map(({ shape, box }) => [shape, box.cloneNode(true)]));
  if (!unknown.size) return;
  board.gauge.replaceChildren(...unknown.values());
  for (const [shape, copy] of unknown) heights.set(shape, copy.offsetHeight);
  clear(board.gauge);
}

// What of a text decides on the height: nothing where it is sure to fit on a line.
function turning(style, text) {
  brush.font = (FONTS[style] ?? "16px ") + (board.font ??= getComputedStyle(document.body).fontFamily);
  return FALLBACK.test(text) || brush.measureText(text).width > LINE ? text : "";
}

// How a card's frame looks: vacant, silent, possible or plain; each has lines of its own.
function frameOf({ kind, unit, state, entries }) {
  const all = (test) => entries.length > 0 && entries.every(test);
  let look = `card ${kind}${unit ? " barred" : ""}`;
  if (state.startsWith("vacant")) look += " vacant";
  else if (state || all((entry) => entry.faded)) look += " quiet";
  else if (all(({ marks }) => marks.includes("possible") || marks.includes("unstated"))) look += " doubtful";
  return look;
}

// What a list cannot draw, in words: doubtful, dotted and further lines, by subordinate.
function furtherWords({ cards, lines }) {
  const titles = new Map(cards.map((card) => [card.node, card.title])), found = new Map();
  for (const { subordinate, superior, first, kind, certainty, disputed } of lines) {
    const marks = [!first && certainty, disputed && "disputed"].filter((key) => key && key !== "certain");
    const how = kind === "dotted" ? "dotted" : first ? certainty !== "certain" && "line_possible" : "also";
    if (kind === "belongs" || !(how || marks.length)) continue;
    const words = `${say(how || "solid")} → ${titles.get(superior)}${marks.map((key) => ` (${say(key)})`).join("")}`;
    found.set(subordinate, [found.get(subordinate), words].filter(Boolean).join("; "));
  }
  return found;
}

const LINE_KEYS = ["solid", "line_possible", "extra", "dotted", "belongs"];

// A line as the chart has it: what is dotted is mostly a further line, with a tip.
function lineSample(key) {
  const further = key === "extra" || key === "dotted", look = further ? "line extra " + key : "line " + key;
  return [svg("path", { class: look, d: "M0 8H32" }), further && svg("path", { class: "line extra tip", d: "M0 8l6-3.5v7z" })];
}

// Lines and marks that occur, with what they mean; units with their colours; what is left out.
function legendItems({ legend, units, note, cards }) {
  const items = [];
  for (const key of legend) {
    const explained = "legend_" + key.replace("_possible", ""), words = say(explained);
    if (LINE_KEYS.includes(key)) {
      items.push([svg("svg", { viewBox: "0 0 32 16", "aria-hidden": "true" }, lineSample(key)), say(key)]);
    } else if (words !== explained) items.push([mark(key), words]);
    else items.push([h("span", { class: "frame" }), say(key)]);
  }
  units.forEach((unit, at) => {
    const swatch = h("span", { class: "swatch" });
    swatch.style.background = `var(--u${at % 10})`;
    items.push([swatch, h("bdi", {}, unit)]);
  });
  if (!cards.length) items.unshift([say("nothing")]);
  return [...items, [note]].map((item) => h("li", {}, item));
}
