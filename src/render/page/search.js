// Finding an actor by any name it goes by: suggestions while one types, and the one taken comes into the middle.

const MOST = 12;

function makeSearch() {
  const field = $("search");
  const list = $("suggestions");
  let found = [];
  let at = -1;
  const mark = (next) => {
    at = next;
    [...list.children].forEach((row, index) => row.setAttribute("aria-selected", index === at));
    const row = list.children[at];
    row ? field.setAttribute("aria-activedescendant", row.id) : field.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  };
  const hide = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", false);
    mark(-1);
  };
  const take = (actor) => {
    hide();
    field.value = "";
    field.blur();
    seek(actor);
  };
  const suggest = () => {
    found = search(field.value);
    list.replaceChildren(...found.map((actor, index) => {
      const row = make("li", { role: "option", id: `suggestion-${index}`, "aria-selected": false },
        make("b", { dir: "auto" }, actor.name), make("span", { dir: "auto" }, `${about(actor)} · ${count(actor.relations.length, "relation")}`));
      row.addEventListener("pointerdown", (event) => { event.preventDefault(); take(actor); });
      return row;
    }));
    if (!found.length && field.value.trim()) list.append(make("li", { role: "option", "aria-disabled": true }, make("span", {}, "Nobody of that name")));
    list.hidden = !field.value.trim();
    field.setAttribute("aria-expanded", !list.hidden);
    mark(found.length ? 0 : -1);
  };
  field.addEventListener("input", suggest);
  field.addEventListener("focus", suggest);
  field.addEventListener("blur", hide);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && found.length) mark((at + 1) % found.length);
    else if (event.key === "ArrowUp" && found.length) mark((at + found.length - 1) % found.length);
    else if (event.key === "Enter" && found[at] && !list.hidden) take(found[at]);
    else if (event.key === "Escape") { field.value = ""; hide(); field.blur(); }
    else return;
    event.preventDefault();
  });
}

/** Actors whose names have the text: at the start of a name, at the start of a word, anywhere; heaviest first. */
function search(text) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  const rank = (actor) => {
    let best = 9;
    actor.sought.forEach((name, at) => {
      const place = name.indexOf(wanted);
      if (place < 0) return;
      const fits = name === wanted ? 0 : place === 0 ? 1 : /[\s\-(:]/.test(name[place - 1]) ? 2 : 3;
      best = Math.min(best, fits + (at ? 0.5 : 0));
    });
    return best;
  };
  return actors.map((actor) => [rank(actor), actor]).filter(([fits]) => fits < 9)
    .sort((a, b) => a[0] - b[0] || b[1].relations.length - a[1].relations.length || a[1].index - b[1].index)
    .slice(0, MOST).map(([, actor]) => actor);
}

/** Shows an actor, also one that is beyond the heaviest lines or outside of what is looked at. */
function seek(actor) {
  if (!shown.actors.includes(actor)) {
    if (state.focus !== null) state.focus = null;
    update();
  }
  if (!shown.actors.includes(actor)) {
    state.pinned.add(actor.index);
    update();
  }
  open(actor);
  center(actor);
  actor.element.focus({ preventScroll: true });
}
