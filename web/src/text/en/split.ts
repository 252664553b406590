/** Words of the split view. */
export const split = {
  "tab.split": "Split",
} as const;
