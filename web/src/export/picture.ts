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
  const { width, height } = drawing.getBoundingClientRect();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", paper);
  const said = document.createElementNS("http://www.w3.org/2000/svg", "desc");
  said.textContent = statement.join("\n");
  copy.prepend(said, ground);
  return new XMLSerializer().serializeToString(copy);
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
