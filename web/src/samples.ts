import deductions from "../../public/samples/deductions.csv?raw";
import orders from "../../public/samples/orders.csv?raw";
import volcengineSplit from "../../public/samples/volcengine-split.csv?raw";

// Sample bills with invented names, part of the page: nothing is fetched when one is opened. `?sample=NAME` opens one by
// its name; the first is what "Try the sample" opens.

export interface Sample {
  readonly name: string;
  /** Read as one bill, in this order. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

export const SAMPLES: readonly Sample[] = [
  { name: "volcengine-split", files: [{ name: "volcengine-split.csv", text: volcengineSplit }] },
  {
    name: "orders",
    files: [
      { name: "orders.csv", text: orders },
      { name: "deductions.csv", text: deductions },
    ],
  },
];

export function filesOf(sample: Sample): File[] {
  return sample.files.map(({ name, text }) => new File([text], name, { type: "text/csv" }));
}
