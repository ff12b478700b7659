// What is in view as a PNG: the graph as it looks now, with title and counts above it.

const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
  "font-size", "font-weight", "font-family", "text-anchor", "opacity"];
const HEAD = 84;

/** The graph as SVG text that needs no style sheet. */
function pictureOf(width, height) {
  const copy = graph.cloneNode(true);
  const [from, to] = [[...graph.querySelectorAll("*")], [...copy.querySelectorAll("*")]];
  const dropped = [];
  from.forEach((element, index) => {
    const style = getComputedStyle(element);
    if (style.display === "none" || style.visibility === "hidden" || element.matches(".reach, .ring")) return dropped.push(to[index]);
    const target = to[index];
    for (const name of KEPT) {
      const value = style.getPropertyValue(name);
      if (value && !(element.tagName === "g" && name !== "opacity")) target.setAttribute(name, value);
    }
    for (const name of ["class", "style", "tabindex", "role", "aria-label", "data-actor", "data-line"]) target.removeAttribute(name);
  });
  for (const element of dropped) element.remove();
  copy.removeAttribute("class");
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  return new XMLSerializer().serializeToString(copy);
}

async function savePicture() {
  const { width, height } = stage.getBoundingClientRect();
  const image = new Image();
  // Characters that XML forbids would make the whole unreadable.
  const text = pictureOf(width, height).replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "\uFFFD");
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text.toWellFormed?.() ?? text)}`;
  await image.decode();
  const scale = Math.min(2, 16000 / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round((height + HEAD) * scale);
  const ink = canvas.getContext("2d");
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  ink.scale(scale, scale);
  ink.fillStyle = color("--background");
  ink.fillRect(0, 0, width, height + HEAD);
  ink.drawImage(image, 0, HEAD, width, height);
  const family = getComputedStyle(document.body).fontFamily;
  for (const [words, font, name, y] of [[data.title, `650 18px ${family}`, "--ink", 30], [$("summary").textContent, `12px ${family}`, "--muted", 50]]) {
    ink.font = font;
    ink.fillStyle = color(name);
    ink.fillText(words, 20, y, width - 40);
  }
  let x = 20;
  for (const name of classes.filter((name) => shown.lines.some((line) => line.class === name))) {
    const words = CLASS_WORDS[name];
    ink.fillStyle = color(`--${name}-line`);
    ink.fillRect(x, 69, 22, 2.5);
    ink.fillStyle = color("--muted");
    ink.fillText(words, x + 28, 74);
    x += 28 + ink.measureText(words).width + 20;
  }
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const link = make("a", { href: URL.createObjectURL(blob), download: `${fileName(data.title)}.png` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function fileName(title) {
  return fold(title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "graph";
}
