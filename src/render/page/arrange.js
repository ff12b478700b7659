// Where actors stand that the built-in layout did not place: springs along lines, everything else pushed apart.
// The same graph gives the same places. Cost: about linear in actors and lines.

let rest = 150;        // Length of a line at rest; more where there is room.
const STEPS = 220;     // Steps of a full arrangement.
const GAP = { x: 26, y: 20 };

/** Places the actors that have no place; everything anew where most have none. Says whether anything was placed. */
function placeMissing(selection) {
  const missing = selection.actors.filter((actor) => actor.x === undefined);
  if (!missing.length) return false;
  if (missing.length > 0.4 * selection.actors.length) arrange(selection, new Set());
  else arrange(selection, new Set(selection.actors.filter((actor) => actor.x !== undefined)));
  return true;
}

/** Places all that is shown, but for those that stay. What is not shown loses its place. */
function arrange(selection, fixed) {
  if (!fixed.size) {
    for (const actor of actors) Object.assign(actor, { x: undefined, y: undefined, w: actor.size[0], h: actor.size[1] });
  }
  const nodes = selection.actors;
  rest = 150 + 2.4 * Math.max(0, 40 - nodes.length);
  const springs = springsOf(selection);
  begin(nodes, springs, fixed);
  const free = nodes.filter((actor) => !fixed.has(actor));
  const steps = nodes.length > 400 ? STEPS / 2 : STEPS;
  for (let step = 0; step < steps; step++) {
    const reach = rest * (0.9 * (1 - step / steps) + 0.02);
    for (const node of nodes) node.fx = node.fy = 0;
    push(nodes);
    pull(springs);
    if (!fixed.size) gather(nodes);
    for (const node of free) {
      const force = Math.hypot(node.fx, node.fy) || 1;
      const move = Math.min(force, reach) / force;
      node.x += node.fx * move;
      node.y += node.fy * move;
    }
  }
  // Boxes are wider than high, and so are screens; and many need more room than few.
  const room = nodes.length > 150 ? 1.2 : 1;
  if (!fixed.size) for (const node of nodes) { node.x *= 1.3 * room; node.y *= 0.85 * room; }
  separate(nodes, fixed);
  for (const node of free) { node.x = Math.round(node.x); node.y = Math.round(node.y); }
}

function springsOf(selection) {
  const springs = new Map();
  for (const line of selection.lines) {
    const key = line.source < line.target ? `${line.source}-${line.target}` : `${line.target}-${line.source}`;
    const spring = springs.get(key) ?? { a: actors[line.source], b: actors[line.target], weight: 0 };
    spring.weight += line.tie ? 0.5 : 1;
    springs.set(key, spring);
  }
  return [...springs.values()].filter((spring) => spring.a !== spring.b);
}

/** First places: the heaviest in the middle of a spiral; with others fixed, beside their neighbors. */
function begin(nodes, springs, fixed) {
  for (const node of nodes) node.degree = 0;
  for (const { a, b } of springs) { a.degree++; b.degree++; }
  const order = nodes.filter((node) => !fixed.has(node)).sort((a, b) => b.degree - a.degree || a.index - b.index);
  const spiral = (at, room) => {
    const [angle, radius] = [at * 2.399963, room * Math.sqrt(at + 0.5)];
    return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
  };
  order.forEach((node, at) => {
    const near = springs.filter(({ a, b }) => a === node || b === node).map(({ a, b }) => a === node ? b : a)
      .filter((other) => fixed.has(other));
    const start = spiral(at, near.length ? 30 : 0.6 * rest);
    const mean = (side) => near.length ? near.reduce((sum, other) => sum + other[side], 0) / near.length : 0;
    node.x = mean("x") + start.x;
    node.y = mean("y") + start.y;
  });
}

/** Pushes apart what is near, by way of a grid. */
function push(nodes) {
  const cell = 2 * rest;
  forPairs(nodes, cell, (node, other) => {
    let [dx, dy] = [node.x - other.x, node.y - other.y];
    let squared = dx * dx + dy * dy;
    if (squared > cell * cell) return;
    if (squared < 1) {
      [dx, dy] = [((node.index % 7) - 3) || 1, ((other.index % 5) - 2) || 1];
      squared = dx * dx + dy * dy;
    }
    const force = rest * rest / squared;
    node.fx += dx * force; node.fy += dy * force;
    other.fx -= dx * force; other.fy -= dy * force;
  });
}

/** Pulls together what a line joins; hubs are not torn about by each of theirs. */
function pull(springs) {
  for (const { a, b, weight } of springs) {
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const length = rest * Math.min(1.8, 0.9 + 0.1 * weight);
    const force = Math.hypot(dx, dy) / length * Math.min(1.5, 0.7 + 0.15 * weight) / Math.sqrt(Math.min(a.degree, b.degree) || 1);
    a.fx += dx * force; a.fy += dy * force;
    b.fx -= dx * force; b.fy -= dy * force;
  }
}

/** Pulls everything to the middle, and the actors of one side together. */
function gather(nodes) {
  const middles = new Map();
  for (const node of nodes) {
    if (node.group === undefined) continue;
    const middle = middles.get(node.group) ?? { x: 0, y: 0, count: 0 };
    middle.x += node.x; middle.y += node.y; middle.count++;
    middles.set(node.group, middle);
  }
  for (const node of nodes) {
    node.fx -= 0.1 * node.x; node.fy -= 0.1 * node.y;
    const middle = middles.get(node.group);
    if (!middle) continue;
    node.fx += 0.12 * (middle.x / middle.count - node.x);
    node.fy += 0.12 * (middle.y / middle.count - node.y);
  }
}

/** Moves boxes until none lies on another. */
function separate(nodes, fixed) {
  const cell = Math.max(160, ...nodes.map((node) => node.w + GAP.x));
  let moved = 1;
  for (let pass = 1; pass <= 160 && moved; pass++) {
    // Where it is too crowded to get apart, everything moves outward.
    const crowded = pass % 10 === 0 && moved > (pass < 60 ? nodes.length / 12 : 0);
    if (crowded && !fixed.size) for (const node of nodes) { node.x *= 1.05; node.y *= 1.05; }
    moved = 0;
    forPairs(nodes, cell, (node, other) => {
      const [dx, dy] = [other.x - node.x, other.y - node.y];
      const x = (node.w + other.w) / 2 + GAP.x - Math.abs(dx);
      const y = (node.h + other.h) / 2 + GAP.y - Math.abs(dy);
      if (x <= 0 || y <= 0 || (fixed.has(node) && fixed.has(other))) return;
      moved++;
      const share = fixed.has(node) ? [0, 1] : fixed.has(other) ? [1, 0] : [0.5, 0.5];
      const [way, far, side] = x < y ? ["x", x, dx] : ["y", y, dy];
      const sign = side < 0 || (side === 0 && other.index % 2) ? -1 : 1;
      node[way] -= sign * (far + 0.5) * share[0];
      other[way] += sign * (far + 0.5) * share[1];
    });
  }
}

/** Visits each pair of nodes that stand in the same or in neighboring cells of a grid, once. */
function forPairs(nodes, cell, visit) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of nodes) {
    left = Math.min(left, x); right = Math.max(right, x);
    top = Math.min(top, y); bottom = Math.max(bottom, y);
  }
  cell = Math.max(cell, (right - left) / 500, (bottom - top) / 500);
  const columns = Math.floor((right - left) / cell) + 3;
  const first = new Int32Array(columns * (Math.floor((bottom - top) / cell) + 4)).fill(-1);
  const next = new Int32Array(nodes.length);
  const place = new Int32Array(nodes.length);
  nodes.forEach(({ x, y }, at) => {
    place[at] = (Math.floor((y - top) / cell) + 1) * columns + Math.floor((x - left) / cell) + 1;
    next[at] = first[place[at]];
    first[place[at]] = at;
  });
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    for (let other = next[at]; other >= 0; other = next[other]) visit(node, nodes[other]);
    // The other half of the neighbors visits from its side.
    for (const step of [1, columns - 1, columns, columns + 1]) {
      for (let other = first[place[at] + step]; other >= 0; other = next[other]) visit(node, nodes[other]);
    }
  }
}
