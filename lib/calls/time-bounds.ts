import { DomainError } from "../errors";

const UNITS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;
const RELATIVE = /^-(\d{1,5})([smhdw])$/;

/** An ISO instant, or a time back from now such as `-24h`, as RFC 3339. Throws `invalid`. */
export function timeBound(name: "from" | "to", text: string, now: number): string {
  const [, amount, unit] = RELATIVE.exec(text) ?? [];
  const ms = isUnit(unit) ? now - Number(amount) * UNITS[unit] * 1000 : Date.parse(text);
  if (Number.isNaN(ms) || !/^[-\d]/.test(text) || Math.abs(ms) > 8e15) {
    const message = `${text} is neither an ISO time nor a time back from now such as -24h`;
    throw new DomainError("invalid", `${name}: ${message}`, { fields: [{ path: name, message }] });
  }
  return new Date(ms).toISOString();
}

function isUnit(unit: string | undefined): unit is keyof typeof UNITS {
  return unit !== undefined && unit in UNITS;
}
