// A passkey signs what somebody is about to decide; the answer goes with the decision.
import type { Choice, WiderScope } from "../approvals/model";
import { askApi } from "../api-client";
import { signWithPasskey } from "./authenticator";
import { requestOptions } from "./model";

const pathOf = (id: string) => `/approvals/${encodeURIComponent(id)}`;

/** What `decide` takes as `passkey`. Throws `ApiError` or `AuthenticatorError`; nothing is decided. */
export async function signDecision(
  id: string,
  ask: { choice: Choice; for?: string | undefined; scope?: WiderScope | undefined },
) {
  return signWithPasskey(await askApi(`${pathOf(id)}/challenge`, requestOptions, { post: ask }));
}

/** What `break-glass` takes as `passkey`. Throws as `signDecision` does. */
export async function signGlass(id: string) {
  const path = `${pathOf(id)}/break-glass/challenge`;
  return signWithPasskey(await askApi(path, requestOptions, { post: {} }));
}
