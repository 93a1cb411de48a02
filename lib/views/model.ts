// Views of the calls page that are kept under a name: mine, others' that are shared, and built-in ones.
import { z } from "zod";
import { timeBound } from "../calls/time-bounds";
import { ALL_TIME } from "../time-range";

/** An end of the range as the address has it: relative ones move on with the clock. */
const endSchema = z.string().max(40).refine(isEnd, "neither a time nor a time back from now");

/**
 * What a view keeps: the query, and range and columns as in the address. An empty end is the default one;
 * where it names no columns, everybody sees their own.
 */
export const viewAddressSchema = z.object({
  q: z.string().max(4_000),
  from: endSchema,
  to: endSchema,
  cols: z.string().max(1_000).default(""),
});
export type ViewAddress = z.infer<typeof viewAddressSchema>;

export const viewInput = viewAddressSchema.extend({
  name: z.string().trim().min(1, "what it shows").max(80),
  shared: z.boolean().default(false),
});

export const savedViewSchema = viewAddressSchema.extend({
  id: z.string(),
  name: z.string(),
  shared: z.boolean(),
  /** Whether it is the reader's own. */
  mine: z.boolean(),
  /** Whose it is. */
  by: z.string(),
  updatedAt: z.string(),
});
export type SavedView = z.infer<typeof savedViewSchema>;

export const savedViewsSchema = z.object({
  items: z.array(savedViewSchema),
  next: z.null(),
});

function isEnd(text: string): boolean {
  if (text === "" || text === ALL_TIME) return true;
  try {
    timeBound("from", text, Date.now());
    return true;
  } catch {
    return false;
  }
}
