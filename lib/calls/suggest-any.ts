import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { suggest } from "./suggest";
import type { Found } from "./view";

/** Callers stand for every identity: whoever ran as something is a principal like them. */
const FIELDS = ["caller", "server", "tool", "source", "client"] as const;
const EACH = 4;

/** Whatever is called like a text: a few identities, servers, tools, sources and clients. */
export async function suggestAny(pool: Pool, viewer: Viewer, text: string): Promise<Found> {
  const found = await Promise.all(
    FIELDS.map(async (field) => {
      const { items } = await suggest(pool, viewer, field, text);
      return items.slice(0, EACH).map((item) => ({ ...item, field }));
    }),
  );
  return { items: found.flat() };
}
