import { DomainError } from "../errors";

const UNITS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;
const RELATIVE = /^-(\d{1,5})([smhdw])$/;
const ISO = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/;
/** Years that an RFC 3339 text and PostgreSQL both have. */
const [FIRST, LAST] = [Date.parse("0001-01-01"), Date.parse("9999-12-31T23:59:59.999Z")];

/** An ISO instant, or a time back from now such as `-24h`, as RFC 3339. Throws `invalid`. */
export function timeBound(name: "from" | "to", text: string, now: number): string {
  const [, amount, unit] = RELATIVE.exec(text) ?? [];
  const ms = isUnit(unit) ? now - Number(amount) * UNITS[unit] * 1000 : isoMs(text);
  if (!(ms >= FIRST && ms <= LAST)) {
    const message = `${text} is neither an ISO time nor a time back from now such as -24h`;
    throw new DomainError("invalid", `${name}: ${message}`, { fields: [{ path: name, message }] });
  }
  return new Date(ms).toISOString();
}

/** Date.parse alone would also read "1" as a year of its own choice. */
function isoMs(text: string): number {
  return ISO.test(text) ? Date.parse(text) : Number.NaN;
}

function isUnit(unit: string | undefined): unit is keyof typeof UNITS {
  return unit !== undefined && unit in UNITS;
}
