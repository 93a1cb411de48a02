// The address of a peer without its port.

/** `10.0.0.7:5123` -> `10.0.0.7`, `[::1]:5123` -> `::1`; a bare address stays as it is. */
export function clientAddress(peer: string | undefined): string | undefined {
  if (peer === undefined) return undefined;
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(peer) ?? [];
  if (bracketed !== undefined) return bracketed;
  const [, host] = /^([^:]+):\d+$/.exec(peer) ?? [];
  return host ?? peer;
}
