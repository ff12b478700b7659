// Events over time: cooperation above the line, conflict below. One drags over it, or moves its two handles by keys, to
// choose a range of dates. Ties have no moment, and what is only known by its year has no month.

const UP = ["verbal-cooperation", "material-cooperation"];
const DOWN = ["verbal-conflict", "material-conflict"];
const strip = { step: "month", first: 0, steps: 0, width: 0 };

const events = relations.filter(({ of, when }) => !of.tie && when && when.precision !== "year");

/** The number of a day's step; days count from an era, so that all of them are a row. */
function stepOf(day, step = strip.step) {
  const [year, month, date] = day.split("-").map(Number);
  if (step === "year") return year;
  return step === "month" ? year * 12 + month - 1 : Math.round(Date.UTC(year, month - 1, date) / 864e5);
}

/** First and last day of a step. */
function daysOf(number) {
  const day = (time) => new Date(time).toISOString().slice(0, 10);
  if (strip.step === "day") return [day(number * 864e5), day(number * 864e5)];
  if (strip.step === "year") return [`${number}-01-01`, `${number}-12-31`];
  const [year, month] = [Math.floor(number / 12), number % 12];
  return [day(Date.UTC(year, month, 1)), day(Date.UTC(year, month + 1, 0))];
}

function stepName(number) {
  const precision = strip.step;
  return dayName({ first: daysOf(number)[0], precision });
}

function makeTimeline() {
  if (!events.length) return;
  const days = events.flatMap(({ when }) => [when.first, when.first]).sort();
  const span = stepOf(days[days.length - 1], "day") - stepOf(days[0], "day");
  strip.step = span <= 62 ? "day" : span <= 180 * 30.5 ? "month" : "year";
  strip.first = stepOf(days[0]);
  strip.steps = stepOf(days[days.length - 1]) - strip.first + 1;
  // A single bar is no timeline: some room around it.
  while (strip.steps < 6) { strip.first--; strip.steps += 2; }
  const note = make("span", { id: "range-words" });
  const all = make("button", { type: "button", id: "all-dates", onclick: () => { state.since = state.until = null; update(); } }, "All dates");
  strip.words = note;
  strip.all = all;
  strip.svg = draw("svg", { id: "strip" });
  $("timeline").append(make("div", { class: "timeline-head" }, make("b", {}, `Events by ${strip.step}`), note, all), strip.svg);
  $("timeline").hidden = false;
  strip.handles = ["since", "until"].map(makeHandle);
  listenToStrip();
  new ResizeObserver(tellTimeline).observe($("timeline"));
}

function makeHandle(side) {
  const handle = draw("g", { class: "handle", tabindex: 0, role: "slider", "aria-label": side === "since" ? "First date" : "Last date",
    "aria-valuemin": 0, "aria-valuemax": strip.steps - 1 }, draw("rect", { x: -8, y: -4, width: 16, height: 74 }),
  draw("path", { d: "M0,0V64" }), draw("circle", { cy: 32, r: 4.5 }));
  handle.addEventListener("keydown", (event) => {
    const [from, to] = chosenSteps();
    const last = strip.steps - 1;
    const far = event.shiftKey ? 12 : 1;
    const moves = { ArrowLeft: -far, ArrowDown: -far, ArrowRight: far, ArrowUp: far, Home: -Infinity, End: Infinity };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    if (side === "since") chooseSteps(Math.min(to, Math.max(0, from + move)), to);
    else chooseSteps(from, Math.max(from, Math.min(last, to + move)));
  });
  return handle;
}

/** The chosen range in steps from the first. */
function chosenSteps() {
  const last = strip.steps - 1;
  const at = (day, otherwise) => (day ? Math.max(0, Math.min(last, stepOf(day) - strip.first)) : otherwise);
  return [at(state.since, 0), at(state.until, last)];
}

function chooseSteps(from, to) {
  state.since = from <= 0 ? null : daysOf(strip.first + from)[0];
  state.until = to >= strip.steps - 1 ? null : daysOf(strip.first + to)[1];
  update();
}

function listenToStrip() {
  const at = (event) => {
    const { left, width } = strip.svg.getBoundingClientRect();
    return Math.max(0, Math.min(strip.steps - 1, Math.floor((event.clientX - left) / width * strip.steps)));
  };
  let drag = null;
  strip.svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const handle = strip.handles.findIndex((handle) => handle.contains(event.target));
    const [from, to] = chosenSteps();
    drag = { fixed: handle === 0 ? to : handle === 1 ? from : at(event), moved: false };
    strip.svg.setPointerCapture(event.pointerId);
  });
  strip.svg.addEventListener("pointermove", (event) => {
    if (!drag) return;
    drag.moved = true;
    chooseSteps(Math.min(drag.fixed, at(event)), Math.max(drag.fixed, at(event)));
  });
  strip.svg.addEventListener("pointerup", (event) => {
    if (drag && !drag.moved && !event.target.closest(".handle")) chooseSteps(at(event), at(event));
    drag = null;
  });
  strip.svg.addEventListener("dblclick", () => { state.since = state.until = null; update(); });
}

/** Draws it: bars of what passes the other filters, faded outside of the range. */
function tellTimeline() {
  if (!strip.svg) return;
  const width = Math.max(60, $("timeline").clientWidth - 40);
  const step = width / strip.steps;
  const sums = sumUp(events.filter(passesPlain), (relation) => stepOf(relation.when.first) - strip.first);
  const [from, to] = chosenSteps();
  const most = Math.max(1, ...[...sums.values()].flatMap((sum) => [up(sum), down(sum)]));
  const ranged = Boolean(state.since || state.until);
  const bars = [...sums].map(([at, sum]) => barOf(sum, at * step, step, 32, 29 / most, at < from || at > to,
    `${stepName(strip.first + at)}: ${classes.filter((name) => sum[name]).map((name) => `${CLASS_WORDS[name].toLowerCase()} ${sum[name]}`).join(", ")}`));
  const range = draw("rect", { class: "range", x: from * step, y: 0, width: (to - from + 1) * step, height: 64, visibility: ranged ? "visible" : "hidden" });
  strip.handles.forEach((handle, index) => {
    handle.setAttribute("transform", `translate(${short(index ? (to + 1) * step : from * step)},0)`);
    handle.setAttribute("aria-valuenow", index ? to : from);
    handle.setAttribute("aria-valuetext", stepName(strip.first + (index ? to : from)));
  });
  // The handles stay where they are in the page: a drag would lose them.
  const rest = [...ticks(step, width), range, draw("path", { class: "axis", d: `M0,32H${width}` }), ...bars];
  for (const old of [...strip.svg.children]) if (!strip.handles.includes(old)) old.remove();
  strip.svg.prepend(...rest);
  if (!strip.handles[0].isConnected) strip.svg.append(...strip.handles);
  strip.words.textContent = ranged ? `${stepName(strip.first + from)}${from === to ? "" : ` to ${stepName(strip.first + to)}`}`
    : "cooperation above, conflict below; drag to choose dates";
  strip.all.hidden = !ranged;
}

const up = (sum) => UP.reduce((total, name) => total + (sum[name] ?? 0), 0);
const down = (sum) => DOWN.reduce((total, name) => total + (sum[name] ?? 0), 0);

function sumUp(list, stepOf) {
  const sums = new Map();
  for (const relation of list) {
    const at = stepOf(relation);
    if (!sums.has(at)) sums.set(at, {});
    const sum = sums.get(at);
    sum[relation.of.class] = (sum[relation.of.class] ?? 0) + relation.told;
  }
  return sums;
}

function barOf(sum, left, step, middle, unit, out, words) {
  const gap = step > 4 ? Math.min(3, step * 0.12) : 0;
  const wide = Math.min(step - 2 * gap, 28);
  const x = short(left + (step - wide) / 2);
  let [above, below] = [middle - 0.5, middle + 0.5];
  const bar = draw("g", { class: out ? "bar out" : "bar" }, draw("title", {}, words));
  for (const name of [...UP, ...DOWN]) {
    if (!sum[name]) continue;
    const height = Math.max(1, sum[name] * unit);
    if (UP.includes(name)) above -= height;
    bar.append(draw("rect", { class: name, x, y: short(UP.includes(name) ? above : below), width: short(Math.max(1, wide)), height: short(height) }));
    if (DOWN.includes(name)) below += height;
  }
  return bar;
}

/** Names of years, months or days, as many as there is room for. */
function ticks(step, width) {
  const made = [];
  let free = -1;
  for (let at = 0; at < strip.steps; at++) {
    const day = daysOf(strip.first + at)[0];
    const [year, month, date] = day.split("-");
    const isNew = strip.step === "year" || (strip.step === "month" ? month === "01" || strip.steps <= 24 : true);
    const x = at * step;
    if (!isNew || x < free || x > width - 30) continue;
    const name = MONTHS[Number(month) - 1].slice(0, 3);
    const words = strip.step === "year" ? year : strip.step === "day" ? `${Number(date)} ${name}` : month === "01" || !made.length ? (strip.steps <= 24 ? `${name} ${year}` : year) : name;
    made.push(draw("path", { class: "tick", d: `M${short(x)},0V68` }), draw("text", { x: short(x + 3), y: 78 }, words));
    free = x + 66;
  }
  return made;
}

/** The same for one actor, small. */
function monthsOf(list) {
  const dated = list.filter((relation) => events.includes(relation));
  if (dated.length < 3 || !strip.svg) return null;
  const step = 330 / strip.steps;
  const sums = sumUp(dated, (relation) => stepOf(relation.when.first) - strip.first);
  const most = Math.max(1, ...[...sums.values()].flatMap((sum) => [up(sum), down(sum)]));
  const bars = [...sums].map(([at, sum]) => barOf(sum, at * step, step, 25, 22 / most, false, `${stepName(strip.first + at)}: ${up(sum) + down(sum)}`));
  return draw("svg", { class: "months", viewBox: "0 0 330 64", preserveAspectRatio: "none", "aria-hidden": true },
    draw("path", { class: "axis", d: "M0,25H330" }), ...bars,
    draw("text", { x: 0, y: 60 }, stepName(strip.first)), draw("text", { x: 330, y: 60, "text-anchor": "end" }, stepName(strip.first + strip.steps - 1)));
}
