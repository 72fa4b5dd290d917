// Hands on the chart: keys, mouse and fingers.

// The tree pattern of ARIA: one stop for the tab key, arrows inside, letters find a name.
function rove(node) {
  const old = board.items.get(board.current), now = board.items.get(node);
  if (old) old.li.tabIndex = -1;
  if (now) now.li.tabIndex = 0;
  board.current = node;
}

function moveTo(spot) {
  if (!spot) return;
  rove(spot.node);
  spot.item.li.focus({ preventScroll: true });
  show(spot.item.box);
}

function foldCard(node, fold) {
  board.folded[fold ? "add" : "delete"](node);
  drawAll();
}

function keyTree(event) {
  const { key } = event, node = event.target.dataset.thing, spot = board.spots.get(node);
  if (!spot || event.ctrlKey || event.metaKey || event.altKey) return;
  const { shown } = board, at = shown.indexOf(spot), folded = board.folded.has(node), parent = spot.kids.length;
  const choose = () => go({ thing: node }), letter = /^\p{L}$/u.test(key) && key.toLowerCase();
  const keys = {
    ArrowDown: () => moveTo(shown[at + 1]),
    ArrowUp: () => moveTo(shown[at - 1]),
    Home: () => moveTo(shown[0]),
    End: () => moveTo(shown.at(-1)),
    ArrowRight: () => parent && (folded ? foldCard(node, false) : moveTo(shown[at + 1])),
    ArrowLeft: () => (parent && !folded ? foldCard(node, true) : moveTo(spot.above)),
    Enter: choose,
    " ": choose,
    [letter]: () => moveTo([...shown.slice(at + 1), ...shown].find(({ item }) => item.box.textContent.toLowerCase().startsWith(letter))),
  };
  const act = keys[letter || key];
  if (!act) return;
  event.preventDefault();
  act();
}

function clickTree({ target }) {
  const item = target.closest("li"), named = target.closest("[data-thing]");
  if (board.dragged || !named) return;
  if (item) rove(item.dataset.thing);
  if (target.closest(".fold")) foldCard(item.dataset.thing, !board.folded.has(item.dataset.thing));
  else if (target.closest(".card, path")) go({ thing: named.dataset.thing });
}

function show(box) {
  box.scrollIntoView({ block: "nearest", inline: "nearest", behavior: reducedMotion() ? "auto" : "smooth" });
}

// Brings the chosen thing into sight, out of folded branches.
function reveal({ found, lit }) {
  const [node] = found;
  if (!node) return;
  const folded = [...lit].filter((above) => !found.has(above) && board.folded.delete(above));
  if (folded.length) drawAll();
  rove(node);
  show(board.items.get(node).box);
}

function fitting() {
  const { view, size } = board;
  return Math.min(1, (view.clientWidth - 48) / size[0], (view.clientHeight - 48) / size[1]);
}

// Zooms, and keeps the point under the hand (or the middle) where it is.
function zoomTo(scale, x = board.view.clientWidth / 2, y = board.view.clientHeight / 2) {
  const { view } = board, fresh = Math.min(3, Math.max(0.15, scale)), by = fresh / (board.scale || 1);
  const [left, top] = [(view.scrollLeft + x) * by - x, (view.scrollTop + y) * by - y];
  board.scale = fresh;
  board.canvas.style.setProperty("--z", fresh);
  view.scrollTo(left, top);
}

function listenToHands() {
  const { view, root } = board;
  const zoomAt = (scale, { clientX, clientY }) => {
    const { left, top } = view.getBoundingClientRect();
    zoomTo(scale, clientX - left, clientY - top);
  };
  const listen = (name, listener) => view.addEventListener(name, (event) => isPhone() || listener(event), { passive: false });
  listen("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoomAt(board.scale * Math.exp(-event.deltaY / 300), event);
  });
  root.addEventListener("keydown", ({ key, target, ctrlKey, metaKey }) => {
    const by = { "+": 1.25, "=": 1.25, "-": 0.8, 0: fitting() / board.scale }[key];
    if (by && !ctrlKey && !metaKey && target.tagName !== "SELECT") zoomTo(board.scale * by);
  });
  let pinch = 0;
  const apart = ([a, b]) => b && Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  listen("touchstart", ({ touches }) => (pinch = board.scale / apart(touches)));
  listen("touchmove", (event) => {
    if (!(pinch && event.touches.length === 2)) return;
    event.preventDefault();
    zoomAt(pinch * apart(event.touches), event.touches[0]);
  });
  listen("pointerdown", startDrag);
}

// Drags the paper with a mouse; fingers scroll by themselves.
function startDrag({ pointerType, button, clientX, clientY }) {
  board.dragged = false;
  if (pointerType !== "mouse" || button) return;
  const { view } = board, left = view.scrollLeft + clientX, top = view.scrollTop + clientY;
  const end = new AbortController(), { signal } = end;
  addEventListener("pointermove", (event) => {
    board.dragged ||= Math.hypot(event.clientX - clientX, event.clientY - clientY) > 4;
    if (board.dragged) view.scrollTo(left - event.clientX, top - event.clientY);
  }, { signal });
  addEventListener("pointerup", () => end.abort(), { signal });
}
