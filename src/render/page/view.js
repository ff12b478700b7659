// Moving about: pan, zoom, drag, by pointer, fingers and keys.

const stage = $("stage");
const view = { x: 0, y: 0, k: 1, free: false, frame: 0 };
const ZOOM = [0.04, 5];

function applyView() {
  world.setAttribute("transform", `translate(${short(view.x)},${short(view.y)}) scale(${view.k})`);
  world.classList.toggle("far", view.k < FAR);
  tellLandmarks();
}

/** The area that is drawn. */
function extent() {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  const add = (x, y, w, h) => {
    box.left = Math.min(box.left, x - w / 2); box.right = Math.max(box.right, x + w / 2);
    box.top = Math.min(box.top, y - h / 2); box.bottom = Math.max(box.bottom, y + h / 2);
  };
  for (const actor of shown.actors) add(actor.x, actor.y, actor.w, actor.h);
  for (const line of shown.lines) for (const point of line.way) add(point.x, point.y, 0, 0);
  for (const frame of layers.frames.querySelectorAll("rect")) {
    const [x, y, w, h] = ["x", "y", "width", "height"].map((name) => Number(frame.getAttribute(name)));
    add(x + w / 2, y + h / 2, w, h);
  }
  return box;
}

/** Goes to another view; in a fifth of a second where the reader's system lets things move. */
function glide(to) {
  const from = { ...view };
  const start = performance.now();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches || !document.documentElement.dataset.ready;
  cancelAnimationFrame(view.frame);
  const step = (now) => {
    const share = still ? 1 : Math.max(0, Math.min(1, (now - start) / 200));
    const eased = 1 - (1 - share) ** 3;
    for (const part of ["x", "y", "k"]) view[part] = from[part] + (to[part] - from[part]) * eased;
    applyView();
    if (share < 1) view.frame = requestAnimationFrame(step);
  };
  step(start);
}

/** Shows all of it; gives the scale. */
function fit() {
  const box = extent();
  const { width, height } = stage.getBoundingClientRect();
  if (!(box.right > box.left) || width < 10) {
    applyView();
    return 1;
  }
  const [left, right, top, bottom] = [28, 64, 28, 28];
  const whole = Math.min((width - left - right) / (box.right - box.left), (height - top - bottom) / (box.bottom - box.top));
  const k = Math.max(ZOOM[0], Math.min(whole, 1.25));
  const x = left + (width - left - right - (box.right - box.left) * k) / 2 - box.left * k;
  const y = top + (height - top - bottom - (box.bottom - box.top) * k) / 2 - box.top * k;
  view.free = false;
  glide({ x, y, k });
  return k;
}

function zoom(factor, at) {
  const { width, height } = stage.getBoundingClientRect();
  const { x, y } = at ?? { x: width / 2, y: height / 2 };
  const k = Math.min(ZOOM[1], Math.max(ZOOM[0], view.k * factor));
  view.x = x - (x - view.x) * k / view.k;
  view.y = y - (y - view.y) * k / view.k;
  view.k = k;
  view.free = true;
  applyView();
}

function pan(x, y) {
  view.x += x;
  view.y += y;
  view.free = true;
  applyView();
}

/** Brings a place into the middle, large enough to read. */
function center({ x, y }) {
  const { width, height } = stage.getBoundingClientRect();
  const k = Math.max(view.k, 0.9);
  view.free = true;
  glide({ x: width / 2 - x * k, y: height / 2 - y * k, k });
}

/** Brings what has the keyboard's mark into view. */
function reveal({ x, y }) {
  const { width, height } = stage.getBoundingClientRect();
  const [left, top] = [x * view.k + view.x, y * view.k + view.y];
  if (left < 40 || top < 40 || left > width - 90 || top > height - 40) {
    view.free = true;
    glide({ x: view.x + width / 2 - left, y: view.y + height / 2 - top, k: view.k });
  }
}

/** Moves an actor; its lines follow. */
function moveActor(actor, x, y) {
  actor.x += x;
  actor.y += y;
  moveNode(actor);
  for (const line of shown.lines) {
    if (line.source !== actor.index && line.target !== actor.index) continue;
    routeLine(line);
    putLabel(line, along(line.way, 0.5), new Rooms());
  }
  drawFrames();
}

function listenToPointer() {
  const fingers = new Map();
  let held = null;
  let far = false;
  const place = (event) => {
    const { left, top } = stage.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  stage.addEventListener("pointerdown", (event) => {
    if (event.target.closest("button, .chip, a") || event.button > 1) return;
    fingers.set(event.pointerId, place(event));
    const found = event.target.closest(".node, .line, .label");
    held = { owner: found?.owner ?? null, actor: found?.classList.contains("node") ? found.owner : null };
    far = false;
  });
  stage.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = place(event);
    const [x, y] = [now.x - before.x, now.y - before.y];
    if (!far && fingers.size === 1 && Math.hypot(x, y) < 4) return;
    if (!far) {
      far = true;
      stage.setPointerCapture(event.pointerId);
      stage.classList.add("moving");
    }
    if (fingers.size === 2) {
      const other = [...fingers].find(([id]) => id !== event.pointerId)[1];
      const spread = (point) => Math.hypot(point.x - other.x, point.y - other.y) || 1;
      zoom(spread(now) / spread(before), other);
    } else if (held?.actor) {
      moveActor(held.actor, x / view.k, y / view.k);
    } else {
      pan(x, y);
    }
    fingers.set(event.pointerId, now);
  });
  const release = (event) => {
    if (!fingers.delete(event.pointerId) || fingers.size) return;
    stage.classList.remove("moving");
    if (far && held?.actor) { view.free = true; settle(); }
    if (!far && event.type === "pointerup") held?.owner ? open(held.owner) : close();
    held = null;
  };
  stage.addEventListener("pointerup", release);
  stage.addEventListener("pointercancel", release);
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    const step = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
    zoom(Math.exp(-Math.max(-240, Math.min(240, step)) * (event.ctrlKey ? 0.01 : 0.0016)), place(event));
  }, { passive: false });
  stage.addEventListener("focusin", ({ target }) => {
    if (target.owner && target.matches(":focus-visible")) reveal(target.owner.at ?? target.owner);
  });
  // The browser would scroll what has the focus into view by itself.
  stage.addEventListener("scroll", () => { stage.scrollLeft = stage.scrollTop = 0; });
}

const ARROWS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !$("keys").open) return close();
    const typing = event.target.closest("input:not([type=checkbox]):not([type=range]), select, dialog");
    if (typing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const owner = event.target.owner;
    const arrow = ARROWS[event.key];
    const here = event.target === document.body || stage.contains(event.target);
    if (event.key === "/") $("search").focus();
    else if (event.key === "?") $("keys").showModal();
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-" || event.key === "_") zoom(0.8);
    else if (event.key === "0") fit();
    else if (arrow && here && event.shiftKey && owner?.shape) { moveActor(owner, -20 * arrow[0], -20 * arrow[1]); settle(); }
    else if (arrow && here) pan(70 * arrow[0], 70 * arrow[1]);
    else if (owner && (event.key === "Enter" || event.key === " ")) open(owner, "keyboard");
    else return;
    event.preventDefault();
  });
}
