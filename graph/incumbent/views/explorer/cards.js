// A card: a post, a unit with its leaders, a person or an organization. The list that holds the
// cards is the tree that a screen reader hears; each item's label says all that its card shows.
const MOST_NAMES = 5, CARD_WIDTH = 220;

function makeItem(node) {
  const box = h("div", { class: "card" }), fold = h("span", { class: "fold" }), group = h("ul", { role: "group" });
  const seat = h("div", { class: "seat" }, box);
  const li = h("li", { role: "treeitem", "data-thing": node, tabindex: -1 }, seat);
  return { li, seat, box, fold, group };
}

// Writes a card anew where it says something else than before; its height is then unknown.
function writeCard(item, card, also) {
  const lang = currentLang();
  if (item.card === card && item.also === also && item.lang === lang) return;
  Object.assign(item, { card, also, lang, height: 0, label: [card.full, also].filter(Boolean).join(". ") });
  const part = (style, text) => text && h("span", { class: style, dir: "auto" }, text);
  const whole = card.kind === "organization" || card.kind === "unit", left = card.entries.length - MOST_NAMES;
  item.box.title = card.full;
  fitted(clear(item.box), {}, [
    whole && part("name", card.title),
    card.entries.slice(0, MOST_NAMES).map(({ name, marks, faded, thing }) => h("span", {},
      h("bdi", { class: (whole ? "leader" : "name") + (faded ? " faded" : ""), "data-thing": thing }, name), marks.map(mark))),
    left > 0 && part("title", "+ " + left),
    card.state && part(card.state.startsWith("vacant") ? "state" : "faded", say(card.state)),
    part("small", card.note),
    !whole && part("title", card.title),
    card.disputed && mark("disputed"),
    !whole && part("small", card.unit),
    part("small", card.place),
    whole && part("small", say(card.kind)),
    part("small also", also),
  ]);
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

// Lines and marks that occur, with what they mean; units with their colours; what is left out.
function legendItems({ legend, units, note, cards }) {
  const items = [];
  for (const key of legend) {
    const explained = "legend_" + key.replace("_possible", ""), words = say(explained);
    if (LINE_KEYS.includes(key)) {
      items.push([svg("svg", { viewBox: "0 0 32 16", "aria-hidden": "true" }, svg("path", { class: "line " + key, d: "M0 8H32" })), say(key)]);
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
