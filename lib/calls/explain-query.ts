// What a query means, for everybody who writes one: the answer of `POST /api/v1/query/parse`.
import { z } from "zod";
import { PERMISSIONS } from "../access/model";
import type { Viewer } from "../access/viewer";
import { describeQuery } from "./query-language/describe";
import { querySchema } from "./query-language/model";
import { parseQuery } from "./query-language/parse";
import { payloadTerms } from "./query-language/payload-terms";
import { printQuery } from "./query-language/print";

/** UTF-16 offsets into the text that was sent. */
const place = { from: z.number().int(), to: z.number().int() };

export const queryAnswerSchema = z.object({
  /** Null where the text cannot be read. */
  query: querySchema.nullable(),
  /** The query in its one spelling. */
  text: z.string().nullable(),
  /** What it means, in words. */
  words: z.string().nullable(),
  errors: z.array(z.object({ message: z.string(), ...place })),
  /** The terms that need more than `calls:read`. */
  needs: z.array(
    z.object({ permission: z.enum(PERMISSIONS), held: z.boolean(), term: z.string(), ...place }),
  ),
});
export type QueryAnswer = z.infer<typeof queryAnswerSchema>;

/** A text that cannot be read is an answer too, with the place and the reason. */
export function explainQuery(viewer: Viewer, text: string): QueryAnswer {
  const parsed = parseQuery(text);
  if (!parsed.ok) {
    return { query: null, text: null, words: null, errors: [parsed.error], needs: [] };
  }
  const { query } = parsed;
  const held = viewer.permissions.has("payload:read");
  return {
    query,
    text: printQuery(query),
    words: describeQuery(query),
    errors: [],
    needs: payloadTerms(query).map((term) => ({
      permission: "payload:read",
      held,
      term: printQuery({ terms: [term] }),
      from: term.at?.from ?? 0,
      to: term.at?.to ?? 0,
    })),
  };
}
