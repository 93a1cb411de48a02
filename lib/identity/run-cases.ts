// Runs a file of verdict cases: how anybody checks the judge without us (`cli judge --cases`).
import { z } from "zod";
import type { DownstreamEvidence } from "../calls/model";
import { indexDirectory } from "./directory-index";
import { judge } from "./judge";
import type {
  Directory,
  Flag,
  IndependentEvidence,
  Judgement,
  Relation,
  Severity,
  Verdict,
} from "./model";
import { type VerdictCase, verdictCaseFileSchema, verdictCaseSchema } from "./verdict-case";

export type CaseResult = {
  name: string;
  relation: Relation | null;
  verdict: Verdict | null;
  flags: Flag[];
  evidence: DownstreamEvidence | null;
  severity: Severity | null;
  pass: boolean;
  /** Why the case could not be judged at all; the others are judged nevertheless. */
  problem?: string;
};

/** `file` is parsed JSON. Throws a ZodError when its frame is not that of a file of cases. */
export function runVerdictCases(file: unknown): CaseResult[] {
  const { source, information, directory, cases } = frameSchema.parse(file);
  const allowed = new Set<string>(information);
  return cases.map((raw, position) => {
    const parsed = verdictCaseSchema.safeParse(raw);
    if (!parsed.success) return unreadable(raw, position, parsed.error);
    const one = parsed.data;
    const judgement = judgeCase(one, source, one.directory ?? directory);
    const { relation, verdict, flags, evidence, severity } = judgement;
    const pass = passes(judgement, one.expect, allowed);
    return { name: one.name, relation, verdict, flags, evidence, severity, pass };
  });
}

/** Cases are parsed one by one, so that a broken one fails alone. */
const frameSchema = verdictCaseFileSchema.extend({
  information: z.array(z.string()).default([]),
  cases: z.array(z.unknown()),
});

function judgeCase({ record }: VerdictCase, source: string, directory: Directory): Judgement {
  const evidence = record.evidence.flatMap((one): IndependentEvidence[] => {
    const { kind } = one;
    return kind === "token.mint" || kind === "downstream.observed" ? [{ ...one, kind }] : [];
  });
  const providers = evidence.map((one) => one.source).filter((name) => name !== source);
  const index = indexDirectory(withProviders(directory, new Set(providers)));
  return judge(record, { source, evidence }, index);
}

function withProviders(directory: Directory, providers: ReadonlySet<string>): Directory {
  const others = directory.gateways.filter((gateway) => !providers.has(gateway.source));
  const marked = [...providers].map((source) => ({
    ...directory.gateways.find((gateway) => gateway.source === source),
    source,
    evidenceProvider: true,
  }));
  return { ...directory, gateways: [...others, ...marked] };
}

function passes(
  { relation, verdict, flags, evidence, severity }: Judgement,
  expected: VerdictCase["expect"],
  allowed: ReadonlySet<string>,
): boolean {
  const raised: ReadonlySet<string> = new Set(flags);
  const wanted: ReadonlySet<string> = new Set(expected.flags);
  return (
    relation === expected.relation &&
    verdict === expected.verdict &&
    (expected.severity === undefined || severity === expected.severity) &&
    (expected.evidence === undefined || evidence === expected.evidence) &&
    expected.flags.every((flag) => raised.has(flag)) &&
    flags.every((flag) => wanted.has(flag) || allowed.has(flag))
  );
}

function unreadable(raw: unknown, position: number, error: z.ZodError): CaseResult {
  const named = z.object({ name: z.string() }).safeParse(raw);
  return {
    name: named.success ? named.data.name : `case ${position + 1}`,
    relation: null,
    verdict: null,
    flags: [],
    evidence: null,
    severity: null,
    pass: false,
    problem: z.prettifyError(error),
  };
}
