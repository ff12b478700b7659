// The panel beside the graph: an actor with its ties and its relations in time, or a line with its sentences.

const MANY = 80;       // Rows of a list before one asks for more.
let chosen = null;     // What is open: { actor } or { line }.
let before = null;     // What had the keyboard's mark before.

/** Opens an actor or a line. By keyboard, the panel gets the mark, and `close` gives it back. */
function open(owner, by) {
  const panel = $("details");
  if (by === "keyboard" && !panel.contains(document.activeElement)) before = document.activeElement;
  chosen = owner.relations && owner.key ? { line: owner } : { actor: owner };
  tellDetails();
  panel.hidden = false;
  if (isNarrow()) showFilters(false);
  panel.scrollTop = 0;
  tellChosen();
  if (by === "keyboard") panel.querySelector("h2").focus();
}

function close() {
  if (!chosen) return;
  chosen = null;
  $("details").hidden = true;
  $("details").replaceChildren();
  tellChosen();
  if (before?.isConnected) before.focus({ preventScroll: true });
  else if (before?.owner?.element?.isConnected) before.owner.element.focus({ preventScroll: true });
  before = null;
}

/** Shows in the graph what is open. */
function tellChosen() {
  for (const actor of shown.actors) actor.element.classList.toggle("on", actor === chosen?.actor);
  for (const line of shown.lines) light(line, false);
  if (!chosen) return highlight(null);
  const { actor, line } = chosen;
  const lines = line ? [line] : shown.lines.filter((line) => line.source === actor.index || line.target === actor.index);
  const ends = new Set(lines.flatMap((line) => [actors[line.source], actors[line.target]]));
  if (actor) ends.add(actor);
  highlight(ends, new Set(lines));
}

/** After the filters changed: the same line or actor as it is now. */
function refreshDetails() {
  if (!chosen) return;
  if (chosen.line) {
    const again = shown.lines.find((line) => line.key === chosen.line.key);
    if (again) chosen = { line: again };
  }
  tellDetails();
  tellChosen();
}

function tellDetails() {
  const { actor, line } = chosen;
  $("details").replaceChildren(...(actor ? actorParts(actor) : lineParts(line)));
  $("details").setAttribute("aria-label", actor ? actor.name : spoken(line));
}

function head(title, ...below) {
  return make("header", {}, make("div", {}, title, ...below),
    make("button", { class: "close", type: "button", "aria-label": "Close", title: "Close (Esc)", onclick: close }, "×"));
}

/** A name that leads to its actor. */
function linkTo(actor) {
  return make("button", { class: "link", type: "button", onclick: () => { seek(actor); } }, named(actor));
}

function lineParts(line) {
  const [from, to] = [actors[line.source], actors[line.target]];
  const title = make("h2", { tabindex: -1 }, linkTo(from),
    make("span", { class: `arrow ${line.class}` }, `${line.both ? "↔" : line.tie ? "—" : "→"} ${line.label}`), linkTo(to));
  const documents = new Set(line.relations.map((relation) => relation.document)).size;
  const told = make("p", {}, `${count(line.count, "sentence")} in ${count(documents, "document")}`);
  const sorted = [...line.relations].sort(byDate);
  const several = new Set(line.kinds).size > 1;
  const cards = make("div");
  listUp(cards, sorted, (relation) => cardOf(relation, several), 40);
  return [head(title, told), make("div", { class: "body" }, marksOf(line.class), cards)];
}

function actorParts(actor) {
  const also = actor.aliases?.length ? make("p", { class: "also", dir: "auto" }, `Also: ${actor.aliases.join(", ")}`) : null;
  const body = make("div", { class: "body" }, also, make("div", { class: "actions" },
    make("button", { type: "button", onclick: () => center(actor) }, "Center"),
    make("button", { type: "button", onclick: () => lookAround(actor) }, "Only its surroundings")));
  const passing = actor.relations.filter((relation) => passesPlain(relation) && passesDates(relation));
  const ties = bundle(passing.filter((relation) => relation.of.tie));
  if (ties.length) {
    const rows = make("div", { class: "rows" });
    listUp(rows, ties, (line) => rowOf(actor, line.relations[0], line.relations.length > 1 ? `×${line.relations.length}` : ""));
    body.append(make("h3", {}, count(ties.length, "tie")), rows);
  }
  const events = passing.filter((relation) => !relation.of.tie).sort(byDate);
  body.append(make("h3", {}, events.length ? `${count(events.length, "relation")} in time` : "No relation passes the filters"));
  const months = monthsOf(events);
  if (months) body.append(months);
  const rows = make("div", { class: "rows" });
  listUp(rows, events, (relation) => rowOf(actor, relation, relation.when ? shortDay(relation.when) : "no date"), MANY);
  body.append(rows);
  const hidden = actor.relations.length - passing.length;
  if (hidden) body.append(make("p", { class: "from" }, `${count(hidden, "more relation")} hidden by the filters`));
  return [head(make("h2", { tabindex: -1, dir: "auto" }, actor.name), make("p", { dir: "auto" }, about(actor))), body];
}

/** A relation as seen from one of its actors; it leads to its sentences. */
function rowOf(actor, relation, note) {
  const other = actors[relation.source === actor.index ? relation.target : relation.source];
  const kind = relation.of;
  const does = make("span", { class: `does ${kind.class}` }, kind.label);
  const self = make("span", { class: "self" }, named(actor));
  const acts = relation.source === actor.index || kind.reciprocal;
  const words = acts ? [self, " ", does, " ", make("b", {}, named(other))] : [make("b", {}, named(other)), " ", does, " ", self];
  const status = ["claimed", "planned", "negated"].includes(relation.status) ? ` (${STATUS_WORDS[relation.status].toLowerCase()})` : "";
  return make("button", { type: "button", class: kind.class, onclick: () => openRelation(relation) },
    make("i", { class: kind.class }), make("span", {}, ...words, status), make("em", {}, note));
}

/** Opens the line that a relation is part of, also one that is not drawn. */
function openRelation(relation) {
  const drawn = shown.lines.find((line) => line.relations.includes(relation));
  if (drawn) return open(drawn);
  const passing = relations.filter((other) => passesPlain(other) && passesDates(other));
  const line = bundle(passing).find((line) => line.relations.includes(relation)) ?? bundle([relation])[0];
  open({ ...line, label: label(line) });
}

/** Only an actor and what stands around it. */
function lookAround(actor) {
  state.focus = actor.index;
  state.hops = 1;
  update();
  arrange(shown, new Set());
  show(shown);
  refreshDetails();
  fit();
}

/** Puts rows into a list, the first of many at once. */
function listUp(list, items, make_row, first = MANY) {
  let done = 0;
  const more = make("button", { type: "button", class: "more" });
  const add = (until) => {
    more.remove();
    list.append(...items.slice(done, until).map(make_row));
    done = Math.min(until, items.length);
    if (done < items.length) {
      more.textContent = `Show ${Math.min(items.length - done, 10 * first)} more`;
      list.after(more);
    }
  };
  more.addEventListener("click", () => add(done + 10 * first));
  add(first);
  // The list stands nowhere yet: the button follows when it does.
  if (done < items.length) queueMicrotask(() => list.after(more));
}
