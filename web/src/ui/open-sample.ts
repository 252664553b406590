import type { Store } from "../state/store";

/** Opens a sample by its name. Its script came with the page: nothing is requested. */
export async function openSample(store: Store, name: string): Promise<void> {
  const { SAMPLES, filesOf } = await import("../samples");
  const sample = SAMPLES.find((each) => each.name === name);
  if (sample) await store.open(filesOf(sample), {}, sample.name);
}
