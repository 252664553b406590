// The sums of the JavaScript contenders: exact, as two whole numbers in doubles (before the point, and ten digits after),
// which is the fastest exact form that was found.

const SCALE = 10;

export function exactSums() {
  const groups = new Map();
  return {
    add(project, model, text) {
      const key = `${project}\x1f${model}`;
      let group = groups.get(key);
      if (group === undefined) groups.set(key, (group = { whole: 0, fraction: 0 }));
      const sign = text.charCodeAt(0) === 45 ? -1 : 1;
      let at = sign < 0 ? 1 : 0;
      let whole = 0;
      for (; at < text.length && text.charCodeAt(at) !== 46; at++) whole = whole * 10 + text.charCodeAt(at) - 48;
      let fraction = 0;
      let digits = 0;
      for (at++; at < text.length; at++, digits++) fraction = fraction * 10 + text.charCodeAt(at) - 48;
      for (; digits < SCALE; digits++) fraction *= 10;
      group.whole += sign * whole;
      group.fraction += sign * fraction;
    },
    groups() {
      const one = 10n ** BigInt(SCALE);
      return [...groups].map(([key, { whole, fraction }]) => {
        const units = BigInt(whole) * one + BigInt(fraction);
        const digits = String(units < 0n ? -units : units).padStart(SCALE + 1, "0");
        return [...key.split("\x1f"), `${units < 0n ? "-" : ""}${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`];
      });
    },
  };
}
