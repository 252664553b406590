import Papa from "papaparse";
import { exactSums } from "./sums.js";

onmessage = ({ data: { file } }) => {
  const sums = exactSums();
  let project, model, amount;
  Papa.parse(file, {
    chunkSize: 4 << 20,
    skipEmptyLines: true,
    chunk({ data: rows }) {
      let first = 0;
      if (project === undefined) {
        [project, model, amount] = ["Project", "ConfigName", "PayableAmount"].map((name) => rows[0].indexOf(name));
        first = 1;
      }
      for (let row = first; row < rows.length; row++) {
        sums.add(rows[row][project], rows[row][model], rows[row][amount]);
      }
    },
    error: (error) => postMessage({ error: String(error) }),
    complete: () => postMessage({ groups: sums.groups() }),
  });
};
