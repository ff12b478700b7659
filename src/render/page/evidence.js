// What a relation rests on: its sentences with their parts marked, who says it, when, how sure it is, where it stands.

/** Only addresses of the web become links: `javascript:` is an address too. */
function isWeb(address) {
  return typeof address === "string" && /^https?:\/\//i.test(address);
}

/** A relation as a card; its kind is named where several stand together. */
function cardOf(relation, several) {
  const kind = relation.of;
  const when = make("div", { class: "facts" }, make("b", {}, relation.when ? dayName(relation.when) : "No date"),
    sureness(relation.confidence));
  if (relation.when && !relation.when.stated) when.title = "The text does not say when: the date of publication";
  const facts = make("div", { class: "facts" });
  if (several) facts.append(make("span", { class: `does ${kind.class}` }, kind.label));
  facts.append(make("span", { class: "status" }, statusOf(relation)));
  for (const [words, value] of [["about", relation.issue], ["at", relation.place], ["by", relation.mode]]) {
    if (value) facts.append(make("span", {}, `${words} `, make("bdi", {}, value)));
  }
  const card = make("article", { class: `card ${kind.class}` }, when, facts);
  for (const sentence of relation.evidence) card.append(make("blockquote", { dir: "auto" }, ...sentence.map(pieceOf)));
  for (const [mark, end] of [["s", "source"], ["t", "target"]]) {
    const missing = relation.evidence.filter((sentence) => !sentence.some(([marks]) => marks.includes(mark))).length;
    if (missing) card.append(make("p", { class: "from" }, `The ${end}, `, named(actors[relation[end]]), ", is named in another sentence."));
  }
  card.append(originOf(relation));
  return card;
}

function statusOf(relation) {
  const claims = relation.by ? ["claimed by ", make("bdi", {}, relation.by)] : ["claimed"];
  const words = { actual: ["reported as fact"], past: ["in the past"], claimed: claims, planned: ["planned"], negated: ["denied"] };
  const by = relation.by && relation.status !== "claimed" ? [", says ", make("bdi", {}, relation.by)] : [];
  return make("span", {}, ...(words[relation.status] ?? [relation.status]), ...by);
}

function sureness(confidence) {
  const words = `${Math.round(confidence * 100)} %`;
  return make("span", { class: "sure", title: "How sure this was found" },
    make("meter", { min: 0, max: 1, low: 0.4, high: 0.7, optimum: 1, value: confidence, "aria-hidden": true }), `${words} sure`);
}

/** A piece of a sentence, marked by what it is. */
function pieceOf([marks, text]) {
  if (!marks) return text;
  const words = { s: "source", t: "target", k: "what tells the kind" };
  return make("mark", { class: [...marks].join(" "), title: [...marks].map((mark) => words[mark]).join(", ") }, text);
}

function originOf(relation) {
  const document = documents[relation.document];
  const title = document.title ?? document.id;
  const link = isWeb(document.url)
    ? make("a", { href: document.url, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, title)
    : make("bdi", {}, title);
  const date = document.date ? `, ${dayName({ first: document.date, precision: "day" })}` : "";
  return make("p", { class: "from" }, link, date);
}

/** What the marks mean. */
function marksOf(kind) {
  return make("div", { class: `marks ${kind}` }, ...[["s", "source"], ["k", "trigger"], ["t", "target"]]
    .map(([mark, words]) => make("mark", { class: mark }, words)));
}
