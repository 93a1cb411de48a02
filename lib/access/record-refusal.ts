import type { Db } from "../../db/client";
import { adminLog } from "../../db/schema/access";
import type { CompanyAccount } from "./oidc-claims";
import type { Refusal } from "./refusals";
import type { Visit } from "./session";

/** Writes down that a company account was not let in, and why. */
export async function recordRefusal(
  tx: Db,
  { iss, sub }: CompanyAccount,
  reason: Refusal,
  { address, requestId }: Visit,
): Promise<void> {
  // Whoever is made to wait would fill the log otherwise.
  if (reason === "too_many") return;
  await tx.insert(adminLog).values({
    actor: "system",
    action: "session.refused",
    subject: `${iss} | ${sub}`,
    details: { reason, address },
    requestId: requestId ?? null,
  });
}
