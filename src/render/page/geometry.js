// Ways of lines: from the layout while both ends stand where it put them, else an arc from box to box.
// A way is a list of points, at most a few points apart, so that it can be cut anywhere.

const CORNER = 12;
const ROUND = 11;

/** Says whether a point is inside an actor's outline. */
function inside(actor, { x, y }) {
  const [half, high] = [actor.w / 2, actor.h / 2];
  const [dx, dy] = [Math.abs(x - actor.x), Math.abs(y - actor.y)];
  if (actor.shape === "ellipse") return (dx / half) ** 2 + (dy / high) ** 2 <= 1;
  if (dx > half || dy > high) return false;
  const cut = actor.shape === "octagon" ? Math.min(CORNER, actor.w / 3, actor.h / 3) : Math.min(ROUND, high);
  const [x1, y1] = [dx - (half - cut), dy - (high - cut)];
  if (x1 <= 0 || y1 <= 0) return true;
  if (actor.shape === "octagon") return x1 + y1 <= cut;
  return actor.shape !== "rounded" || Math.hypot(x1, y1) <= cut;
}

/** The way of a line between the outlines of both ends; `bow` is how far its middle stands off the straight way. */
function way(line, bow) {
  const [from, to] = [actors[line.source], actors[line.target]];
  const given = data.start.lines[line.key];
  if (given && atHome(from) && atHome(to)) {
    return lengthen(lengthen(flatten(given.curve), to).reverse(), from).reverse();
  }
  if (from === to) return loop(from);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  // Both directions of a pair bow by the same side, so that their lines stay apart.
  const side = line.source < line.target ? 1 : -1;
  const control = { x: (from.x + to.x) / 2 - dy / length * 2 * bow * side, y: (from.y + to.y) / 2 + dx / length * 2 * bow * side };
  const points = [];
  const steps = Math.max(8, Math.min(40, Math.round(length / 8)));
  for (let at = 0; at <= steps; at++) {
    const [t, u] = [at / steps, 1 - at / steps];
    points.push({ x: u * u * from.x + 2 * u * t * control.x + t * t * to.x, y: u * u * from.y + 2 * u * t * control.y + t * t * to.y });
  }
  return leave(leave(points, from).reverse(), to).reverse();
}

function atHome(actor) {
  return actor.home && actor.x === actor.home.x && actor.y === actor.home.y;
}

/** Points of a chain of cubic curves. */
function flatten(curve) {
  const point = (at) => ({ x: curve[2 * at], y: curve[2 * at + 1] });
  const points = [point(0)];
  for (let at = 1; 2 * at + 5 < curve.length; at += 3) {
    const [a, b, c, d] = [points[points.length - 1], point(at), point(at + 1), point(at + 2)];
    const rough = Math.hypot(b.x - a.x, b.y - a.y) + Math.hypot(c.x - b.x, c.y - b.y) + Math.hypot(d.x - c.x, d.y - c.y);
    const steps = Math.max(2, Math.min(40, Math.round(rough / 6)));
    for (let step = 1; step <= steps; step++) {
      const [t, u] = [step / steps, 1 - step / steps];
      const mix = (side) => u ** 3 * a[side] + 3 * u * u * t * b[side] + 3 * u * t * t * c[side] + t ** 3 * d[side];
      points.push({ x: mix("x"), y: mix("y") });
    }
  }
  return points;
}

/** A way from an actor to itself: above its right corner. */
function loop(actor) {
  const [x, y] = [actor.x + actor.w / 2 - 22, actor.y - actor.h / 2];
  return flatten([x - 12, y, x - 20, y - 44, x + 44, y - 44, x + 12, y]);
}

/** Takes off what lies inside the actor at the start of a way. */
function leave(points, actor) {
  const first = points.findIndex((point) => !inside(actor, point));
  if (first < 1) return points;
  let [near, far] = [points[first - 1], points[first]];
  for (let step = 0; step < 12; step++) {
    const middle = { x: (near.x + far.x) / 2, y: (near.y + far.y) / 2 };
    if (inside(actor, middle)) near = middle; else far = middle;
  }
  return [far, ...points.slice(first)];
}

/** Lengthens a way that ends at the box of an actor to its outline. */
function lengthen(points, actor) {
  const end = points[points.length - 1];
  const before = points.findLast((point) => Math.hypot(end.x - point.x, end.y - point.y) > 0.5);
  if (!before) return points;
  const length = Math.hypot(end.x - before.x, end.y - before.y);
  const step = { x: (end.x - before.x) / length, y: (end.y - before.y) / length };
  for (let far = 0; far <= Math.max(actor.w, actor.h) / 2; far++) {
    const point = { x: end.x + step.x * far, y: end.y + step.y * far };
    if (inside(actor, point)) return far ? [...points, point] : points;
  }
  return points;
}

/** Cuts a length off the end of a way. */
function shorten(points, length) {
  const kept = points.slice();
  while (kept.length > 1) {
    const [end, before] = [kept[kept.length - 1], kept[kept.length - 2]];
    const piece = Math.hypot(end.x - before.x, end.y - before.y);
    if (piece > length) {
      const share = length / piece;
      kept[kept.length - 1] = { x: end.x + (before.x - end.x) * share, y: end.y + (before.y - end.y) * share };
      return kept;
    }
    length -= piece;
    kept.pop();
  }
  return kept;
}

function lengthOf(points) {
  let sum = 0;
  for (let at = 1; at < points.length; at++) sum += Math.hypot(points[at].x - points[at - 1].x, points[at].y - points[at - 1].y);
  return sum;
}

/** The point at a share of a way. */
function along(points, share) {
  const cut = shorten(points, lengthOf(points) * (1 - share));
  return cut[cut.length - 1];
}

/** The head at the end of a way: its three corners, and the way up to it. */
function headOf(points, width, total) {
  const size = Math.min(6.4 + 1.35 * width, total * 0.4);
  const tip = points[points.length - 1];
  const base = shorten(points, size);
  const foot = base[base.length - 1];
  const length = Math.hypot(tip.x - foot.x, tip.y - foot.y) || 1;
  const [x, y] = [(tip.x - foot.x) / length, (tip.y - foot.y) / length];
  const half = Math.min(2.7 + 0.72 * width, size * 0.6);
  const back = { x: tip.x - x * size, y: tip.y - y * size };
  const corners = [tip, { x: back.x - y * half, y: back.y + x * half }, { x: back.x + y * half, y: back.y - x * half }];
  return { corners: corners.map((corner) => `${short(corner.x)},${short(corner.y)}`).join(" "), rest: shorten(points, size - 1) };
}

function short(length) {
  return Math.round(length * 10) / 10;
}

function pathOf(points) {
  return points.length ? "M" + points.map((point) => `${short(point.x)},${short(point.y)}`).join("L") : "";
}
