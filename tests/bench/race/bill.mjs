// A made-up split bill of 43 columns, of any size, the same bytes for the same seed on every machine; and what its groups
// add up to, kept while it is written: a reference that no parser had a hand in.

import { closeSync, openSync, writeSync } from "node:fs";

const COLUMNS = [
  ...["BillPeriod", "PayerID", "PayerUserName", "PayerCustomerName", "OwnerID", "OwnerUserName", "OwnerCustomerName"],
  ...["BusinessMode", "Product", "ProductZh", "BillingMode", "ExpenseBeginTime", "ExpenseEndTime", "ExpenseTime"],
  ...[
    "UseDuration",
    "UseDurationUnit",
    "BillCategory",
    "Project",
    "ProjectDisplayName",
    "Tag",
    "ConfigName",
    "Element",
  ],
  ...["Factor", "BillingUnit", "InstanceNo", "InstanceName", "Region", "RegionZh", "Zone", "SplitItemID"],
  ...["SplitItemName", "SplitRatio", "Count", "Price", "PriceUnit", "OriginalBillAmount", "PreferentialBillAmount"],
  ...["DiscountBillAmount", "CouponAmount", "PayableAmount", "PaidAmount", "UnpaidAmount", "Currency"],
];
const PROJECTS = 600;
const MODELS = 80;
const OWNERS = 60;
const INSTANCES = 20_000;
const WRITE_BYTES = 1 << 20;

/** xorshift32: whole numbers below `limit`. @param {number} seed */
function dice(seed) {
  let state = seed | 1;
  return (/** @type {number} */ limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

/** "-12.34" of (-1234n, 2). @param {bigint} units @param {number} scale */
export function decimal(units, scale) {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return units < 0n ? `-${text}` : text;
}

const cell = (/** @type {string} */ text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Digits after the point to which every sum is kept. */
export const SCALE = 10;

/**
 * Writes the bill and answers its rows, and the sum of PayableAmount of each "project<US>model" in units of 10^-SCALE.
 * @param {string} path @param {number} bytes @param {number} seed
 */
export function writeBill(path, bytes, seed = 42) {
  const below = dice(seed);
  const common = (/** @type {number} */ limit) => Math.min(below(limit), below(limit)); // the first are the commonest
  const one = (/** @type {readonly string[]} */ of) => /** @type {string} */ (of[below(of.length)]);

  const projects = Array.from({ length: PROJECTS }, (_, i) =>
    i === 0 ? "default" : `${one(["推荐", "search", "数据仓库", '游戏"自研"', "教育, K12", "ml-platform"])}-${i}`,
  );
  const models = Array.from({ length: MODELS }, (_, i) => {
    const name = one([
      "moyan-pro-32k",
      "moyan-lite-4k",
      "标准存储",
      "归档存储, 单AZ",
      "ecs.g3i.xlarge",
      '公网带宽"按流量"',
    ]);
    return `${name}-${i}`;
  });
  const owners = Array.from({ length: OWNERS }, (_, i) => ({
    id: `21${String(10_000_000 + below(90_000_000))}`,
    user: `acct_${below(1_000_000)}`,
    customer: cell(`${one(["青禾科技", "Example Tech", "Demo, Inc.", "青禾(上海)"])}_${i}`),
  }));
  const instances = Array.from(
    { length: INSTANCES },
    () => `${one(["ep", "i", "vol", "bucket"])}-2024${below(1e9)}-${below(60_466_176).toString(36)}`,
  );
  const quotedProjects = projects.map(cell);
  const quotedModels = models.map(cell);
  const products = [
    ["ark", "方舟"],
    ["ecs", "云服务器"],
    ["tos", "对象存储"],
    ["las", cell("湖仓一体, 分析服务")],
  ];
  const regions = [
    ["cn-beijing", "华北2（北京）", "cn-beijing-a"],
    ["cn-shanghai", "华东2（上海）", "cn-shanghai-b"],
    ["ap-southeast-1", "亚太东南（柔佛）", ""],
  ];
  const units = ["输入token", "输出token", "缓存命中token", "系统盘", "外网流出流量", "请求次数"];
  const tags = ["team:nlp", "env:prod", "env:test", "app:搜索", 'json:{"a":1}', "note:夜间,批处理"];

  /** @type {Map<string, bigint>} */
  const sums = new Map();
  function line() {
    const owner = /** @type {typeof owners[0]} */ (owners[common(OWNERS)]);
    const [product, productName] = /** @type {string[]} */ (products[common(products.length)]);
    const [region, regionName, zone] = /** @type {string[]} */ (regions[below(regions.length)]);
    const project = common(PROJECTS);
    const model = common(MODELS);
    const instance = instances[common(INSTANCES)];
    const day = `2025-06-${String(1 + below(30)).padStart(2, "0")}`;
    const hour = `${day} ${String(below(24)).padStart(2, "0")}`;
    const scale = below(4) === 0 ? 2 : 6 + below(5);
    const sign = below(40) === 0 ? -1n : 1n; // now and then a refund
    // Below 10^9, so that DECIMAL(18,9) holds them.
    const size = BigInt(below(scale === 2 ? 1e8 : 1e9)) * BigInt(1 + below(200));
    const original = below(25) === 0 ? 0n : sign * size;
    const preferential = (original * BigInt(below(30))) / 100n;
    const discounted = original - preferential;
    const coupon = below(10) === 0 ? discounted / 5n : 0n;
    const payable = discounted - coupon;
    const isBlank = below(200) === 0;
    const paid = below(3) === 0 ? 0n : payable;
    const tag = below(2) === 0 ? "" : cell(below(99) === 0 ? "memo:第一行\n第二行" : `${one(tags)};${one(tags)}`);

    const key = `${projects[project]}\x1f${models[model]}`;
    const units10 = isBlank ? 0n : payable * 10n ** BigInt(SCALE - scale);
    sums.set(key, (sums.get(key) ?? 0n) + units10);
    const amounts = [original, preferential, discounted, coupon].map((each) => decimal(each, scale)).join();
    return (
      `2025-06,2100012345,example_payer,示例控股有限公司,${owner.id},${owner.user},${owner.customer},普通模式,${product},` +
      `${productName},${below(5) ? "按量计费" : "包年包月"},${hour}:00:00,${hour}:59:59,${hour}:00:00,${below(86_400)},秒,` +
      `${below(30) ? "消费-使用" : "退款-退订"},${quotedProjects[project]},${quotedProjects[project]},${tag},` +
      `${quotedModels[model]},${one(units)},${one(units)},千tokens,${instance},${below(3) ? "" : `name_${instance}`},` +
      `${region},${regionName},${zone},${instance},${below(2) ? instance : ""},${decimal(BigInt(below(10_001)), 4)},` +
      `${decimal(BigInt(below(1e9)), 4)},${decimal(BigInt(below(1e6)), 8)},元/小时,${amounts},` +
      `${isBlank ? "" : decimal(payable, scale)},${decimal(paid, scale)},${decimal(payable - paid, scale)},CNY\n`
    );
  }

  const file = openSync(path, "w");
  let size = 0;
  let rows = 0;
  let text = `\uFEFF${COLUMNS.join()}\n`;
  while (size < bytes) {
    while (text.length < WRITE_BYTES && size + text.length < bytes) {
      text += line();
      rows++;
    }
    const piece = Buffer.from(text);
    writeSync(file, piece);
    size += piece.length;
    text = "";
  }
  closeSync(file);
  return { size, rows, sums, columns: COLUMNS };
}
