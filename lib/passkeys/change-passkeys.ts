// What the console changes about passkeys, through the same API as everybody.
import { z } from "zod";
import type { Whose } from "../access/options";
import { askApi } from "../api-client";
import { makePasskey } from "./authenticator";
import { creationOptions } from "./model";

const own = (id: string) => `/profile/passkeys/${encodeURIComponent(id)}`;

/** Throws `ApiError` or `AuthenticatorError`. */
export async function addPasskey(name: string): Promise<void> {
  const options = await askApi("/profile/passkeys/begin", creationOptions, { post: {} });
  const response = await makePasskey(options);
  await askApi("/profile/passkeys", z.object({ id: z.string() }), { post: { name, response } });
}

export function renamePasskey(id: string, name: string) {
  return askApi(own(id), z.unknown(), { put: { name } });
}

/** One's own without a reason, another member's with one. */
export function removePasskey(whose: Whose, id: string, reason: string) {
  if (whose === null) return askApi(own(id), z.unknown(), { method: "DELETE" });
  const path = `/members/${encodeURIComponent(whose)}/passkeys/${encodeURIComponent(id)}/remove`;
  return askApi(path, z.unknown(), { post: { reason } });
}
