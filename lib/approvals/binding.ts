// What an approval is bound to, and the digest of it. Pure but for the key of the digest.
import { createHash, createHmac } from "node:crypto";
import type { JsonObject } from "../calls/adapters/json-values";
import { canonicalJson } from "../ledger/canonical-json";
import { actionName } from "../policy/asked";
import { memberOf, textMember } from "../policy/member-of";
import type { EvaluationRequest } from "../policy/request";
import { readResource } from "../policy/resource";

/** HMAC-SHA-256 under the key of this purpose: 32 bytes. */
export type DigestMac = (text: string) => Buffer;

/**
 * Stays the same when the secret is rotated, as the key that it is drawn from does: what was
 * approved before a rotation can be redeemed after it.
 */
export function digestMac(keys: { redactionMac: (text: string) => string }): DigestMac {
  const key = Buffer.from(keys.redactionMac("onbehalf/v1/call-digest"), "hex");
  return (text) => createHmac("sha256", key).update(text).digest();
}

/**
 * Everything of a question that the yes is about. Session and trace are shown, not bound, because
 * agents resume. What is absent is left out.
 */
function boundFacts(request: EvaluationRequest, source: string) {
  const { subject, action, resource, context } = request;
  const named = readResource(resource);
  const isToolCall = actionName(action.name) === "tools/call" && named.type === "tool";
  return {
    caller: {
      type: subject.type,
      iss: textMember(subject.properties, "iss"),
      sub: subject.id,
      act: memberOf(subject.properties, "act"),
    },
    client: textMember(context, "agent"),
    server: named.server,
    tool: isToolCall ? named.name : undefined,
    // Of whatever is no call of a tool, the whole question.
    ...(isToolCall
      ? moreOf(request)
      : {
          action: { name: actionName(action.name), properties: action.properties },
          resource: { type: resource.type, name: named.name, properties: resource.properties },
        }),
    definitionSha256: textMember(context, "definitionSha256"),
    arguments: memberOf(context, "arguments"),
    downstream: memberOf(context, "downstream"),
    runAs: textMember(context, "runAs"),
    source,
  };
}

/** What rules can read of a tool's call beside all else; empty where there is nothing. */
export function moreOf({ action, resource }: EvaluationRequest): JsonObject {
  // The server is bound by its name, wherever a request puts it.
  const { server: _server, ...others } = resource.properties ?? {};
  return {
    ...(action.properties !== undefined && { action: { properties: action.properties } }),
    ...(Object.keys(others).length > 0 && { resource: { properties: others } }),
  };
}

/** `source`: the public id of the gateway that asks. */
export function callDigest(mac: DigestMac, request: EvaluationRequest, source: string): Buffer {
  return mac(`call\0${canonicalJson(boundFacts(request, source))}`);
}

/** Of the arguments alone, as they were before redaction: what ran is compared with what was approved. */
export function argumentsDigest(mac: DigestMac, args: unknown): Buffer {
  return mac(`arguments\0${args === undefined ? "" : canonicalJson(args)}`);
}

/** This tool for this caller in this session, whatever its arguments. Null without a session. */
export function sessionDigest(
  mac: DigestMac,
  request: EvaluationRequest,
  source: string,
): Buffer | null {
  const session = textMember(request.context, "session");
  if (session === undefined) return null;
  const facts = { ...boundFacts(request, source), arguments: undefined, session };
  return mac(`session\0${canonicalJson(facts)}`);
}

/** Of everything but the arguments, session and trace: two that share it differ in those alone. */
export function factsDigest(mac: DigestMac, request: EvaluationRequest, source: string): Buffer {
  const facts = {
    ...boundFacts(request, source),
    arguments: undefined,
    besides: besidesOf(request),
  };
  return mac(`facts\0${canonicalJson(facts)}`);
}

/** What is bound, or tells calls apart that are not to be told apart by it. */
const KNOWN_CONTEXT: ReadonlySet<string> = new Set([
  "arguments",
  "agent",
  "downstream",
  "runAs",
  "definitionSha256",
  "session",
  "trace",
  "approval",
]);

/** What else the gateway says around the call, such as its environment: rules may read it. */
export function besidesOf({ context }: EvaluationRequest): JsonObject {
  const others = Object.entries(context ?? {}).filter(([name]) => !KNOWN_CONTEXT.has(name));
  return Object.fromEntries(others);
}

/** What of a context a resubmission may repeat, and must then repeat exactly. */
export const BOUND_CONTEXT = [
  "arguments",
  "agent",
  "downstream",
  "runAs",
  "definitionSha256",
  "session",
] as const;

/**
 * ARAP's binding hash: SHA-256 over the canonical JSON of subject (without its actor), resource,
 * action and the named members of the context, in base64url.
 */
export function bindingHash(request: EvaluationRequest, members: readonly string[]): string {
  const { subject, action, resource, context } = request;
  const { act: _act, ...properties } = subject.properties ?? {};
  const bound: JsonObject = {};
  for (const name of members) {
    const value = memberOf(context, name);
    if (value !== undefined) bound[name] = value;
  }
  const text = canonicalJson({
    subject: { ...subject, ...(subject.properties && { properties }) },
    resource,
    action,
    context: bound,
  });
  return createHash("sha256").update(text).digest("base64url");
}
