import { DomainError } from "../../lib/errors";

/** The number in `If-Match: "7"`. Throws `invalid` with `hint`, which says where it is found. */
export function numberInIfMatch(request: Request, hint: string): number {
  const number = /^"(\d{1,9})"$/.exec(request.headers.get("if-match") ?? "")?.[1];
  if (number === undefined) throw new DomainError("invalid", hint);
  return Number(number);
}

export function etagOf(number: number): string {
  return `"${number}"`;
}
