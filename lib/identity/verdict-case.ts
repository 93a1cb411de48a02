// Verdict cases as data: the form of `cases/verdicts.json` and of every other file of cases.
import { z } from "zod";
import { callRecordSchema, DOWNSTREAM_EVIDENCE } from "../calls/model";
import { directorySchema, FLAGS, OBSERVED_FLAGS, RELATIONS, SEVERITIES, VERDICTS } from "./model";

const flag = z.enum([...FLAGS, ...OBSERVED_FLAGS]);

export const verdictCaseSchema = z.object({
  name: z.string().min(1),
  /** `evidence` lists independent records of the same call. */
  record: callRecordSchema.extend({
    evidence: z
      .array(
        z.object({
          kind: z.string().default("downstream.observed"),
          source: z.string().min(1),
          iss: z.string().min(1).optional(),
          sub: z.string().min(1).optional(),
        }),
      )
      .default([]),
  }),
  /** Replaces the file's directory for this case. */
  directory: directorySchema.optional(),
  expect: z.object({
    relation: z.enum(RELATIONS),
    verdict: z.enum(VERDICTS),
    /** All of these must be raised; besides them only flags for information may be. */
    flags: z.array(flag).default([]),
    severity: z.enum(SEVERITIES).optional(),
    evidence: z.enum(DOWNSTREAM_EVIDENCE).optional(),
  }),
});
export type VerdictCase = z.infer<typeof verdictCaseSchema>;

export const verdictCaseFileSchema = z.object({
  $schema: z.string().optional(),
  about: z.string().optional(),
  /** The source of every record; every other source in a case is an evidence provider. */
  source: z.string().min(1),
  information: z.array(flag),
  directory: directorySchema,
  cases: z.array(verdictCaseSchema),
});
