// What a person does with the page and sees on it, for the journeys.

import type { Locator, Page } from "playwright-core";

import { chosenBrowser } from "./browser";

export interface Handed {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export const csvFile = (name: string, content: string | Buffer): Handed => ({
  name,
  mimeType: "text/csv",
  buffer: typeof content === "string" ? Buffer.from(content) : content,
});

export async function choose(page: Page, ...files: readonly (Handed | string)[]): Promise<void> {
  // A path stays on the disk: the way in for files too large to be handed over.
  const input = page.getByTestId("file-input");
  if (files.every((file) => typeof file === "string")) await input.setInputFiles(files as string[]);
  else await input.setInputFiles(files as Handed[]);
}

/** Drops files on the window, as from a file manager. */
export async function drop(page: Page, ...files: readonly Handed[]): Promise<void> {
  const plain = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, text: buffer.toString("base64") }));
  await page.evaluate((given) => {
    const transfer = new DataTransfer();
    for (const { name, mimeType, text } of given) {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type: mimeType }));
    }
    for (const type of ["dragenter", "dragover", "drop"]) {
      const event = new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
    }
  }, plain);
}

/** Text into a field at once, as pasted: Firefox's driver types it, and its tabs would lead out of the field. */
export function fillIn(field: Locator, text: string): Promise<void> {
  return field.evaluate((element, value) => {
    (element as HTMLTextAreaElement).value = value;
    element.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, text);
}

/** A double press. Firefox's driver counts each of its presses as a first one: the second is said to be one. */
export async function pressTwice(place: Locator): Promise<void> {
  if (chosenBrowser === "chromium") return place.dblclick();
  await place.click();
  await place.dispatchEvent("click", { detail: 2 });
}

export type PageState = "empty" | "reading" | "ready" | "error";

export async function becomes(page: Page, state: PageState, timeout = 30_000): Promise<void> {
  await page.waitForFunction((wanted) => document.documentElement.dataset["state"] === wanted, state, { timeout });
}

export const exact = (page: Page, testid: string): Promise<string | null> =>
  page.getByTestId(testid).getAttribute("data-exact");

/** Every exact figure of the page, in its order. */
export const figures = (page: Page): Promise<readonly (string | null)[]> =>
  page.locator("[data-exact]").evaluateAll((elements) => elements.map((each) => each.getAttribute("data-exact")));

/** Writes a rule that shares the cost of one project among others by percent, and applies it. */
export async function shareProject(
  page: Page,
  { name, project, percents }: { name: string; project: string; percents: Readonly<Record<string, string>> },
): Promise<void> {
  await page.getByTestId("rules").click();
  await page.getByTestId("add-shared").click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Take the cost where: dimension").selectOption("project");
  await page.getByLabel("Take the cost where: values, one a line").fill(project);
  await page.getByLabel("to values of").selectOption("project");
  await page.getByLabel("by", { exact: true }).selectOption("fixed");
  for (const [place, [target, percent]] of Object.entries(percents).entries()) {
    await page.getByTestId("add-target").click();
    await page.getByLabel(`Target ${place + 1}`, { exact: true }).fill(target);
    await page.getByLabel(`Percent (target ${place + 1})`).fill(percent);
  }
  await page.getByRole("button", { name: "Apply" }).first().click();
}

/** Asks a figure why it is what it is, and gives the figure as its explanation has it, whose steps come to it. */
export async function whyOf(page: Page, figure: Locator): Promise<string> {
  const place = (await figure.getAttribute("data-why")) ?? "";
  await figure.click();
  await page.locator(`[data-testid="why-figure"][data-place="${place}"]`).waitFor();
  if ((await exact(page, "why-check")) !== "0") throw new Error(`the steps do not come to ${place}`);
  return (await exact(page, "explained")) ?? "";
}
