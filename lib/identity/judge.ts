// Does the downstream identity stand for the caller? (`verdicts.md`)
import type { CallRecord } from "../calls/model";
import { type Asking, type CallFacts, callFacts, type Finding } from "./call-facts";
import { type DirectoryIndex, riskOf } from "./directory-index";
import { informationFindings } from "./information-flags";
import { FLAGS, type Judgement, type Sanction } from "./model";
import { reasonsFor, undeclaredService } from "./reasons";
import { type Related, relationOf } from "./relation";
import { sanctionFor } from "./sanction";
import { severityOf } from "./severity";
import { tokenFindings } from "./token-rules";
import { verdictOf } from "./verdict";

/**
 * Judges one call as of `record.time`: pure, deterministic, and never throwing for a record that
 * fits `callRecordSchema`. Flags come in the order of `FLAGS`; only `not_run` carries none.
 */
export function judge(record: CallRecord, asking: Asking, index: DirectoryIndex): Judgement {
  const call = callFacts(record, asking, index);
  const related = relationOf(call);
  if (related.relation === "none") return notRun(call, related);

  const sanction = isSanctionable(related) ? sanctionFor(call) : undefined;
  const findings = findingsOf(call, related, sanction);
  const flags = findings.map(({ flag }) => flag);
  const { relation } = related;
  const verdict = verdictOf({ call, relation, flags, sanction });
  const risk = riskOf(index, record.server?.name, record.tool?.name);
  return {
    relation,
    verdict,
    flags,
    evidence: call.downstream.grade,
    callerEvidence: call.caller.grade,
    severity: severityOf({ verdict, relation, sanctioned: sanction !== undefined, flags, risk }),
    reasons: reasonsFor(call, related, findings, sanction),
  };
}

/** A sanction excuses these two and nothing else. */
function isSanctionable({ relation }: Related): boolean {
  return relation === "service" || relation === "other_person";
}

function findingsOf(call: CallFacts, related: Related, sanction: Sanction | undefined): Finding[] {
  const findings = [...tokenFindings(call), ...informationFindings(call)];
  if (related.finding) findings.push(related.finding);
  if (related.relation === "service" && !sanction) findings.push(undeclaredService(call));
  return findings.toSorted((a, b) => FLAGS.indexOf(a.flag) - FLAGS.indexOf(b.flag));
}

function notRun(call: CallFacts, related: Related): Judgement {
  return {
    relation: related.relation,
    verdict: "not_run",
    flags: [],
    evidence: "absent",
    callerEvidence: call.caller.grade,
    severity: "none",
    reasons: reasonsFor(call, related, [], undefined),
  };
}
