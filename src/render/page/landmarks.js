// Names over a graph that is too small to read, as on a map: the heaviest actors, where their names have room.

const FAR = 0.42;      // Below this scale the names in the boxes cannot be read.
const TOWNS = 60;      // Actors that are tried.
const NAMES = 18;      // Names shown.
const towns = draw("g", { class: "towns", "aria-hidden": true });
let drawnAt = 0;

/** Shows the names that fit the scale; does nothing while scale and selection are as they were. */
function tellLandmarks() {
  const far = view.k < FAR;
  if (!far && !towns.firstChild) return;
  if (towns.firstChild && far && Math.abs(Math.log(view.k / drawnAt)) < 0.08) return;
  drawnAt = view.k;
  towns.replaceChildren(...(far ? names() : []));
}

/** After the selection changed: anew. */
function forgetLandmarks() {
  towns.replaceChildren();
}

function names() {
  const weights = new Map();
  for (const line of shown.lines) {
    for (const end of [line.source, line.target]) weights.set(end, (weights.get(end) ?? 0) + line.count);
  }
  const heaviest = [...shown.actors].sort((a, b) => (weights.get(b.index) ?? 0) - (weights.get(a.index) ?? 0) || a.index - b.index);
  const size = 11 / view.k;
  const taken = new Rooms();
  const made = [];
  pen.font = "bold 11px Helvetica, Arial, sans-serif";
  for (const actor of heaviest.slice(0, TOWNS)) {
    const words = actor.lines.length > 1 ? `${actor.lines[0]}…` : actor.lines[0];
    const [w, h] = [(pen.measureText(words).width + 12) / view.k, 17 / view.k];
    if (made.length >= NAMES || !taken.isFree(actor.x, actor.y, w * 1.1, h * 1.3)) continue;
    taken.take(actor.x, actor.y, w, h);
    const side = actor.group === undefined ? "cn" : `c${actor.group}`;
    made.push(draw("g", { class: `town ${side}`, transform: `translate(${actor.x},${actor.y})` },
      draw("rect", { x: -w / 2, y: -h / 2, width: w, height: h, rx: 4 / view.k }),
      draw("text", { y: short(size * 0.36), "font-size": size }, words)));
  }
  return made;
}
