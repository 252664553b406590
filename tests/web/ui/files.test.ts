import { expect, test } from "vitest";

import { fileOfText, handedByDrop, handedByPaste, isTable } from "../../../web/src/ui/files";

interface Given {
  readonly files?: readonly File[];
  readonly folder?: string;
  readonly text?: string;
  readonly types?: readonly string[];
}

// As much of a DataTransfer as is looked at.
function transfer({ files = [], folder, text = "", types = [] }: Given): DataTransfer {
  const entries = folder === undefined ? files.map(({ name }) => ({ name, isDirectory: false })) : [];
  if (folder !== undefined) entries.push({ name: folder, isDirectory: true });
  const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }));
  return { items, files, types, getData: () => text } as unknown as DataTransfer;
}

const bill = new File(["a,b\n1,2\n"], "bill.csv");
const failureOf = (handed: ReturnType<typeof handedByDrop>) => ("failure" in handed ? handed.failure.error : null);

test("dropped files are handed over, several at once", () => {
  expect(handedByDrop(transfer({ files: [bill, bill] }))).toEqual({ files: [bill, bill] });
});

test("a folder is told by its name", () => {
  const handed = handedByDrop(transfer({ folder: "bills-2025", files: [] }));
  expect(handed).toMatchObject({ failure: { error: "folder_dropped", values: { file: "bills-2025" } } });
});

test("a dropped table of another page is read; a link is not a file", () => {
  expect(handedByDrop(transfer({ text: "Team\tCost\nalpha\t1\n" }))).toHaveProperty("files");
  expect(failureOf(handedByDrop(transfer({ text: "https://example.org/a,b\nx", types: ["text/uri-list"] })))).toBe(
    "nothing_dropped",
  );
});

test("of what a spreadsheet copies its text is taken, not the picture of it", async () => {
  const picture = new File(["…"], "image.png");
  const handed = handedByPaste(transfer({ text: "Team\tCost\nalpha\t1\n", files: [picture] }));
  expect("files" in handed && (await handed.files[0]!.text())).toBe("Team\tCost\nalpha\t1\n");
});

test("a pasted file is read, pasted words are refused", () => {
  expect(handedByPaste(transfer({ files: [bill] }))).toEqual({ files: [bill] });
  expect(failureOf(handedByPaste(transfer({ text: "hello" })))).toBe("nothing_pasted");
});

test.each([
  ["Team\tCost\nalpha\t1", true],
  ["Team,Cost\r\nalpha,1\r\n", true],
  ['{"Result":{"List":[]}}', true],
  ["Team,Cost", false],
  ["one\ntwo\n", false],
  ["", false],
])("whether %j is a table: %s", (text, answer) => {
  expect(isTable(text)).toBe(answer);
});

test("pasted text becomes a file with a name that says so", () => {
  expect(fileOfText("a").name).toBe("Pasted table");
});
