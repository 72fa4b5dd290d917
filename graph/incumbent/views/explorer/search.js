// The search box: a combobox over every spelling of every name.
const search = { hits: [], at: -1 };

function makeSearch() {
  const { input, list } = Object.assign(search, { input: byId("search"), list: byId("hits") });
  input.addEventListener("input", () => offer(model.search(input.value, 8)));
  input.addEventListener("keydown", keySearch);
  input.addEventListener("blur", () => offer([]));
  // The list must not take the focus before the click arrives.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => choose([...list.children].indexOf(target.closest("li"))));
}

function offer(hits) {
  search.hits = hits;
  search.list.hidden = !hits.length;
  search.list.replaceChildren(...hits.map(({ label, spelling, kind }, at) => h("li", { role: "option", id: "hit" + at },
    h("bdi", {}, label), spelling && spelling !== label && [" ", h("bdi", { class: "spelling" }, spelling)], " ", h("small", {}, say("kind." + kind)))));
  setAttribute(search.input, "aria-expanded", hits.length > 0);
  setText(byId("count"), search.input.value && say("chart.hits", { count: hits.length }));
  point(hits.length ? 0 : -1);
}

function point(at) {
  search.at = at;
  [...search.list.children].forEach((item, index) => setAttribute(item, "aria-selected", index === at));
  setAttribute(search.input, "aria-activedescendant", at < 0 ? null : "hit" + at);
}

function keySearch(event) {
  const many = search.hits.length;
  const keys = {
    ArrowDown: () => point((search.at + 1) % many),
    ArrowUp: () => point((search.at + many - 1) % many),
    Enter: () => choose(search.at),
    Escape: () => offer([]),
  };
  if (!keys[event.key] || !many) return;
  event.preventDefault();
  event.stopPropagation();
  keys[event.key]();
}

function choose(at) {
  const hit = search.hits[at];
  if (!hit) return;
  search.input.value = "";
  offer([]);
  go({ thing: hit.thing, focus: true });
}
