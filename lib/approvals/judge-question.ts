// Caller and downstream identity of a call that has not run, judged as the call would be.
import type { CallRecord } from "../calls/model";
import { DOWNSTREAM_KINDS } from "../calls/model";
import { isJsonObject } from "../calls/adapters/json-values";
import type { DirectoryIndex } from "../identity/directory-index";
import { judge } from "../identity/judge";
import type { Judgement } from "../identity/model";
import { memberOf, textMember } from "../policy/member-of";
import type { EvaluationRequest } from "../policy/request";
import { readResource } from "../policy/resource";
import type { Source } from "../sources/model";

/** What the gateway says the call would run as counts as configured: nothing ran yet. */
export function judgeQuestion(
  index: DirectoryIndex,
  request: EvaluationRequest,
  source: Pick<Source, "name">,
  now = Date.now(),
): Judgement {
  return judge(recordOf(request, now), { source: source.name, evidence: [] }, index);
}

function recordOf({ subject, resource, context }: EvaluationRequest, now: number): CallRecord {
  const named = readResource(resource);
  const stated = memberOf(context, "downstream");
  const downstream = isJsonObject(stated) ? stated : undefined;
  const kind = DOWNSTREAM_KINDS.find((one) => one === textMember(downstream, "kind"));
  const client = textMember(context, "agent");
  return {
    id: "held",
    type: "tool.call",
    time: new Date(now).toISOString(),
    caller: {
      evidence: "validated",
      iss: textMember(subject.properties, "iss"),
      sub: subject.id,
    },
    client: client === undefined ? undefined : { id: client },
    server: named.server === undefined ? undefined : { name: named.server },
    tool: { name: named.name },
    downstream:
      downstream === undefined
        ? undefined
        : {
            evidence: "configured",
            kind,
            iss: textMember(downstream, "iss"),
            sub: textMember(downstream, "sub"),
          },
  };
}
