// The graph as SVG: frames, lines, actors, labels, in this order. Labels stand for their lines at the keyboard.
// Does not: choose or place; `select` and `arrange` did.

const LINE_HEIGHT = 1.25;
const SIZES = { name: 12, state: 15, detail: 10 };
const pen = document.createElement("canvas").getContext("2d");
const layers = Object.fromEntries(["frames", "lines", "nodes", "labels"].map((name) => [name, draw("g", { class: name })]));
const world = draw("g", {}, ...Object.values(layers));
const graph = draw("svg", { id: "graph", "aria-label": "Actors and their relations" }, world);
let shown = { lines: [], actors: [], relations: 0, left: 0 };

/** Draws a selection whose actors all have places. */
function show(selection) {
  const focused = document.activeElement?.closest?.("#graph .label, #graph .node");
  const key = focused?.dataset.line ?? focused?.dataset.actor;
  shown = selection;
  bowLines();
  layers.nodes.replaceChildren(...selection.actors.map(nodeOf));
  selection.actors.forEach(moveNode);
  // Heavy lines on top of light ones: the selection has them first.
  layers.lines.replaceChildren(...selection.lines.map(lineOf).reverse());
  layers.labels.replaceChildren(...selection.lines.map((line) => line.mark));
  selection.lines.forEach(routeLine);
  forgetLandmarks();
  settle();
  if (key !== undefined) {
    const again = [...layers.labels.children, ...layers.nodes.children].find((element) => (element.dataset.line ?? element.dataset.actor) === key);
    again?.focus({ preventScroll: true });
  }
}

/** The element of an actor, made anew only where its size changed. */
function nodeOf(actor) {
  if (!actor.element || actor.drawn !== `${actor.w} ${actor.h}`) {
    const kept = actor.element?.classList.contains("on");
    actor.drawn = `${actor.w} ${actor.h}`;
    const side = actor.group === undefined ? "cn" : `c${actor.group}`;
    const size = actor.shape === "solid" ? SIZES.state : SIZES.name;
    const detail = actor.detail ?? [];
    let top = -(actor.lines.length * size + detail.length * SIZES.detail) * LINE_HEIGHT / 2;
    const text = (words, kind, height) => {
      const made = draw("text", { class: kind, y: short(top + height * (LINE_HEIGHT / 2 + 0.36)) }, words);
      top += height * LINE_HEIGHT;
      return made;
    };
    actor.element = draw("g", { class: `node ${actor.shape} ${side}`, tabindex: 0, role: "button", "data-actor": actor.id },
      outlineOf(actor.shape, actor.w + 9, actor.h + 9, "ring"), outlineOf(actor.shape, actor.w, actor.h, "outline"),
      ...actor.lines.map((words) => text(words, "name", size)), ...detail.map((words) => text(words, "detail", SIZES.detail)));
    actor.element.owner = actor;
    actor.element.classList.toggle("on", Boolean(kept));
  }
  const own = shown.lines.filter((line) => line.source === actor.index || line.target === actor.index).length;
  actor.element.setAttribute("aria-label", `${actor.name}, ${about(actor)}, ${count(own, "line")}`);
  return actor.element;
}

function outlineOf(shape, w, h, kind) {
  if (shape === "ellipse") return draw("ellipse", { class: kind, rx: w / 2, ry: h / 2 });
  if (shape === "octagon") {
    const cut = Math.min(CORNER, w / 3, h / 3);
    const [x, y] = [w / 2, h / 2];
    const points = [[cut - x, -y], [x - cut, -y], [x, cut - y], [x, y - cut], [x - cut, y], [cut - x, y], [-x, y - cut], [-x, cut - y]];
    return draw("polygon", { class: kind, points: points.join(" ") });
  }
  const radius = shape === "rounded" ? Math.min(ROUND, h / 2) : shape === "solid" ? 3 : kind === "ring" ? 4 : 0;
  return draw("rect", { class: kind, x: -w / 2, y: -h / 2, width: w, height: h, rx: radius });
}

function moveNode(actor) {
  actor.element.setAttribute("transform", `translate(${actor.x},${actor.y})`);
}

/** Makes the elements of a line: what is drawn, and its label. */
function lineOf(line) {
  const classes = `${line.class} ${line.dash}`;
  line.reach = draw("path", { class: "reach", "stroke-width": Math.max(12, line.width) });
  line.stroke = draw("path", { class: "stroke", "stroke-width": short(line.width) });
  line.stroke.style.setProperty("--width", short(line.width));
  line.heads = draw("g");
  line.element = draw("g", { class: `line ${classes}` }, line.reach, line.stroke, line.heads);
  const [size, weight] = [line.tie ? 9 : 10, "400"];
  pen.font = `${weight} ${size}px Helvetica, Arial, "Liberation Sans", "DejaVu Sans Condensed", sans-serif`;
  line.size = { w: Math.ceil(pen.measureText(line.label).width) + 8, h: Math.ceil(size * LINE_HEIGHT) + 1 };
  line.mark = draw("g", { class: `label ${classes}`, tabindex: 0, role: "button", "data-line": line.key, "aria-label": spoken(line) },
    draw("rect", { x: -line.size.w / 2, y: -line.size.h / 2, width: line.size.w, height: line.size.h, rx: 4 }),
    draw("text", { y: short(size * 0.36) }, line.label));
  line.element.owner = line.mark.owner = line;
  for (const part of [line.element, line.mark]) {
    part.addEventListener("pointerenter", () => light(line, true));
    part.addEventListener("pointerleave", () => light(line, false));
  }
  line.mark.addEventListener("focus", () => light(line, true));
  line.mark.addEventListener("blur", () => light(line, false));
  return line.element;
}

/** A line as it is read out. */
function spoken(line) {
  const how = line.tie ? "standing tie" : line.reported ? "reported as fact" : "only claimed, planned or denied";
  return `${actors[line.source].name} ${line.label.replaceAll("×", "times ")} ${actors[line.target].name}, ${how}`;
}

function light(line, on) {
  const kept = on || line === chosen?.line;
  line.element.classList.toggle("on", kept);
  line.mark.classList.toggle("on", kept);
}

/** Gives each of several lines between two actors a bow of its own. */
function bowLines() {
  const pairs = new Map();
  for (const line of shown.lines) {
    const key = `${Math.min(line.source, line.target)}-${Math.max(line.source, line.target)}`;
    pairs.has(key) ? pairs.get(key).push(line) : pairs.set(key, [line]);
  }
  for (const pair of pairs.values()) pair.forEach((line, at) => { line.bow = (at - (pair.length - 1) / 2) * 30; });
}

/** Draws a line where its ends stand now. */
function routeLine(line) {
  let points = way(line, line.bow);
  line.way = points;
  line.reach.setAttribute("d", pathOf(points));
  const total = lengthOf(points);
  const heads = [];
  if (line.head && total > 2) {
    const add = (head) => heads.push(draw("polygon", { class: `head ${line.head}`, points: head.corners }));
    const end = headOf(points, line.width, total);
    add(end);
    points = end.rest;
    if (line.both) {
      const start = headOf(points.slice().reverse(), line.width, total);
      add(start);
      points = start.rest.reverse();
    }
  }
  line.heads.replaceChildren(...heads);
  line.stroke.setAttribute("d", pathOf(points));
}

/** Frames and labels after actors and lines have moved. */
function settle() {
  const frames = drawFrames();
  placeLabels(frames);
  for (const line of shown.lines) {
    const frame = frames.find(({ left, top, right, bottom }) =>
      line.at.x > left && line.at.x < right && line.at.y > top && line.at.y < bottom);
    line.mark.classList.toggle("in", Boolean(frame));
    for (let group = 0; group < groups.length; group++) line.mark.classList.toggle(`c${group}`, frame?.group === group);
  }
}

/** Puts labels where they hide nothing; those that find no room show when their line is pointed at. */
function placeLabels(frames) {
  const taken = new Rooms();
  for (const { left, top, wide } of frames) taken.take(left + 10 + wide / 2, top + 15, wide + 8, 18);
  for (const actor of shown.actors) taken.take(actor.x, actor.y, actor.w, actor.h);
  const rest = [];
  for (const line of shown.lines) {
    const given = data.start.lines[line.key];
    if (given?.label && atHome(actors[line.source]) && atHome(actors[line.target])) {
      putLabel(line, { x: given.label[0], y: given.label[1] }, taken);
    } else {
      rest.push(line);
    }
  }
  for (const line of rest) {
    const places = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73].map((share) => along(line.way, share));
    const free = places.find((at) => at && taken.isFree(at.x, at.y, line.size.w, line.size.h));
    putLabel(line, free ?? places[0], free ? taken : null);
  }
}

function putLabel(line, at, taken) {
  line.at = at ?? { x: 0, y: 0 };
  line.mark.setAttribute("transform", `translate(${short(line.at.x)},${short(line.at.y)})`);
  line.mark.classList.toggle("crowded", !taken);
  taken?.take(line.at.x, line.at.y, line.size.w, line.size.h);
}

/** Rectangles that are taken, found by a grid. */
class Rooms {
  constructor() { this.cells = new Map(); }
  /** Visits the cells under a rectangle until one says stop. */
  some(x, y, w, h, visit) {
    for (let column = Math.floor((x - w / 2) / 120); column <= Math.floor((x + w / 2) / 120); column++) {
      for (let row = Math.floor((y - h / 2) / 120); row <= Math.floor((y + h / 2) / 120); row++) {
        if (visit(column * 100003 + row)) return true;
      }
    }
    return false;
  }
  take(x, y, w, h) {
    this.some(x, y, w, h, (cell) => {
      this.cells.has(cell) ? this.cells.get(cell).push([x, y, w, h]) : this.cells.set(cell, [[x, y, w, h]]);
    });
  }
  isFree(x, y, w, h) {
    const meets = ([x2, y2, w2, h2]) => Math.abs(x - x2) * 2 < w + w2 && Math.abs(y - y2) * 2 < h + h2;
    return !this.some(x, y, w, h, (cell) => (this.cells.get(cell) ?? []).some(meets));
  }
}

/** Frames around the actors of a side, where nobody else stands in them. */
function drawFrames() {
  const frames = [];
  if (data.framed) {
    groups.forEach((title, group) => {
      const members = shown.actors.filter((actor) => actor.group === group);
      if (members.length < 2) return;
      const left = Math.min(...members.map((actor) => actor.x - actor.w / 2)) - 18;
      const right = Math.max(...members.map((actor) => actor.x + actor.w / 2)) + 18;
      const top = Math.min(...members.map((actor) => actor.y - actor.h / 2)) - 34;
      const bottom = Math.max(...members.map((actor) => actor.y + actor.h / 2)) + 18;
      const foreign = (actor) => actor.group !== group && actor.x + actor.w / 2 > left && actor.x - actor.w / 2 < right
        && actor.y + actor.h / 2 > top && actor.y - actor.h / 2 < bottom;
      // Where actors were arranged freely, a frame around a few that stand far apart tells nothing.
      const filled = members.reduce((sum, actor) => sum + actor.w * actor.h, 0) / ((right - left) * (bottom - top));
      const sparse = filled < 0.2 && !members.every(atHome);
      if (!sparse && !shown.actors.some(foreign)) frames.push({ title, group, left, top, right, bottom });
    });
  }
  layers.frames.replaceChildren(...frames.map((frame) => {
    const { title, group, left, top, right, bottom } = frame;
    pen.font = "bold 11px Helvetica, Arial, sans-serif";
    let words = title;
    while (words.length > 1 && pen.measureText(words).width > right - left - 20) words = `${words.slice(0, -2)}…`;
    frame.wide = pen.measureText(words).width;
    return draw("g", { class: `frame c${group}` },
      draw("rect", { x: left, y: top, width: right - left, height: bottom - top, rx: 10 }),
      draw("text", { x: left + 10, y: top + 18 }, words));
  }));
  return frames;
}

/** Fades everything but some actors and lines; nothing is faded without them. */
function highlight(nearActors, nearLines) {
  world.classList.toggle("dim", Boolean(nearActors));
  for (const actor of shown.actors) actor.element.classList.toggle("near", Boolean(nearActors?.has(actor)));
  for (const line of shown.lines) {
    const near = Boolean(nearLines?.has(line));
    line.element.classList.toggle("near", near);
    line.mark.classList.toggle("near", near);
  }
}
