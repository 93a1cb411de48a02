// Rules and versions as a call's policy names them.
import type { Pool } from "../../db/client";
import type { Enforced } from "../policy/in-force";
import type { Rule } from "../policy/model";
import { readPolicy } from "../policy/read-policy";
import { findPolicyVersion } from "../policy/read-versions";
import type { CallPolicy, RuleRef } from "./policy-view";

type VersionRef = NonNullable<CallPolicy["today"]>["version"];

/** The rules of these ids as that version has them. */
export async function ruleRefs(
  pool: Pool,
  enforced: Pick<Enforced, "number" | "policy">,
  version: number,
  ids: readonly string[],
): Promise<RuleRef[]> {
  if (ids.length === 0) return [];
  const rules = version === enforced.number ? enforced.policy.rules : await rulesOf(pool, version);
  return ids.map((id) => ruleRef(id, rules));
}

export function ruleRef(id: string, rules: readonly Rule[]): RuleRef {
  const rule = rules.find((one) => one.id === id);
  return { id, name: rule?.name ?? null, effect: rule?.effect ?? null };
}

async function rulesOf(pool: Pool, number: number): Promise<readonly Rule[]> {
  const version = await findPolicyVersion(pool, number);
  const read = version && readPolicy(version.document);
  return read?.ok ? read.policy.rules : [];
}

export async function versionRef(pool: Pool, number: number): Promise<VersionRef> {
  const version = await findPolicyVersion(pool, number);
  return {
    number,
    author: version?.author ?? null,
    publishedAt: version?.publishedAt ?? null,
    reason: version?.reason ?? null,
  };
}
