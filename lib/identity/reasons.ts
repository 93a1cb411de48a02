// Why: one sentence for each rule that had a say, with the values that decided.
import type { CallFacts, Finding } from "./call-facts";
import { callerGrade, downstreamGrade } from "./evidence";
import type { Reason, Sanction } from "./model";
import { callerName, principalName, ranAsName, toolName } from "./naming";
import type { Related } from "./relation";
import { sanctionText } from "./sanction";

/** The relation comes first; every finding follows under the name of its flag. */
export function reasonsFor(
  call: CallFacts,
  { relation, text }: Related,
  findings: readonly Finding[],
  sanction: Sanction | undefined,
): Reason[] {
  const reasons: Reason[] = [];
  const add = (rule: string, sentence: string) => reasons.push({ rule, text: sentence });

  if (call.contradiction) add("contradicted", contradictionText(call));
  if (!findings.some((finding) => saysRelation(finding, text))) add(relation, text);
  if (sanction) add("sanction", sanctionText(sanction));
  for (const { flag, text: sentence } of findings) add(flag, sentence);
  if (call.filledBy) {
    const { source, principal } = call.filledBy;
    add(
      "independent_evidence",
      `The gateway named nobody; ${source} names ${principalName(principal)}.`,
    );
  }
  for (const sentence of ceilingTexts(call)) add("evidence_ceiling", sentence);
  return reasons;
}

/** Some findings are the relation's own sentence, or hold it: said once is enough. */
function saysRelation({ flag, text }: Finding, relationText: string): boolean {
  return flag === "undeclared_service" || text === relationText;
}

/** "Ran as svc-jira-admin, a service identity; no sanction covers jira/delete_issue for alice." */
export function undeclaredService(call: CallFacts): Finding {
  const whom = call.caller.principal === undefined ? "an unnamed caller" : callerName(call);
  const lack = `no sanction covers ${toolName(call.record)} for ${whom}`;
  return {
    flag: "undeclared_service",
    text: `Ran as ${ranAsName(call)}, a service identity; ${lack}.`,
  };
}

function contradictionText(call: CallFacts): string {
  const { contradiction, downstream } = call;
  if (contradiction === undefined) return "";
  const theirs = `${contradiction.source} names ${principalName(contradiction.principal)}`;
  if (!downstream.known) return `${theirs}, another independent source somebody else.`;
  return `${theirs}, but the gateway ${call.source} named ${ranAsName(call)}.`;
}

/** Where a source claimed more than an admin says its word is worth. */
function ceilingTexts({ record, gateway, source }: CallFacts): string[] {
  const texts: string[] = [];
  const add = (what: string, claimed?: string, counted?: string) => {
    if (claimed === undefined || claimed === counted) return;
    texts.push(`${source} calls ${what} ${claimed}; its word counts only as ${counted}.`);
  };
  const [caller, downstream] = [record.caller?.evidence, record.downstream?.evidence];
  add("the caller", caller, callerGrade(caller, gateway?.callerCeiling));
  add(
    "the downstream identity",
    downstream,
    downstreamGrade(downstream, gateway?.downstreamCeiling),
  );
  return texts;
}
