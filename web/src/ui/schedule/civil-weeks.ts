// Civil days and months by their ISO names, as the core gives them: "2023-01-20", "2023-01". A day has no time zone
// here, so all is reckoned in UTC and named again.

const DAY = 86_400_000; // milliseconds

function placeOf(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return Date.UTC(year, month - 1, date) / DAY;
}

function nameOf(place: number): string {
  return new Date(place * DAY).toISOString().slice(0, 10);
}

export function dayAfter(day: string, days: number): string {
  return nameOf(placeOf(day) + days);
}

export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** The days of a month, first to last. */
export function daysOf(month: string): readonly string[] {
  const first = placeOf(`${month}-01`);
  const next = placeOf(`${monthAfter(month, 1)}-01`);
  return Array.from({ length: next - first }, (_, place) => nameOf(first + place));
}

/** The months from the first to the last, both ends counted. */
export function monthsBetween(first: string, last: string): readonly string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = monthAfter(month, 1)) months.push(month);
  return months;
}

/** 0 is Monday, 6 Sunday. */
export function weekdayOf(day: string): number {
  return (placeOf(day) + 3) % 7; // The first of January 1970 was a Thursday.
}

export type Week = readonly (string | null)[];

/** A month as rows of seven, Monday first; null where a week reaches into another month. */
export function weeksOf(month: string): readonly Week[] {
  const days = daysOf(month);
  const before = weekdayOf(days[0]!);
  const cells: (string | null)[] = [...Array.from({ length: before }, () => null), ...days];
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(7 * week, 7 * week + 7));
}
