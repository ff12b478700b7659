// What is shown: relations that pass the filters, bundled into lines, the heaviest of them.
// The same rules as those of the built-in picture, so that both show the same.

const CROWD = 5;      // Lines between two actors from which on those of one class become one.
const NAMED = 2;      // Kinds named on such a line.
const PINNED = 12;    // Lines of an actor that was searched for, beyond the limit.

let state = startState();

/** The filters that the page starts with. */
function startState() {
  const { start } = data;
  const wanted = new Set(start.kinds);
  return {
    kinds: new Set(kinds.filter((kind) => !wanted.size || wanted.has(kind.name)).map((kind) => kind.index)),
    statuses: new Set(Object.keys(STATUS_WORDS).filter((status) => start.negated || status !== "negated")),
    since: start.since, until: start.until, undated: false,
    confidence: 0, count: Math.max(1, start.min_count), limit: start.limit,
    focus: start.focus, hops: start.hops, pinned: new Set(),
  };
}

/** Says whether a relation passes all filters but those of dates. */
function passesPlain(relation) {
  return state.kinds.has(relation.kind) && state.statuses.has(relation.status)
    && relation.confidence >= state.confidence - 1e-6;
}

/** Says whether some day that its date can mean is in the chosen range. */
function passesDates({ when }) {
  if (!state.since && !state.until) return true;
  if (!when) return state.undated;
  return (!state.since || when.last >= state.since) && (!state.until || when.first <= state.until);
}

/** Bundles relations: those of one kind between two actors, in one direction where the kind has one. */
function bundle(list) {
  const bundles = new Map();
  for (const relation of list) {
    const kind = relation.of;
    let { source, target } = relation;
    if (kind.reciprocal && target < source) [source, target] = [target, source];
    const key = `${source}>${target}:${kind.name}`;
    let line = bundles.get(key);
    if (!line) {
      line = { key, source, target, kinds: [kind], class: kind.class, tie: kind.tie, both: kind.reciprocal && !kind.tie,
        count: 0, relations: [], reported: false, confidence: 0 };
      bundles.set(key, line);
    }
    line.relations.push(relation);
    line.count += relation.told;
    line.reported ||= relation.status === "actual" || relation.status === "past";
    line.confidence = Math.max(line.confidence, relation.confidence);
  }
  return [...bundles.values()].sort((a, b) =>
    a.source - b.source || a.target - b.target || a.kinds[0].index - b.kinds[0].index);
}

/** Chooses what is shown. */
function select() {
  const passing = relations.filter((relation) => passesPlain(relation) && passesDates(relation));
  let lines = bundle(passing).filter((line) => line.count >= state.count);
  if (state.focus !== null) {
    const near = around(state.focus, lines, state.hops);
    lines = lines.filter((line) => near.has(line.source) && near.has(line.target));
  }
  const rank = (line) => (line.tie ? 0 : 2) + (line.reported ? 1 : 0);
  lines.sort((a, b) => rank(b) - rank(a) || b.count - a.count || b.confidence - a.confidence);
  const left = Math.max(0, lines.length - state.limit);
  let shown = trim(lines, state.limit);
  for (const actor of state.pinned) {
    const kept = new Set(shown);
    const own = lines.filter((line) => line.source === actor || line.target === actor);
    shown = shown.concat(own.slice(0, PINNED).filter((line) => !kept.has(line)));
  }
  shown = joinCrowded(shown);
  const ends = new Set(shown.flatMap((line) => [line.source, line.target]));
  for (const actor of [...state.pinned, ...(state.focus === null ? [] : [state.focus])]) ends.add(actor);
  if (data.start.all_actors && state.focus === null) for (const actor of actors) if (!actor.relations.length) ends.add(actor.index);
  style(shown);
  return {
    lines: shown, left, actors: [...ends].sort((a, b) => a - b).map((index) => actors[index]),
    relations: shown.reduce((sum, line) => sum + line.relations.length, 0), passing,
  };
}

/** The actors within so many steps. */
function around(focus, lines, hops) {
  const neighbors = new Map();
  const join = (a, b) => neighbors.has(a) ? neighbors.get(a).push(b) : neighbors.set(a, [b]);
  for (const { source, target } of lines) { join(source, target); join(target, source); }
  const near = new Map([[focus, 0]]);
  for (const [actor, distance] of near) {
    if (distance >= hops) continue;
    for (const next of neighbors.get(actor) ?? []) if (!near.has(next)) near.set(next, distance + 1);
  }
  return near;
}

/** Keeps the heaviest lines; ties come after events, and first those between actors that are shown anyway. */
function trim(lines, limit) {
  const kept = lines.filter((line) => !line.tie).slice(0, limit);
  const shown = new Set(kept.flatMap((line) => [line.source, line.target]));
  const known = (line) => Number(shown.has(line.source)) + Number(shown.has(line.target));
  const ties = lines.filter((line) => line.tie).map((line) => [known(line), line]);
  ties.sort((a, b) => b[0] - a[0]);
  return kept.concat(ties.slice(0, Math.max(0, limit - kept.length)).map(([, line]) => line));
}

/** Joins the lines of crowded pairs by direction and class. */
function joinCrowded(lines) {
  const pair = (line) => `${Math.min(line.source, line.target)}-${Math.max(line.source, line.target)}`;
  const between = new Map();
  for (const line of lines) between.set(pair(line), (between.get(pair(line)) ?? 0) + 1);
  const groups = new Map();
  for (const line of lines) {
    const key = between.get(pair(line)) >= CROWD && !line.tie
      ? `${line.source}${line.both ? "=" : ">"}${line.target}:${line.class}` : line.key;
    groups.has(key) ? groups.get(key).push(line) : groups.set(key, [line]);
  }
  return [...groups].map(([key, group]) => {
    if (group.length === 1) return { ...group[0], label: label(group[0]) };
    group.sort((a, b) => b.count - a.count);
    const names = group.slice(0, NAMED).map(label).concat(group.length > NAMED ? ["…"] : []);
    return { ...group[0], key, label: names.join(", "), kinds: group.flatMap((line) => line.kinds),
      count: group.reduce((sum, line) => sum + line.count, 0), relations: group.flatMap((line) => line.relations),
      reported: group.some((line) => line.reported) };
  });
}

function label(line) {
  return line.kinds[0].label + (line.count > 1 && !line.tie ? ` ×${line.count}` : "");
}

/** How lines are drawn: their width grows ever slower, and none is wider than 7 points. */
function style(lines) {
  const more = (number) => 0.75 * (number - 1) ** 0.7;
  const most = Math.max(1, ...lines.filter((line) => !line.tie).map((line) => line.count));
  const scale = Math.min(1, 5.6 / Math.max(more(most), 1e-9));
  for (const line of lines) {
    line.dash = line.tie ? "dotted" : line.reported ? "solid" : "dashed";
    line.width = line.tie ? 1.6 : 1.4 + more(line.count) * scale;
    line.head = line.tie ? null : line.class.startsWith("verbal") ? "open" : "filled";
  }
}
