const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** "0 B", "12 kB", "3.4 GB": decimal units, two digits at least where it is not exact. */
export function byteSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 9.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}
