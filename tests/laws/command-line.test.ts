import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { billfold, type Outcome } from "./command-line";

// The command line as scripts rely on it.

const bill = `Owner,Project,Model,PayableAmount,Currency
acc-search,rank,swift,10.50,CNY
acc-search,rank,deep,0.25,CNY
acc-search,,swift,4.00,CNY
acc-ads,bid,swift,-2.75,CNY
acc-ads,"=cmd, or so",deep,1.125,CNY
`;

let folder: string;
let file: string;
const inFolder = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "billfold-"));
  file = inFolder("april.csv");
  await writeFile(file, bill);
});
afterAll(() => rm(folder, { recursive: true }));

const answer = ({ status, out, said }: Outcome) => {
  expect(said).toBe("");
  expect(status).toBe(0);
  return JSON.parse(out) as Record<string, unknown>;
};
const split = async (...options: string[]) => answer(await billfold(["split", file, ...options]));

describe("info", () => {
  test("tells what the file is, its keys in their order", async () => {
    const info = answer(await billfold(["info", file]));
    expect(Object.keys(info)).toEqual([
      "profile",
      "encoding",
      "delimiter",
      "header_line",
      "rows",
      "rejected",
      "columns",
      "measures",
      "default_measure",
      "currency",
    ]);
    expect(info).toMatchObject({
      encoding: "utf-8",
      delimiter: ",",
      header_line: 1,
      rows: 5,
      rejected: [],
      columns: ["Owner", "Project", "Model", "PayableAmount", "Currency"],
      measures: { PayableAmount: "13.125" },
      default_measure: "PayableAmount",
      currency: ["CNY"],
    });
  });

  test("lists lines that could not be counted, with their place, reason and text", async () => {
    const path = inFolder("rejected.csv");
    await writeFile(path, bill.replace("4.00", "4.O0"));
    expect(answer(await billfold(["info", path]))).toMatchObject({
      rejected: [{ line: 4, column: "PayableAmount", reason: "not_a_number", text: "4.O0" }],
      measures: { PayableAmount: "9.125" },
    });
  });

  test("as CSV says one thing a line", async () => {
    const { out } = await billfold(["info", file, "--format", "csv"]);
    expect(out).toContain("what,name,value\r\n");
    expect(out).toContain("measure,PayableAmount,13.125\r\n");
  });
});

describe("split", () => {
  test("gives the leaves with the unassigned one, and the difference", async () => {
    expect(await split("--by", "Project")).toEqual({
      measure: "PayableAmount",
      total: "13.125",
      rows: 5,
      rejected: 0,
      by: ["Project"],
      leaves: [
        { key: ["=cmd, or so"], amount: "1.125", rows: 1 },
        { key: ["bid"], amount: "-2.75", rows: 1 },
        { key: ["rank"], amount: "10.75", rows: 2 },
        { key: [null], amount: "4", rows: 1 },
      ],
      difference: "0",
    });
  });

  test("takes levels from one list or several, outermost first", async () => {
    expect((await split("--by", "Owner,Model"))["by"]).toEqual(["Owner", "Model"]);
    expect((await split("--by", "Owner", "--by", "Model"))["by"]).toEqual(["Owner", "Model"]);
  });

  test("takes a column of amounts as a level or a filter too, its cells as they stand", async () => {
    expect((await split("--by", "PayableAmount", "--filter", "Owner=acc-search"))["leaves"]).toEqual([
      { key: ["0.25"], amount: "0.25", rows: 1 },
      { key: ["10.50"], amount: "10.5", rows: 1 },
      { key: ["4.00"], amount: "4", rows: 1 },
    ]);
    expect(await split("--by", "Owner", "--filter", "PayableAmount=4.00")).toMatchObject({ total: "4", rows: 1 });
  });

  test("keeps the lines of a filter: one value, several, none", async () => {
    const total = async (...filters: string[]) =>
      (await split("--by", "Owner", ...filters.flatMap((filter) => ["--filter", filter])))["total"];
    expect(await total("Owner=acc-ads")).toBe("-1.625");
    expect(await total("Project=rank|bid")).toBe("8");
    expect(await total("Project=")).toBe("4");
    expect(await total("Project=rank|")).toBe("14.75");
    expect(await total("Owner=acc-search", "Model=deep")).toBe("0.25");
  });

  test("follows a plan, and options go before it", async () => {
    const plan = inFolder("plan.json");
    await writeFile(plan, JSON.stringify({ by: ["Owner"], filters: [{ dimension: "Model", values: ["swift"] }] }));
    expect(await split("--plan", plan)).toMatchObject({ by: ["Owner"], total: "11.75" });
    expect(await split("--plan", plan, "--by", "Project", "--filter", "Owner=acc-ads")).toMatchObject({
      by: ["Project"],
      total: "-2.75",
    });
  });

  test("as CSV guards texts that a spreadsheet would take for formulas, but no number", async () => {
    const { out } = await billfold(["split", file, "--by", "Project", "--format", "csv"]);
    expect(out).toBe('Project,amount,rows\r\n"\'=cmd, or so",1.125,1\r\nbid,-2.75,1\r\nrank,10.75,2\r\n,4,1\r\n');
    const raw = await billfold(["split", file, "--by", "Project", "--format", "csv", "--raw"]);
    expect(raw.out).toContain('"=cmd, or so",1.125,1');
  });

  test("writes a file with a byte order mark, and then nothing on standard output", async () => {
    const path = inFolder("out.csv");
    const { out, status } = await billfold(["split", file, "--by", "Owner", "--format", "csv", "--out", path]);
    expect([status, out]).toEqual([0, ""]);
    expect(await readFile(path, "utf8")).toBe("\uFEFFOwner,amount,rows\r\nacc-ads,-1.625,2\r\nacc-search,14.75,3\r\n");
  });

  test("takes files of one form together, packed or not, and standard input", async () => {
    const more = inFolder("may.csv.gz");
    await writeFile(more, gzipSync("Owner,Project,Model,PayableAmount,Currency\nacc-ads,bid,deep,100.00,CNY\n"));
    expect(answer(await billfold(["split", file, more, "--by", "Owner"]))).toMatchObject({ total: "113.125", rows: 6 });
    const piped = await billfold(["split", "-", "--by", "Owner"], new TextEncoder().encode(bill));
    expect(answer(piped)).toMatchObject({ total: "13.125" });
  });

  test("reads a saved response of a list call", async () => {
    const path = inFolder("response.json");
    const line = (Owner: string, PayableAmount: string) => ({ Owner, PayableAmount });
    await writeFile(path, JSON.stringify({ Result: { List: [line("acc-ads", "1.10"), line("acc-search", "2.2")] } }));
    expect(answer(await billfold(["split", path, "--by", "Owner"]))).toMatchObject({ total: "3.3", rows: 2 });
  });

  test("leaves out a file that was given twice, and says so on standard error", async () => {
    const { status, out, said } = await billfold(["split", file, file, "--by", "Owner"]);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ total: "13.125", rows: 5 });
    expect(said).toContain("(same_file_twice)");
  });

  test("reads a column by the field that it is mapped to", async () => {
    expect(await split("--by", "creator", "--map", "creator=Owner")).toMatchObject({
      leaves: [
        { key: ["acc-ads"], amount: "-1.625", rows: 2 },
        { key: ["acc-search"], amount: "14.75", rows: 3 },
      ],
    });
  });
});

describe("a wrong usage ends with status 2 and says what is wrong", () => {
  test.each([
    [[], "Name a command"],
    [["divide", "x.csv"], 'no command "divide"'],
    [["info"], "Name a file"],
    [["split", "x.csv"], "--by"],
    [["split", "x.csv", "--by"], "--by wants a value"],
    [["split", "x.csv", "--by", "Owner,"], "--by"],
    [["split", "x.csv", "--by", "Owner", "--format", "xml"], "json or csv"],
    [["split", "x.csv", "--by", "Owner", "--filter", "Owner"], "DIM=VALUE"],
    [["split", "x.csv", "--by", "Owner", "--map", "Owner"], "FIELD=COLUMN"],
    [["info", "x.csv", "--by", "Owner"], "no --by"],
    [["info", "x.csv", "--verbose"], "no option --verbose"],
    [["info", "x.csv", "--measure", "A", "--measure", "B"], "given twice"],
  ])("billfold %j", async (args, message) => {
    const { status, out, said } = await billfold(args);
    expect([status, out]).toEqual([2, ""]);
    expect(said).toContain(message);
  });
});

describe("an input that cannot be used ends with status 1 and says what, where and what to do", () => {
  test.each([
    ["empty.csv", "", [], "(empty_file)"],
    ["photo.png", Buffer.from("89504e470d0a1a0a0000000d", "hex"), [], "(not_a_bill)"],
    ["open.csv", 'Owner,PayableAmount\na,"1.50\nb,2\n', [], "line 2"],
    ["cut.csv.gz", gzipSync(bill).subarray(0, 60), [], "(truncated_gzip)"],
    ["bill.csv", bill, ["--profile", "klingon"], "(unknown_profile)"],
    ["bill.csv", bill, ["--map", "colour=Owner"], "(unknown_field)"],
    ["bill.csv", bill, ["--encoding", "klingon"], "(unknown_encoding)"],
  ])("%s %#", async (name, content, options, message) => {
    await writeFile(inFolder(name), content);
    const { status, out, said } = await billfold(["split", inFolder(name), "--by", "Owner", ...options]);
    expect([status, out]).toEqual([1, ""]);
    expect(said).toContain(message);
    expect(said).toContain(name);
  });

  test("a file that is not there, a folder, a plan that is none, a question that the bill cannot answer", async () => {
    const ending = async (...args: string[]) => {
      const { status, said } = await billfold(args);
      expect(status).toBe(1);
      return /\((\w+)\)\n$/.exec(said)?.[1];
    };
    expect(await ending("info", inFolder("gone.csv"))).toBe("file_unreadable");
    expect(await ending("info", folder)).toBe("folder_dropped");
    expect(await ending("split", file, "--by", "Owner", "--measure", "Prize")).toBe("unknown_measure");
    expect(await ending("split", file, "--by", "Colour")).toBe("unknown_dimension");
    expect(await ending("split", file, "--by", "Owner", "--measure", "Model")).toBe("not_an_amount");
    expect(await ending("split", file, "--plan", file)).toBe("bad_plan");
    await writeFile(inFolder("odd.json"), '{"by":["Owner"],"colour":"red"}');
    expect(await ending("split", file, "--plan", inFolder("odd.json"))).toBe("bad_request");
  });
});

describe("./billfold itself", () => {
  const program = resolve(__dirname, "../../billfold");
  const started = (args: string[], input?: string) =>
    new Promise<Outcome>((done) => {
      const child = execFile(program, args, (error, out, said) =>
        done({ status: typeof error?.code === "number" ? error.code : 0, out, said }),
      );
      child.stdin?.end(input);
    });

  test("answers on standard output and nowhere else", async () => {
    expect(answer(await started(["split", file, "--by", "Owner"]))).toMatchObject({ total: "13.125" });
    expect(answer(await started(["info", "-"], bill))).toMatchObject({ rows: 5 });
  });

  test("has its three endings", async () => {
    expect(await started(["--help"])).toMatchObject({ status: 0, out: expect.stringContaining("billfold split") });
    expect(await started(["info", inFolder("gone.csv")])).toMatchObject({ status: 1, out: "" });
    expect(await started(["amortize", file])).toMatchObject({ status: 2, out: "" });
  });
});
