// The page: one state, shown in the address, and a view that draws it.
const model = readModel(JSON.parse(byId("data").textContent));
const VIEWS = [chartView, timelineView, departuresView, documentView];
const START = {
  view: "chart", on: model.start, moment: 0, thing: null, focus: false, organization: null,
  lang: navigator.language.startsWith("fr") ? "fr" : "en",
  from: null, to: null, lanes: "posts", only: false, document: null, claim: null,
};
const DAYS = ["on", "from", "to"];
const phone = matchMedia("(max-width: 700px)"), dusk = matchMedia("(prefers-color-scheme: dark)");
let state = START, dark = null, spoken = null;

function byId(id) {
  return document.getElementById(id);
}

function isPhone() {
  return phone.matches;
}

// Whether the view is one of a day.
function isTimed() {
  return state.view === "chart" || state.view === "timeline";
}

function momentName({ day, possibly }) {
  return day === null ? "all" : isoOf(day) + (possibly ? "~" : "");
}

// The state as an address: only what differs from the start.
function addressOf(wanted) {
  const parts = new URLSearchParams();
  for (const [key, value] of Object.entries(wanted)) {
    if (value === START[key] || value == null) continue;
    if (key === "moment") parts.set("known", momentName(model.moments[value]));
    else parts.set(key, DAYS.includes(key) ? isoOf(value) : value === true ? "1" : value);
  }
  return "#" + parts;
}

// What an address does not say, or says wrongly, is as at the start.
function stateFrom(address) {
  const found = { ...START };
  for (const [key, value] of new URLSearchParams(address.slice(1))) {
    const moment = key === "known" ? model.moments.findIndex((one) => momentName(one) === value) : -1;
    if (moment >= 0) found.moment = moment;
    else if (DAYS.includes(key)) found[key] = dayOf(value) || found[key];
    else if (Object.hasOwn(START, key) && key !== "moment") found[key] = typeof START[key] === "boolean" ? value === "1" : value;
  }
  if (!VIEWS.some((view) => view.name === found.view)) found.view = "chart";
  return found;
}

function go(changes, replace = false) {
  state = { ...state, ...changes };
  // A sandboxed frame may have no history; the page works without.
  try {
    history[replace ? "replaceState" : "pushState"](null, "", addressOf(state));
  } catch {}
  drawAll();
}

function linkWith(changes, text, attributes = {}) {
  return h("a", { href: addressOf({ ...state, ...changes }), ...attributes }, text);
}

function linkTo(thing, text = model.label(thing)) {
  return linkWith({ thing }, text, { dir: "auto", "data-thing": thing });
}

// Organizations that a post or a unit belongs to.
function organizationsIn(model, record) {
  const found = ["org:postIn", "org:unitOf"].flatMap((property) => [...record.values(property).values()].flat());
  return [...new Set(found)].map((number) => record.term(number)).filter((thing) => model.kind(thing) === "organization");
}

function drawAll() {
  const record = model.record(state.moment);
  setLang(state.lang);
  document.documentElement.classList.toggle("phone", isPhone());
  document.documentElement.classList.toggle("dark", dark ?? dusk.matches);
  if (spoken !== state.lang) speak();
  const now = chartNow(state, record);
  const title = state.view === "chart" ? now.chart.title : model.title[state.lang] ?? model.title.en;
  const dates = isTimed() ? now.chart.subtitle : momentWords(model.moments[state.moment]);
  setText(byId("title"), title);
  setText(byId("dates"), dates);
  document.title = `${title} · ${dates}`;
  for (const link of byId("views").children) {
    setAttribute(link, "href", addressOf({ ...state, view: link.id.slice(5) }));
    setAttribute(link, "aria-current", link.id.slice(5) === state.view ? "page" : null);
  }
  drawClock(record, now);
  if (Number(byId("known").value) !== state.moment) byId("known").value = state.moment;
  drawView(record);
}

function drawView(record) {
  let container = byId("main").firstElementChild;
  if (container?.dataset.view !== state.view) {
    container = h("div", { class: "view " + state.view, "data-view": state.view });
    byId("main").replaceChildren(container);
  }
  const aside = byId("aside"), opened = aside.hidden && state.thing !== null;
  aside.hidden = state.thing === null;
  byId("tools").hidden = state.view !== "chart";
  VIEWS.find((view) => view.name === state.view).draw(container, state, model, record);
  if (state.thing !== null) evidencePanel.draw(byId("evidence"), state, model, record);
  if (opened) aside.scrollTop = 0;
}

// Writes what is said in the other language only when the language changes.
function speak() {
  spoken = document.documentElement.lang = state.lang;
  for (const node of document.querySelectorAll("[data-say]")) setText(node, say(node.dataset.say));
  for (const node of document.querySelectorAll("[data-label]")) {
    setAttribute(node, "aria-label", say(node.dataset.label));
    setAttribute(node, node.type === "search" ? "placeholder" : "title", say(node.dataset.label));
  }
  const other = state.lang === "fr" ? ["en", "English"] : ["fr", "Français"];
  setAttribute(byId("language"), "lang", other[0]);
  setText(byId("language"), other[1]);
  byId("known").replaceChildren(...model.moments.map((moment, at) => h("option", { value: at }, momentWords(moment))));
  drawPlay();
}

function begin() {
  for (const button of document.querySelectorAll("[data-icon]")) button.append(icon(button.dataset.icon));
  makeSearch();
  makeClock();
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("main").focus();
  });
  byId("language").addEventListener("click", () => go({ lang: state.lang === "fr" ? "en" : "fr" }));
  byId("theme").addEventListener("click", () => {
    dark = !(dark ?? dusk.matches);
    drawAll();
  });
  byId("close").addEventListener("click", closePanel);
  addEventListener("keydown", ({ key }) => key === "Escape" && state.thing !== null && closePanel());
  addEventListener("hashchange", () => {
    state = stateFrom(location.hash);
    drawAll();
  });
  dusk.addEventListener("change", drawAll);
  phone.addEventListener("change", () => {
    board.shape = [];
    drawAll();
  });
  state = stateFrom(location.hash);
  drawAll();
}

// Gives the focus back to the chart: what held it is gone.
function closePanel() {
  const inside = byId("aside").contains(document.activeElement);
  go({ thing: null, focus: false });
  if (inside) (state.view === "chart" ? board.items.get(board.current)?.li : byId("main"))?.focus();
}

begin();
