// The filters beside the graph: what they are, and that they and the state tell the same.

const parts = { kinds: new Map(), classes: new Map(), statuses: new Map() };

/** Makes a checkbox with a text and a number. */
function check(words, number, change, sample = null) {
  const box = make("input", { type: "checkbox", onchange: () => { change(box.checked); update(); } });
  const row = make("label", { class: "check" }, box, sample, make("span", {}, words), make("output", {}, number.toLocaleString("en")));
  return { box, row };
}

/** A piece of a line of a class, as in the graph. */
function sampleOf(name) {
  const line = { class: name, width: name === "tie" ? 1.6 : 2 };
  const dash = name === "tie" ? "dotted" : "solid";
  const open = name.startsWith("verbal") ? "open" : "filled";
  const head = name === "tie" ? null : draw("polygon", { class: `head ${open}`, points: "29,6 20,2 20,10" });
  return draw("svg", { viewBox: "0 0 30 12", "aria-hidden": true, class: `line ${line.class} ${dash}` },
    draw("path", { class: "stroke", d: head ? "M1,6H21" : "M1,6H29", "stroke-width": line.width }), head);
}

function makeFilters() {
  const told = (test) => relations.filter(test).length;
  for (const name of classes) {
    const members = kinds.filter((kind) => kind.class === name);
    if (!members.length) continue;
    const whole = check(CLASS_WORDS[name], told((relation) => relation.of.class === name), (on) => {
      for (const kind of members) on ? state.kinds.add(kind.index) : state.kinds.delete(kind.index);
    }, sampleOf(name));
    const list = make("div", { class: "kinds", id: `kinds-${name}`, hidden: true });
    for (const kind of members) {
      const part = check(kind.label, told((relation) => relation.of === kind), (on) => {
        on ? state.kinds.add(kind.index) : state.kinds.delete(kind.index);
      });
      parts.kinds.set(kind.index, part.box);
      list.append(part.row);
    }
    const more = make("button", { type: "button", "aria-expanded": false, "aria-controls": list.id,
      "aria-label": `Kinds of ${CLASS_WORDS[name].toLowerCase()}`, onclick: () => {
        list.hidden = !list.hidden;
        more.setAttribute("aria-expanded", !list.hidden);
      } }, draw("svg", { class: "icon", viewBox: "0 0 12 12", "aria-hidden": true }, draw("path", { d: "M4 2l4 4-4 4" })));
    parts.classes.set(name, { box: whole.box, members });
    $("classes").append(make("div", { class: "class" }, whole.row, more), list);
  }
  for (const [status, words] of Object.entries(STATUS_WORDS)) {
    const number = told((relation) => relation.status === status);
    if (!number) continue;
    const part = check(words, number, (on) => { on ? state.statuses.add(status) : state.statuses.delete(status); });
    parts.statuses.set(status, part.box);
    $("statuses").append(part.row);
  }
  makeNumbers();
  makeShapes();
}

function makeNumbers() {
  const undated = relations.filter((relation) => !relation.when).length;
  $("undated-count").textContent = undated.toLocaleString("en");
  $("undated-row").hidden = !undated || undated === relations.length;
  $("dates").hidden = undated === relations.length;
  const whole = bundle(relations);
  const most = whole.reduce((most, line) => Math.max(most, line.count), 1);
  $("count").max = Math.max(2, Math.min(most, 50), state.count);
  $("limit").max = Math.max(2, whole.length);
  const on = (id, event, change) => $(id).addEventListener(event, () => { change($(id)); update(); });
  on("since", "change", (field) => { state.since = field.value || null; });
  on("until", "change", (field) => { state.until = field.value || null; });
  on("undated", "change", (field) => { state.undated = field.checked; });
  on("confidence", "input", (field) => { state.confidence = Number(field.value); });
  on("count", "input", (field) => { state.count = Number(field.value); });
  on("limit", "input", (field) => { state.limit = Number(field.value); });
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("reset", (event) => { event.preventDefault(); reset(); });
  $("empty-reset").addEventListener("click", reset);
  $("chip-close").addEventListener("click", () => { state.focus = null; startAgain(); stage.focus(); });
  $("chip-less").addEventListener("click", () => { state.hops = Math.max(1, state.hops - 1); update(); fit(); });
  $("chip-more").addEventListener("click", () => { state.hops += 1; update(); fit(); });
}

function makeShapes() {
  const words = { solid: "State", rounded: "Person", box: "Organization", octagon: "Group", ellipse: "Place" };
  const present = Object.keys(words).filter((shape) => actors.some((actor) => actor.shape === shape));
  $("shapes-section").hidden = present.length < 2;
  $("shapes").append(...present.map((shape) => make("li", {}, draw("svg", { viewBox: "-12 -7 24 14", "aria-hidden": true },
    draw("g", { class: `node ${shape} cn` }, outlineOf(shape, 22, 12, "outline"))), words[shape])));
}

/** Back to what the page started with: filters and places. */
function reset() {
  state = startState();
  close();
  startAgain();
}

/** Puts everybody back to where the page started, and draws what passes the filters now. */
function startAgain() {
  actors.forEach(goHome);
  view.free = false;
  update();
  readable();
  refreshDetails();
}

/** Shows the state in the controls. */
function tellFilters() {
  for (const [kind, box] of parts.kinds) box.checked = state.kinds.has(kind);
  for (const { box, members } of parts.classes.values()) {
    const on = members.filter((kind) => state.kinds.has(kind.index)).length;
    box.checked = on > 0;
    box.indeterminate = on > 0 && on < members.length;
  }
  for (const [status, box] of parts.statuses) box.checked = state.statuses.has(status);
  $("since").value = state.since ?? "";
  $("until").value = state.until ?? "";
  $("undated").checked = state.undated;
  $("undated").disabled = !state.since && !state.until;
  $("undated-row").title = state.since || state.until ? "" : "Undated relations are left out when a range is chosen";
  $("confidence").value = state.confidence;
  $("confidence-value").textContent = state.confidence ? `${Math.round(state.confidence * 100)} %` : "any";
  $("count").value = state.count;
  $("count-value").textContent = state.count > 1 ? `${state.count} times` : "once";
  const most = Math.max(2, Number($("limit").max));
  $("limit").value = Math.min(state.limit, most);
  $("limit-value").textContent = state.limit >= most ? "all" : state.limit.toLocaleString("en");
  const focus = state.focus === null ? null : actors[state.focus];
  $("chip").hidden = !focus;
  if (focus) $("chip-text").textContent = `${focus.name} and what is within ${count(state.hops, "step")}`;
  $("chip-less").disabled = state.hops <= 1;
}

/** Says above the graph what is shown of what there is. */
function tellSummary() {
  const parts = [count(shown.actors.length, "actor")];
  parts.push(shown.relations === relations.length ? count(relations.length, "relation")
    : `${shown.relations.toLocaleString("en")} of ${count(relations.length, "relation")}`);
  if (shown.left) parts.push(`${count(shown.left, "lighter line")} left out`);
  const dated = shown.lines.filter((line) => !line.tie).flatMap((line) => line.relations)
    .filter(({ when }) => when && when.precision !== "year");
  if (dated.length) {
    const first = dated.reduce((a, b) => (b.when.first < a.when.first ? b : a)).when;
    const last = dated.reduce((a, b) => (b.when.last > a.when.last ? b : a)).when;
    const [from, to] = [shortDay(first), shortDay({ first: last.last, precision: "day" })];
    parts.push(from === to ? from : `${from} to ${to}`);
  }
  const denied = relations.filter((relation) => relation.status === "negated").length;
  if (denied && !state.statuses.has("negated")) parts.push(`${denied.toLocaleString("en")} denied left out`);
  $("summary").textContent = parts.join(" · ");
  $("empty").hidden = shown.actors.length > 0;
}
