// A condition on arguments, tried before it is written down: on values that somebody types, and on
// past calls of the tool.
import { sql } from "drizzle-orm";
import { command } from "../../access/command";
import { encodeCallId } from "../../calls/public-id";
import { DomainError } from "../../errors";
import { decodeName } from "../../identity/glob";
import { type CompiledSchema, compileSchema } from "../json-schema/compile-schema";
import { SchemaError } from "../json-schema/place";
import { TooMuchWork } from "../json-schema/run";
import { FEWEST_SHOWN } from "../replay/model";
import { readsPath } from "../replay/reads-path";
import { type ArgumentsTest, argumentsTestInput } from "./view";

const MOST_CALLS = 500;

type Row = {
  at: string;
  source: number;
  event: string;
  arguments: string | null;
  redacted: string[];
};

/** Each run is recorded. Throws `invalid` with the place in the schema. */
export const testArguments = command({
  action: "policy.arguments_tested",
  needs: "policy:read",
  input: argumentsTestInput,
  run: async (tx, { tool, schema, samples }, { actor }): Promise<ArgumentsTest> => {
    const compiled = compile(schema);
    const slash = tool.indexOf("/");
    const [server, name] = [tool.slice(0, Math.max(slash, 0)), tool.slice(slash + 1)].map(
      decodeName,
    );
    const mayRead = actor.kind !== "member" || actor.viewer.permissions.has("payload:read");
    const wanted = sql`c.tool_id = (SELECT t.id FROM tool t JOIN server s ON s.id = t.server_id
        WHERE s.name = ${server} AND t.name = ${name})
      AND c.occurred_at >= now() - interval '30 days'`;
    const [counted] = await tx.execute<{ n: number }>(sql`
      SELECT count(*)::int AS n FROM call c WHERE ${wanted}`);
    const n = counted?.n ?? 0;
    const answers = samples.map((value) => answer(compiled, value));
    if (!mayRead) {
      return { samples: answers, calls: n < FEWEST_SHOWN ? null : n, tested: null };
    }
    const rows = await tx.execute<Row>(sql`
      SELECT (extract(epoch FROM c.occurred_at) * 1000000)::bigint::text AS at,
             c.source_id AS source, c.event_id AS event, p.arguments,
             CASE WHEN strpos(c.envelope, '"redacted"') = 0 THEN '[]'::json ELSE
               (SELECT coalesce(json_agg(r ->> 'path'), '[]')
                FROM jsonb_array_elements(coalesce(c.envelope::jsonb -> 'redacted', '[]')) AS r
                WHERE r ->> 'part' = 'arguments') END AS redacted
      FROM call c LEFT JOIN payload p ON p.occurred_at = c.occurred_at
        AND p.batch_id = c.batch_id AND p.batch_pos = c.batch_pos
      WHERE ${wanted} ORDER BY c.occurred_at DESC LIMIT ${MOST_CALLS}`);
    return { samples: answers, calls: n, tested: tally(compiled, schema, [...rows]) };
  },
  audit: ({ tool }, { tested }) => ({
    subject: `tool:${tool}`,
    details: { readsArguments: tested !== null },
  }),
});

function compile(schema: unknown): CompiledSchema {
  try {
    return compileSchema(schema);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    const path = ["schema", ...error.path].join(".");
    throw new DomainError("invalid", `${path}: ${error.message}`, {
      fields: [{ path, message: error.message }],
    });
  }
}

function answer({ fits }: CompiledSchema, value: unknown): boolean | null {
  try {
    return fits(value);
  } catch (error) {
    if (error instanceof TooMuchWork) return null;
    throw error;
  }
}

const MOST_EXAMPLES = 10;

function tally(compiled: CompiledSchema, schema: unknown, rows: readonly Row[]) {
  const found = { fits: 0, fails: 0, without: 0, redacted: 0 };
  const examples: { call: string; fits: boolean }[] = [];
  for (const { at, source, event, arguments: text, redacted } of rows) {
    if (text === null) found.without += 1;
    else if (redacted.some((path) => readsPath(schema, path))) found.redacted += 1;
    else {
      const fits = answer(compiled, JSON.parse(text)) === true;
      found[fits ? "fits" : "fails"] += 1;
      const shown = examples.filter((one) => one.fits === fits).length;
      if (shown < MOST_EXAMPLES) {
        examples.push({
          call: encodeCallId({ at: Number(at), sourceId: source, eventId: event }),
          fits,
        });
      }
    }
  }
  return { ...found, examples };
}
