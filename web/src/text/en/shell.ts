/** Words of the page around the views: opening a bill, the strip, reconciliation, settings. */
export const shell = {
  "amount.hidden": "amount hidden",
  "rows": { one: "{n} row", other: "{n} rows" },
} as const;
