import { inferSchema, initParser } from "udsv";
import { exactSums } from "./sums.js";

const PIECE = 4 << 20;

onmessage = async ({ data: { file } }) => {
  try {
    const sums = exactSums();
    const decoder = new TextDecoder();
    const reader = new FileReaderSync();
    let parser, project, model, amount;
    const take = (row) => sums.add(row[project], row[model], row[amount]);
    for (let at = 0; at < file.size; at += PIECE) {
      const text = decoder.decode(reader.readAsArrayBuffer(file.slice(at, at + PIECE)), { stream: true });
      if (!parser) {
        const schema = inferSchema(text);
        const names = schema.cols.map(({ name }) => name);
        [project, model, amount] = ["Project", "ConfigName", "PayableAmount"].map((name) => names.indexOf(name));
        parser = initParser(schema);
      }
      parser.chunk(text, parser.stringArrs, take);
    }
    parser.end();
    postMessage({ groups: sums.groups() });
  } catch (error) {
    postMessage({ error: String(error) });
  }
};
