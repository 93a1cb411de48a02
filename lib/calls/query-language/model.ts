// A query over calls, as a tree. `parseQuery` writes it in one normal form: groups have at least two
// parts, and no group stands directly inside another of its kind, unless it is negated.
import { z } from "zod";
import { FIELD_NAMES } from "./fields";

/** UTF-16 offsets into the text. A node that no text was read for has none. */
const spanSchema = z.object({ from: z.number().int(), to: z.number().int() });
export type Span = z.infer<typeof spanSchema>;

export const queryValueSchema = z.object({
  /** Of a glob: the pattern, where `\*` and `\\` stand for the characters themselves. */
  text: z.string().min(1),
  /** Whether `*` stands for any text. A value in quotes is literal. */
  glob: z.boolean(),
});
export type QueryValue = z.infer<typeof queryValueSchema>;

const node = z.object({ negated: z.boolean(), at: spanSchema.optional() });
const subject = node.extend({
  field: z.enum(FIELD_NAMES),
  /** Of `args` and `result`: the keys that lead to the place. */
  path: z.array(z.string()).min(1).optional(),
});

/** The field is one of the values. */
const matchSchema = subject.extend({
  kind: z.literal("match"),
  values: z.array(queryValueSchema).min(1),
});
export type MatchTerm = z.infer<typeof matchSchema>;

/** The longer ones first, as they are read. */
export const COMPARISONS = ["<=", ">=", "<", ">"] as const;
export type Comparison = (typeof COMPARISONS)[number];

const compareSchema = subject.extend({
  kind: z.literal("compare"),
  op: z.enum(COMPARISONS),
  value: z.string(),
});
type CompareTerm = z.infer<typeof compareSchema>;

const boundSchema = z.object({ value: z.string(), inclusive: z.boolean() });
export type Bound = z.infer<typeof boundSchema>;

/** Null: open at that end. */
const rangeSchema = subject.extend({
  kind: z.literal("range"),
  low: boundSchema.nullable(),
  high: boundSchema.nullable(),
});
export type RangeTerm = z.infer<typeof rangeSchema>;

/** The call has the field at all. */
const hasSchema = subject.extend({ kind: z.literal("has") });
type HasTerm = z.infer<typeof hasSchema>;

/** A name or message contains the value. */
const textSchema = node.extend({ kind: z.literal("text"), value: queryValueSchema });
export type TextTerm = z.infer<typeof textSchema>;

export type Term = MatchTerm | CompareTerm | RangeTerm | HasTerm | TextTerm;

export type Group = {
  kind: "group";
  negated: boolean;
  at?: Span | undefined;
  op: "and" | "or";
  nodes: QueryNode[];
};
export type QueryNode = Term | Group;

export const queryNodeSchema: z.ZodType<QueryNode> = z
  .lazy(() =>
    z.union([
      matchSchema,
      compareSchema,
      rangeSchema,
      hasSchema,
      textSchema,
      node.extend({
        kind: z.literal("group"),
        op: z.enum(["and", "or"]),
        nodes: z.array(queryNodeSchema).min(2),
      }),
    ]),
  )
  .meta({ id: "QueryNode" });

/** All terms hold. No terms: everything. */
export const querySchema = z.object({ terms: z.array(queryNodeSchema) });
export type Query = z.infer<typeof querySchema>;
