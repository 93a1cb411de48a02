// Times, units and networks, read another way than the product reads them.

/** RFC 3339 as microseconds. */
export function microseconds(text: string): number {
  const [, whole = "", fraction = "", zone = "Z"] =
    /^([^.Z+]*?T\d\d:\d\d(?::\d\d)?)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  return Date.parse(whole + zone) * 1000 + Math.round(Number(`0.${fraction || 0}`) * 1e6);
}

/** From when until when the time named is. */
export function timeEdges(text: string): [start: number, end: number] {
  if (!text.includes("T")) {
    const start = microseconds(`${text}T00:00:00Z`);
    return [start, start + 24 * 3600 * 1e6];
  }
  const start = microseconds(text);
  const digits = /\.(\d+)/.exec(text)?.[1]?.length;
  if (digits !== undefined) return [start, start + 10 ** (6 - digits)];
  return [start, start + (/T\d\d:\d\d:/.test(text) ? 1e6 : 60e6)];
}

export function milliseconds(text: string): number {
  const amount = Number.parseFloat(text);
  if (text.endsWith("ms")) return amount;
  if (text.endsWith("s")) return Number((amount * 1_000).toFixed(6));
  return Number((amount * (text.endsWith("m") ? 60_000 : 3_600_000)).toFixed(6));
}

/** By the bits as text. */
export function inNetwork(address: string, network: string): boolean {
  const [base = "", length] = network.split("/");
  const [one, two] = [bits(address), bits(base)];
  if (one === null || two?.length !== one.length) return false;
  const n = length === undefined ? one.length : Number(length);
  return one.slice(0, n) === two.slice(0, n);
}

function bits(address: string): string | null {
  const v4 = address.replace(/^::ffff:(?=\d+\.)/, "");
  if (/^\d+(?:\.\d+){3}$/.test(v4)) {
    return v4
      .split(".")
      .map((part) => Number(part).toString(2).padStart(8, "0"))
      .join("");
  }
  if (!address.includes(":")) return null;
  const [head = "", tail] = address.split("::").map((side) => side);
  const groups = (side: string) => side.split(":").filter((part) => part !== "");
  const [front, back] = [groups(head), groups(tail ?? "")];
  const gap = tail === undefined ? 0 : 8 - front.length - back.length;
  return [...front, ...Array.from({ length: gap }, () => "0"), ...back]
    .map((part) => Number.parseInt(part, 16).toString(2).padStart(16, "0"))
    .join("");
}
