import type { Asker } from "../../lib/decisions/decide";
import type { KeyHolder } from "../../lib/sources/verify-key";

/** The gateway that asks, with its own id of the request as the listener has put it aside. */
export function askerOf({ who, request }: { who: KeyHolder; request: Request }): Asker {
  return { source: who.source, requestId: request.headers.get("x-onbehalf-asked-as") ?? undefined };
}
