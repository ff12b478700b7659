// What the page knows: the data in it, with indexes, and words for people.
// Does not: choose or draw anything. Text of the graph goes into the page by textContent only.

const $ = (id) => document.getElementById(id);
const data = JSON.parse($("data").textContent);
const { actors, relations, kinds, documents, classes, groups } = data;

const CLASS_WORDS = {
  "verbal-conflict": "Verbal conflict",
  "material-conflict": "Material conflict",
  "verbal-cooperation": "Verbal cooperation",
  "material-cooperation": "Material cooperation",
  tie: "Standing ties",
};
const STATUS_WORDS = { actual: "Fact", past: "In the past", claimed: "Claimed", planned: "Planned", negated: "Denied" };
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];

kinds.forEach((kind, index) => { kind.index = index; kind.tie = kind.class === "tie"; });
actors.forEach((actor, index) => {
  actor.index = index;
  actor.home = actor.at ? { x: actor.at[0], y: actor.at[1], w: actor.at[2], h: actor.at[3] } : null;
  goHome(actor);
  actor.relations = [];
  actor.sought = [actor.name, ...(actor.aliases ?? []), actor.id].map(fold);
});
relations.forEach((relation, index) => {
  relation.index = index;
  relation.of = kinds[relation.kind];
  relation.told = Math.max(1, relation.evidence.length);
  actors[relation.source].relations.push(relation);
  if (relation.target !== relation.source) actors[relation.target].relations.push(relation);
});

/** Puts an actor where it stood at the start; one that did not gets its place later. */
function goHome(actor) {
  const { x, y, w, h } = actor.home ?? { w: actor.size[0], h: actor.size[1] };
  Object.assign(actor, { x, y, w, h });
}

/** Makes a text comparable: no accents, no upper case. */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** `1 relation`, `2 relations`. */
function count(number, word) {
  return `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
}

/** `28 September 2016`, `September 2016`, `2016`: as exactly as it is known. */
function dayName(when) {
  const [year, month, day] = when.first.split("-");
  const name = MONTHS[Number(month) - 1];
  if (when.precision === "year") return year;
  if (when.precision === "month") return `${name} ${year}`;
  return `${when.precision === "week" ? "week of " : ""}${Number(day)} ${name} ${year}`;
}

/** The same in a column: `28 Sep 2016`. */
function shortDay(when) {
  const [year, month, day] = when.first.split("-");
  const name = MONTHS[Number(month) - 1].slice(0, 3);
  if (when.precision === "year") return year;
  return when.precision === "month" ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}

/** First by date; what has none comes last. */
function byDate(a, b) {
  const [one, two] = [a.when?.first ?? "9999", b.when?.first ?? "9999"];
  return one < two ? -1 : one > two ? 1 : a.index - b.index;
}

/** Makes an element with attributes; texts become text, never markup. */
function make(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
function draw(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A name: its direction of writing does not touch what stands around it. */
function named(actor) {
  return make("bdi", {}, actor.name);
}

/** What an actor is, in a line. */
function about(actor) {
  const kind = actor.kind[0].toUpperCase() + actor.kind.slice(1);
  const country = actor.country === actor.name ? null : actor.country;
  return [kind, actor.role, country, actor.kind === "state" ? null : actor.sector].filter(Boolean).join(" · ");
}
