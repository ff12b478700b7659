// Puts the parts together, and draws anew what a change of the filters touches.

/** Draws what passes the filters now, and shows them. */
function update() {
  const selection = select();
  placeMissing(selection);
  show(selection);
  tellFilters();
  tellSummary();
  tellTimeline();
  refreshDetails();
  view.free ? applyView() : fit();
}

/** The layout that the page came with is kept where it can be read at a glance, or can be read as well as another one. */
function readable() {
  const given = fit();
  if (given > 0.6 || !shown.actors.some(atHome)) return;
  arrange(shown, new Set());
  show(shown);
  if (fit() > 1.3 * given) return;
  actors.forEach(goHome);
  show(shown);
  fit();
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
}

function makeTools() {
  const pick = $("theme");
  pick.value = document.documentElement.dataset.theme;
  pick.addEventListener("change", () => setTheme(pick.value));
  $("zoom-in").addEventListener("click", () => zoom(1.25));
  $("zoom-out").addEventListener("click", () => zoom(0.8));
  $("fit").addEventListener("click", fit);
  $("arrange").addEventListener("click", () => {
    arrange(shown, new Set());
    show(shown);
    tellChosen();
    fit();
  });
  $("save").addEventListener("click", savePicture);
  $("help").addEventListener("click", () => $("keys").showModal());
  // The browser would set the focus some time later.
  document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); stage.focus(); });
  $("show-filters").addEventListener("click", () => showFilters($("filters").hidden));
  showFilters(!isNarrow());
}

function showFilters(on) {
  $("filters").hidden = !on;
  $("show-filters").setAttribute("aria-expanded", on);
  $("show-filters").setAttribute("aria-pressed", on);
}

/** Whether filters and details lie on the graph, so that only one of them has room. */
function isNarrow() {
  return window.innerWidth <= 820;
}

function startUp() {
  update();
  readable();
  new ResizeObserver(() => { if (!view.free) fit(); }).observe(stage);
  document.documentElement.dataset.ready = Math.round(performance.now());
}

world.append(towns);
$("start").replaceWith(graph);
makeTools();
makeFilters();
makeSearch();
makeTimeline();
listenToPointer();
listenToKeys();
// What the page has to arrange itself takes a moment: everything else is there before it.
if (actors.some((actor) => actor.home)) startUp();
else requestAnimationFrame(() => setTimeout(startUp));
