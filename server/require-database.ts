import { hasEmbedded } from "../db/embedded";
import { DomainError } from "../lib/errors";

/** Throws `not_found` where no server was started yet: a mistyped folder must not become a deployment. */
export async function requireDatabase(dataDir: string): Promise<void> {
  if (await hasEmbedded(dataDir)) return;
  throw new DomainError(
    "not_found",
    `There is no database in ${dataDir}.\n` +
      "  Set ONBEHALF_DATA to the data folder of the deployment, or start this from the server's folder. A new deployment is made by npm start.",
  );
}
