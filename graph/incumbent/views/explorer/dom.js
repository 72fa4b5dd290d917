// Elements are made from a tag, attributes and children. Text goes in as text, never as markup,
// so that no name can become part of the page.
function h(tag, attributes = {}, ...children) {
  return fitted(document.createElement(tag), attributes, children);
}

function svg(tag, attributes = {}, ...children) {
  return fitted(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

// true and false are words for aria-…, and presence for all other attributes.
function fitted(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (key.startsWith("aria-") ? value != null : value || value === 0 || value === "") {
      node.setAttribute(key, value === true && !key.startsWith("aria-") ? "" : value);
    }
  }
  node.append(...children.flat(9).filter((child) => child != null && child !== false));
  return node;
}

function clear(node) {
  node.replaceChildren();
  return node;
}

// Writes to the page only what differs: that is what keeps a step of the slider short.
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function setAttribute(node, name, value) {
  if (value == null) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

// Puts a list's children in order, and moves only those that stand elsewhere.
function setChildren(list, wanted) {
  const kept = new Set(wanted);
  for (const child of [...list.children]) if (!kept.has(child)) child.remove();
  let here = list.firstElementChild;
  for (const child of wanted) {
    if (child === here) here = here.nextElementSibling;
    else list.insertBefore(child, here);
  }
}

function attach(parent, child, wanted) {
  if (wanted && !child.parentNode) parent.append(child);
  else if (!wanted && child.parentNode) child.remove();
}

const ICONS = {
  previous: "M10 3L5 8l5 5",
  next: "M6 3l5 5-5 5",
  play: "M5 3l8 5-8 5z",
  pause: "M5.5 3v10M10.5 3v10",
  close: "M4 4l8 8M12 4l-8 8",
  theme: "M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12",
};

function icon(name) {
  return svg("svg", { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true" },
    svg("path", { d: ICONS[name] }));
}

// A mark in words: its frame tells it apart as well as its colour does.
function mark(key) {
  const kind = key.replace("_possible", "");
  return h("span", { class: `mark mark-${kind}${kind === key ? "" : " mark-possible"}` }, say(key));
}

function reducedMotion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
