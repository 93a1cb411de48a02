import type { TokenView } from "@/lib/calls/view";

/** The facts of a token that are compared, in the order in which they matter. */
export const TOKEN_ROWS: {
  name: string;
  read: (token: TokenView) => string | undefined;
}[] = [
  { name: "Audience", read: ({ aud }) => aud?.join(" ") },
  { name: "Issued to", read: ({ clientId }) => clientId },
  { name: "Scopes", read: ({ scopes }) => scopes?.toSorted().join(" ") },
  { name: "Actor", read: ({ act }) => act?.principal?.sub ?? act?.name ?? undefined },
  { name: "Token, SHA-256", read: ({ sha256 }) => sha256 },
  { name: "Token id, SHA-256", read: ({ jtiSha256 }) => jtiSha256 },
  { name: "Issued at", read: ({ iat }) => instantOf(iat) },
  { name: "Expires", read: ({ exp }) => instantOf(exp) },
  { name: "Lives for", read: ({ iat, exp }) => lifetime(iat, exp) },
  { name: "Bound to", read: ({ cnf }) => cnf },
];

/** Seconds since the epoch, as in a JWT. */
function instantOf(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().replace(".000Z", "Z");
}

function lifetime(iat: number | undefined, exp: number | undefined): string | undefined {
  if (iat === undefined || exp === undefined) return undefined;
  const minutes = Math.round((exp - iat) / 60);
  if (minutes <= 120) return `${minutes} minutes`;
  return minutes <= 48 * 60
    ? `${Math.round(minutes / 60)} hours`
    : `${Math.round(minutes / 1440)} days`;
}
