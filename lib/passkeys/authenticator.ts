// The browser's authenticator. What it refuses comes back as a sentence for the page.
import { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { authenticatorWords } from "./authenticator-words";
import type { CreationOptions, RequestOptions } from "./model";

/** The person cancelled, it took too long, or there is no passkey here: nothing has happened. */
export class AuthenticatorError extends Error {
  override name = "AuthenticatorError";
}

export function makePasskey(optionsJSON: CreationOptions) {
  return inWords("make", optionsJSON.rp.id, startRegistration({ optionsJSON }));
}

export function signWithPasskey(optionsJSON: RequestOptions) {
  return inWords("sign", optionsJSON.rpId, startAuthentication({ optionsJSON }));
}

async function inWords<Answer>(
  wish: "make" | "sign",
  host: string,
  asked: Promise<Answer>,
): Promise<Answer> {
  try {
    return await asked;
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    throw new AuthenticatorError(authenticatorWords(name, wish, host), { cause: error });
  }
}
