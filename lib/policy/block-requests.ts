// What the console sends about blocks: the same requests as everybody else's.
import { z } from "zod";
import { askApi } from "../api-client";
import type { BlockedWhat } from "./block-choices";

const done = z.object({ id: z.string() });

type NewBlock = BlockedWhat & { reason: string; until: string | null };

/** In force everywhere within a second. */
export function postBlock(block: NewBlock): Promise<{ id: string }> {
  return askApi("/blocks", done, { post: block });
}

export function postLift(id: string, reason: string): Promise<{ id: string }> {
  return askApi(`/blocks/${encodeURIComponent(id)}/lift`, done, { post: { reason } });
}
