import type { z } from "zod";
import type { Pool } from "../../../db/client";
import { DomainError } from "../../errors";
import { readDirectory } from "../../identity/read-directory";
import { knownTools } from "../reach/known-tools";
import { newestVersion } from "../read-versions";
import { readDocument } from "../read-document";
import { agentcorePolicies, toolhivePolicies } from "./cedar";
import { celPolicies } from "./cel";
import type { exportQuery, ExportView, NotExpressed } from "./model";
import { nameLevel } from "./name-level";
import type { Linked } from "./principals";

/** What no target is told, whatever the rules. */
const NEVER: NotExpressed[] = [
  {
    ruleId: null,
    what: "groups and linked principals are those of today: export again when they change",
    instead: "not looked at",
  },
  { ruleId: null, what: "groups that a token or a gateway asserts", instead: "not looked at" },
  { ruleId: null, what: "blocks, and tools in quarantine", instead: "not looked at" },
];

/**
 * A version for a gateway that decides by itself. Throws `not_found`, and `invalid` where a Cedar
 * target is asked for, principals of several issuers are known, and no issuer is named.
 */
export async function exportPolicy(
  pool: Pool,
  { target, version, issuer, gateway }: z.output<typeof exportQuery>,
  now = Date.now(),
): Promise<ExportView> {
  const number = version ?? (await newestVersion(pool.db));
  const [{ policy }, directory, tools] = await Promise.all([
    readDocument(pool, { version: number }),
    readDirectory(pool.db),
    knownTools(pool),
  ]);
  const linked: Linked = {
    principals: new Map(directory.persons.map(({ id, principals }) => [id, principals])),
    groups: new Map(Object.entries(directory.groups).map(([name, all]) => [name, new Set(all)])),
  };
  const { rules, notExpressed } = nameLevel(policy, linked, now);
  const view = (
    parts: ExportView["parts"],
    iss: string | null,
    more: NotExpressed[] = [],
  ): ExportView => ({
    target,
    version: number,
    issuer: iss,
    parts,
    notExpressed: [...notExpressed, ...more, ...NEVER],
  });
  if (target === "agentgateway")
    return view([{ server: null, policies: celPolicies(rules) }], null);
  const iss = issuer ?? onlyIssuer(rules.flatMap(({ who }) => [...who.named]));
  const more: NotExpressed[] = [
    {
      ruleId: null,
      what:
        iss === ""
          ? "whose tokens it takes: the target sees subjects alone, whoever issued them"
          : `tokens of another issuer than ${iss}: the target sees subjects alone`,
      instead: "not looked at",
    },
    {
      ruleId: null,
      what: "tools that nobody has seen yet: denied until the next export",
      instead: "made stricter",
    },
  ];
  if (target === "agentcore") {
    return view(
      [{ server: null, policies: agentcorePolicies(rules, tools, iss, gateway) }],
      iss,
      more,
    );
  }
  const servers = [...new Set(tools.map(({ server }) => server))];
  const parts = servers.map((server) => ({
    server,
    policies: toolhivePolicies(
      rules,
      tools.filter((tool) => tool.server === server),
      iss,
    ),
  }));
  return view(
    parts.filter(({ policies }) => policies.length > 0),
    iss,
    more,
  );
}

function onlyIssuer(named: readonly string[]): string {
  const issuers = [...new Set(named.map((text) => text.slice(0, text.indexOf("|"))))].toSorted();
  const [first] = issuers;
  if (issuers.length <= 1) return first ?? "";
  const message = `the rules name principals of several: say whose tokens the gateway takes (${issuers.slice(0, 5).join(", ")})`;
  throw new DomainError("invalid", `issuer: ${message}`, { fields: [{ path: "issuer", message }] });
}
