// One row of each kind of directory entry, as CSV and API give it. Columns are the CSV's.
import { z } from "zod";
import { isLongerThan } from "../calls/frames/utf8-length";
import { CALLER_EVIDENCE, DOWNSTREAM_EVIDENCE, DOWNSTREAM_KINDS } from "../calls/model";
import { PAIRED_NAME_LIMIT } from "../calls/name-limits";
import { sourceNameSchema } from "../sources/model";
import { RISKS } from "./model";
import { parseSelector } from "./selector";
import { parseSubjectSelector } from "./subject-selector";

const YEAR_MS = 366 * 24 * 3600 * 1000;

const text = z.string().trim().min(1).max(1_000);
/** Looked up through an index, which takes fewer bytes than 1,000 characters can have. */
const indexed = text.refine(
  (one) => !isLongerThan(one, PAIRED_NAME_LIMIT),
  `at most ${PAIRED_NAME_LIMIT} bytes`,
);
const blank = (value: unknown) => (value === "" ? undefined : value);
const optional = <S extends z.ZodType>(schema: S) => z.preprocess(blank, schema.optional());
const slug = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,127}$/, "letters, digits and . _ @ - only");
const groupName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:/@ -]{0,127}$/, "letters, digits, spaces and . _ : / @ - only");
const instant = z.iso.datetime({
  offset: true,
  error: "an RFC 3339 time, such as 2026-12-31T00:00:00Z",
});
const list = z.preprocess(
  (value) =>
    typeof value === "string" ? value.split(/[;\n]/).flatMap((one) => one.trim() || []) : value,
  z.array(text).min(1),
);
const selectors = list.refine((all) => all.every((one) => parseSelector(one) !== undefined), {
  message:
    "selectors such as tool:github/* separated by semicolons; a selector always has both parts",
});
const subjects = list.refine((all) => all.every((one) => parseSubjectSelector(one) !== undefined), {
  message: "anyone, person:…, group:…, client:… or principal:iss|sub, separated by semicolons",
});
const principal = { iss: indexed, sub: indexed };

const sanction = z
  .object({
    ran_as_iss: optional(indexed),
    ran_as_sub: optional(indexed),
    ran_as_person: optional(slug),
    ran_as_credential: optional(text),
    tools: selectors,
    callers: subjects,
    owner: text,
    reason: text,
    ticket: optional(text),
    from: optional(instant),
    until: instant,
  })
  .refine((row) => {
    const pair = row.ran_as_iss !== undefined && row.ran_as_sub !== undefined;
    const named = [pair, row.ran_as_person, row.ran_as_credential].filter(Boolean).length;
    return named === 1 && (row.ran_as_iss === undefined) === (row.ran_as_sub === undefined);
  }, "name exactly one of ran_as_iss with ran_as_sub, ran_as_person, ran_as_credential")
  .refine(
    (row) => Date.parse(row.until) - Date.parse(row.from ?? new Date().toISOString()) <= YEAR_MS,
    "until: a sanction lasts a year at most",
  );

export const DIRECTORY_ROWS = {
  links: z.object({ person: slug, ...principal, email: optional(z.email()), name: optional(text) }),
  services: z.object({ ...principal, name: optional(text) }),
  actors: z.object({ ...principal, name: optional(text) }),
  groups: z.object({ group: groupName, person: slug }),
  servers: z.object({
    name: indexed,
    resource: optional(z.url()),
    configured_as: optional(z.literal("caller")),
    configured_iss: optional(text),
    configured_sub: optional(text),
    configured_kind: optional(z.enum(DOWNSTREAM_KINDS)),
    scope_ceiling: optional(list),
    lifetime_limit_hours: optional(z.coerce.number().positive()),
    static_client: optional(text),
  }),
  gateways: z.object({
    source: sourceNameSchema,
    resource: optional(z.url()),
    issuer: optional(indexed),
    caller_ceiling: optional(z.enum(CALLER_EVIDENCE)),
    downstream_ceiling: optional(z.enum(DOWNSTREAM_EVIDENCE)),
  }),
  tools: z.object({ server: indexed, name: indexed, risk: z.enum(RISKS) }),
  /** Without an owner: nobody answers for it any more. */
  clients: z.object({ client_id: indexed, owner: optional(slug) }),
  sanctions: sanction,
  revocations: z.object({ ...principal, at: instant, reason: text }),
};
export type DirectoryKind = keyof typeof DIRECTORY_ROWS;
export const directoryKindSchema = z.enum([
  "links",
  "services",
  "actors",
  "groups",
  "servers",
  "gateways",
  "tools",
  "clients",
  "sanctions",
  "revocations",
]) satisfies z.ZodType<DirectoryKind>;

export type DirectoryRow<Kind extends DirectoryKind> = z.output<(typeof DIRECTORY_ROWS)[Kind]>;
