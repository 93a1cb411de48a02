import { type CatalogFacts, toolKeyOf } from "../catalog/catalog-facts";
import type { Facts } from "./facts";

/** Which tools wait for a review, or were refused in one (`permissions.md`, "Catalog states"). */
export function catalogHolds({ quarantine, definitions, enforced }: CatalogFacts): Facts["isHeld"] {
  return (server, tool, stated) => {
    const key = toolKeyOf(server, tool);
    if (quarantine.has(key)) return true;
    const known = enforced.get(server);
    if (known === undefined) return false;
    if (!known.tools.has(tool)) return true;
    if (stated === undefined) return known.strict;
    const reviewed = definitions.get(key);
    return reviewed !== undefined && reviewed !== stated;
  };
}
