// What `GET /api/v1/calls/facets` and `/histogram` answer; shared by server, console and OpenAPI.
import { z } from "zod";
import { VERDICTS } from "../../identity/model";

/** Fields of the query language whose values can be counted. */
export const FACET_FIELDS = [
  "caller",
  "ranas",
  "verdict",
  "flag",
  "evidence",
  "server",
  "tool",
  "client",
  "source",
  "outcome",
  "decision",
  "session",
  "credential",
  "relation",
  "severity",
  "kind",
  "type",
  "caller.evidence",
] as const;
export type FacetField = (typeof FACET_FIELDS)[number];

const count = z.number().int();

/**
 * `rollup`: from the counts by hour and day, complete at once. `calls`: from the calls themselves,
 * newest first; an answer after a fraction of a second says how far it got.
 */
const basisSchema = z.enum(["rollup", "calls"]);

/** Calls older than this are not counted yet; asked again with `before`, the count goes on. */
const searchedTo = z.string().nullable();

export const facetValueSchema = z.object({
  /** What stands behind `field:` in a query that finds exactly these calls; null: `-has:field`. */
  value: z.string().nullable(),
  label: z.string(),
  /** What tells two of the same label apart. */
  detail: z.string().nullable(),
  count,
});
export type FacetValue = z.infer<typeof facetValueSchema>;

export const facetSchema = z.object({
  field: z.enum(FACET_FIELDS),
  basis: basisSchema,
  searchedTo,
  /** Calls that were counted, those of values that are not listed too. */
  total: count,
  /** There are more values than are listed. */
  more: z.boolean(),
  /** False where there were too many values to keep the count of each: they are at least these. */
  exact: z.boolean(),
  /** Most calls first. A call with several flags counts under each. */
  values: z.array(facetValueSchema),
});
export type Facet = z.infer<typeof facetSchema>;

export const facetsSchema = z.object({ items: z.array(facetSchema) });
export type Facets = z.infer<typeof facetsSchema>;

const bucketSchema = z.object({
  from: z.string(),
  /** Calls by verdict; those that did not occur are left out. */
  counts: z.partialRecord(z.enum(VERDICTS), count),
});
export type Bucket = z.infer<typeof bucketSchema>;

export const histogramSchema = z.object({
  /** What was counted; an open end is where the calls begin, or now. */
  from: z.string(),
  to: z.string(),
  /** A bucket begins at a whole multiple of this in UTC (weeks on Mondays). */
  widthMs: count,
  basis: basisSchema,
  searchedTo,
  /** Calls that were counted. */
  total: count,
  /** Oldest first, without gaps; the first and last reach beyond the range. */
  buckets: z.array(bucketSchema),
});
export type Histogram = z.infer<typeof histogramSchema>;
