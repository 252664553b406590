import { pageFailure } from "../state/errors";
import type { Store } from "../state/store";
import { t } from "../text/text";

/** Samples are part of the page; their script is asked for while the page loads, so that no request comes later. */
const samples = import("../samples");

/** "The samples are there", and their names: the first is the one to try. */
export const sampleNames = samples.then(({ SAMPLES }) => SAMPLES.map(({ name }) => name));

/** Opens a sample by its name, without one the first, with the settings that it comes with. */
export async function openSample(store: Store, name?: string): Promise<void> {
  const { SAMPLES, filesOf } = await samples;
  const sample = name === undefined ? SAMPLES[0] : SAMPLES.find((each) => each.name === name);
  if (!sample) {
    const known = SAMPLES.map((each) => each.name).join(", ");
    store.refuse(pageFailure("unknown_sample", { name: name ?? "", known }));
    return;
  }
  await store.open(filesOf(sample), {}, sample.name);
  if (sample.plan === undefined || store.bill.value?.sample !== sample.name) return;
  store.change(() => t("did.sample"), { ...store.wanted.value.plan, ...sample.plan });
}
