// Bills for the journeys, made by code with invented names. Totals are added here with whole cents as BigInt, another way
// than the core's, and handed out as the exact strings that the page must show.

export interface Fixture {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Of the column that is split by default, exact. */
  readonly total: string;
}

const OWNERS = [
  ["3300017001", "云杉搜索"],
  ["3300017002", "云杉广告"],
  ["3300017003", "云杉出行"],
] as const;
const PROJECTS = ["rank-v3", "recall", "bid", "eta", ""] as const;
const MODELS = ["moyan-pro-32k", "moyan-lite-4k", "moyan-embed-v1"] as const;
const ENVIRONMENTS = ["prod", "staging", ""] as const;

/** A Volcengine-like split bill: every row has its own amount, each 97th is a refund, some carry no project or tag. */
export function splitBill(count: number): Fixture {
  const header = ["账期", "消费时间", "Payer账号ID", "Owner账号ID", "Owner用户名", "产品名称", "配置名称"].concat([
    "计费单元",
    "项目",
    "标签",
    "用量",
    "原价",
    "应付金额",
    "币种",
    "分账明细ID",
  ]);
  let cents = 0n;
  const rows = Array.from({ length: count }, (_, place) => {
    const amount = (BigInt(place) * 7919n + 13n) * (place % 97 === 96 ? -1n : 1n);
    cents += amount;
    const [owner, name] = OWNERS[place % OWNERS.length]!;
    const environment = ENVIRONMENTS[(place * 5) % ENVIRONMENTS.length]!;
    const day = String(1 + (place % 30)).padStart(2, "0");
    return [
      "2025-04",
      `2025-04-${day} ${String(place % 24).padStart(2, "0")}:00:00`,
      "3300010001",
      owner,
      name,
      "大模型服务平台",
      MODELS[place % MODELS.length]!,
      place % 2 === 0 ? "推理输入" : "推理输出",
      PROJECTS[place % PROJECTS.length]!,
      environment === "" ? "" : JSON.stringify({ env: environment }),
      String(1000 + place),
      decimalOfCents(amount),
      decimalOfCents(amount),
      "CNY",
      `split-${String(place).padStart(8, "0")}`,
    ];
  });
  return { header, rows, total: decimalOfCents(cents, true) };
}

/** As the core spells it: without zeros at the end where `short`, otherwise with two digits as the vendor writes. */
export function decimalOfCents(cents: bigint, short = false): string {
  const size = cents < 0n ? -cents : cents;
  const whole = size / 100n;
  const fraction = String(size % 100n).padStart(2, "0");
  const digits = short ? fraction.replace(/0+$/, "") : fraction;
  return `${cents < 0n ? "-" : ""}${whole}${digits ? `.${digits}` : ""}`;
}

/** The bill as a CSV; the header is line 1, row 0 is line 2. */
export function csvOf({ header, rows }: Pick<Fixture, "header" | "rows">, lineEnd = "\r\n"): string {
  return [header, ...rows].map((cells) => cells.map(quoted).join(",")).join(lineEnd) + lineEnd;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The bill with one cell replaced: the way a file is broken by hand. */
export function withCell(fixture: Fixture, row: number, name: string, cell: string): Fixture {
  const at = fixture.header.indexOf(name);
  const rows = fixture.rows.map((cells, place) =>
    place === row ? cells.map((old, column) => (column === at ? cell : old)) : cells,
  );
  return { ...fixture, rows };
}

let toGb18030: Map<string, readonly number[]> | undefined;

/** Text in GB18030. There is no encoder for it here, so the two-byte part of the table is read off the decoder. */
export function gb18030(text: string): Buffer {
  toGb18030 ??= tableOf(new TextDecoder("gb18030", { fatal: true }));
  const bytes: number[] = [];
  for (const letter of text) {
    const code = letter.codePointAt(0)!;
    const pair = code < 0x80 ? [code] : toGb18030.get(letter);
    if (!pair) throw new Error(`no two bytes for ${letter}`);
    bytes.push(...pair);
  }
  return Buffer.from(bytes);
}

function tableOf(decoder: TextDecoder): Map<string, readonly number[]> {
  const table = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      try {
        table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
      } catch {
        // Not every pair is a letter.
      }
    }
  }
  return table;
}
