import type { ListAddress } from "../routes";

/** Search and page of a list, from the address: the first of each parameter. */
export function parseListAddress(
  parameters: Record<string, string | string[] | undefined>,
): ListAddress {
  const first = (name: string) => [parameters[name]].flat()[0]?.trim();
  const [q, cursor] = [first("q"), first("cursor")];
  return { ...(q && { q }), ...(cursor && { cursor }) };
}
