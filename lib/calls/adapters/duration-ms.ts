// Durations as Rust and Go print them: "2ms", "1.5s", "150µs", "1m30s".

const PART = /(\d{1,15}(?:\.\d{1,15})?)(ns|µs|μs|us|ms|s|m|h)/y;

const MS_OF: Readonly<Record<string, number>> = {
  ns: 1e-6,
  µs: 1e-3, // U+00B5 micro sign
  μs: 1e-3, // U+03BC Greek mu
  us: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** Milliseconds, or undefined when the text is no duration with a unit. */
export function durationMs(text: unknown): number | undefined {
  if (typeof text !== "string" || text === "" || text.length > 64) return undefined;
  let total = 0;
  for (let at = 0; at < text.length; at = PART.lastIndex) {
    PART.lastIndex = at;
    const [, amount, unit] = PART.exec(text) ?? [];
    if (amount === undefined || unit === undefined) return undefined;
    total += Number(amount) * (MS_OF[unit] ?? 0);
  }
  return total;
}
