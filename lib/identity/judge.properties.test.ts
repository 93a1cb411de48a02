import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ArbitraryCall, arbitraryCall } from "./arbitrary-call";
import { indexDirectory } from "./directory-index";
import { judge } from "./judge";
import { directorySchema, FLAGS, type Judgement, RELATIONS, VERDICTS } from "./model";

const judged = ({ record, evidence, directory }: ArbitraryCall): Judgement =>
  judge(record, { source: "edge", evidence }, indexDirectory(directory));

const check = (property: (call: ArbitraryCall) => void) =>
  fc.assert(fc.property(arbitraryCall, property), { numRuns: 800 });

describe("judge, whatever the record and the directory", () => {
  it("meets every verdict, relation and flag in these calls", () => {
    const met = fc.sample(arbitraryCall, { numRuns: 4_000, seed: 7 }).map(judged);
    const verdicts = new Set(met.map(({ verdict }) => verdict));
    const relations = new Set(met.map(({ relation }) => relation));
    const flags = new Set(met.flatMap((one) => one.flags));
    expect(VERDICTS.filter((one) => !verdicts.has(one))).toEqual([]);
    expect(RELATIONS.filter((one) => !relations.has(one))).toEqual([]);
    expect(FLAGS.filter((one) => !flags.has(one))).toEqual([]);
  });

  it("gives the same judgement again and leaves its input as it is", () => {
    check(({ record, evidence, directory }) => {
      const call = {
        record: { ...record, tool: { name: record.tool?.name } },
        evidence,
        directory,
      };
      const before = structuredClone(call);
      const first = judged(call);
      expect(judged(before)).toEqual(first);
      expect(call).toEqual(before);
    });
  });

  it("does not depend on the order of the directory's lists or of the evidence", () => {
    check((call) => {
      const turned = Object.entries(call.directory).map(([key, value]) => [
        key,
        Array.isArray(value) ? value.toReversed() : value,
      ]);
      const directory = directorySchema.parse(Object.fromEntries(turned));
      const other = { record: call.record, evidence: call.evidence.toReversed(), directory };
      expect(judged(other)).toEqual(judged(call));
    });
  });

  it("calls not run exactly what has no relation, and raises no flag for it", () => {
    check((call) => {
      const { relation, verdict, flags, severity } = judged(call);
      const silent = flags.length === 0 && severity === "none";
      expect(verdict === "not_run").toBe(relation === "none");
      expect(verdict !== "not_run" || silent).toBe(true);
    });
  });

  it("gives a reason for every flag, and one for every call, in whole sentences", () => {
    check((call) => {
      const { flags, reasons } = judged(call);
      const rules = reasons.map(({ rule }) => rule);
      expect(flags.filter((flag) => !rules.includes(flag))).toEqual([]);
      expect(flags).toEqual(FLAGS.filter((flag) => flags.includes(flag)));
      expect(reasons.length).toBeGreaterThan(0);
      expect(reasons.filter(({ text }) => !/^\S.*\.$/s.test(text))).toEqual([]);
    });
  });

  it("concludes nothing without a verified caller, and nothing from absent evidence", () => {
    check((call) => {
      const { verdict, evidence, callerEvidence } = judged(call);
      const concludes = ["mismatch", "sanctioned", "claimed", "match"].includes(verdict);
      expect(concludes && (callerEvidence !== "validated" || evidence === "absent")).toBe(false);
      expect(verdict === "match" && evidence === "configured").toBe(false);
      expect(verdict === "claimed" && evidence !== "configured").toBe(false);
    });
  });

  it("never turns a match into anything else when the gateway's evidence gets better", () => {
    check((call) => {
      const { verdict, relation } = judged(call);
      const { downstream } = call.record;
      const stated = downstream !== undefined && downstream.evidence !== "absent";
      const better = stated ? { ...downstream, evidence: "validated" as const } : downstream;
      const after = judged({ ...call, record: { ...call.record, downstream: better } });
      const kept = after.verdict === verdict && after.relation === relation;
      expect(verdict !== "match" || kept).toBe(true);
    });
  });

  it("never turns a match into anything but a contradiction when others are heard too", () => {
    check((call) => {
      const before = judged({ ...call, evidence: [] }).verdict;
      const after = judged(call).verdict;
      expect(before !== "match" || after === "match" || after === "contradicted").toBe(true);
    });
  });
});
