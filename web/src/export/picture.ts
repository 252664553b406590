// The drawing on the page as a file: its looks, which come from the page's style, are written on its elements.

const WRITTEN = [
  ...["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight"],
  ...["text-anchor", "dominant-baseline"],
] as const;

/** `statement` is its description: a picture carries what every export carries. */
export function svgFile(drawing: SVGSVGElement, paper: string, statement: readonly string[]): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const copies = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  [drawing, ...drawing.querySelectorAll<SVGElement>("*")].forEach((element, place) => {
    const looks = getComputedStyle(element);
    const written = copies[place]!;
    for (const name of WRITTEN) {
      const value = looks.getPropertyValue(name);
      if (value) written.setAttribute(name, value);
    }
    written.removeAttribute("style");
    written.removeAttribute("class");
  });
  return asFile(copy, drawing.getBoundingClientRect(), paper, statement);
}

/** The same of a drawing whose parts are boxes of the page with words in them, such as a treemap's tiles. */
export function svgOfBoxes(frame: HTMLElement, boxes: string, paper: string, statement: readonly string[]): string {
  const drawing = svgElement("svg", {});
  const { left, top, width, height } = frame.getBoundingClientRect();
  for (const box of frame.querySelectorAll<HTMLElement>(boxes)) {
    const at = box.getBoundingClientRect();
    // An own viewport cuts a long name off at the box's edge.
    const { width: wide, height: high } = at;
    const part = svgElement("svg", { x: at.left - left, y: at.top - top, width: wide, height: high });
    part.append(svgElement("rect", { width: "100%", height: "100%", fill: getComputedStyle(box).backgroundColor }));
    for (const words of box.children) {
      if (words.classList.contains("unseen")) continue;
      const { color, fontSize, fontWeight, fontFamily } = getComputedStyle(words);
      const line = words.getBoundingClientRect();
      const text = svgElement("text", {
        ...{ x: line.left - at.left, y: line.top - at.top + line.height / 2, "dominant-baseline": "central" },
        ...{ fill: color, "font-size": fontSize, "font-weight": fontWeight, "font-family": fontFamily },
      });
      text.textContent = words.textContent;
      part.append(text);
    }
    drawing.append(part);
  }
  return asFile(drawing, { width, height }, paper, statement);
}

function svgElement<Name extends "svg" | "rect" | "text" | "desc">(
  name: Name,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function asFile(
  drawing: SVGSVGElement,
  { width, height }: { readonly width: number; readonly height: number },
  paper: string,
  statement: readonly string[],
): string {
  drawing.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  drawing.setAttribute("width", String(width));
  drawing.setAttribute("height", String(height));
  const said = svgElement("desc", {});
  said.textContent = statement.join("\n");
  drawing.prepend(said, svgElement("rect", { width: "100%", height: "100%", fill: paper }));
  return new XMLSerializer().serializeToString(drawing);
}

/** The same as a picture of twice its size in pixels. */
export async function pngFile(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width * 2;
    canvas.height = image.height * 2;
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) => {
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("the drawing has no size"))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
