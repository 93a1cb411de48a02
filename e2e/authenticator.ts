// Chromium's virtual authenticator, and the clock of a passkey: nobody waits a day for a journey.
import type { CDPSession, Page } from "@playwright/test";
import postgres from "postgres";
import { findEmbedded } from "../db/embedded";

export type VirtualAuthenticator = {
  /** Whether whoever holds it is recognised from now on. */
  recognise: (person: boolean) => Promise<void>;
  /** Unplugged. */
  remove: () => Promise<void>;
};

/** One on the device itself that recognises its owner. */
export async function addAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const cdp: CDPSession = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    recognise: async (isUserVerified) => {
      await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
    },
    remove: async () => {
      await cdp.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
    },
  };
}

/** Puts the passkeys of a member, or their sign-ins, into the past. */
export async function makeOlder(
  what: "passkeys" | "sign-ins",
  email: string,
  age: string,
): Promise<void> {
  const embedded = await findEmbedded(process.env["ONBEHALF_E2E_DATA"] ?? "");
  if (embedded === null) throw new Error("the server of the journeys has no database");
  const sql = postgres(embedded.url, { max: 1, onnotice: () => undefined });
  const theirs = sql`(SELECT id FROM member WHERE email = ${email})`;
  await (what === "passkeys"
    ? sql`UPDATE member_passkey SET created_at = now() - ${age}::interval WHERE member_id = ${theirs}`
    : sql`UPDATE member_session SET auth_time = now() - ${age}::interval WHERE member_id = ${theirs}`);
  await sql.end();
}
