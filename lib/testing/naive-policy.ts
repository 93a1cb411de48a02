// A slow, obvious evaluator, written from `permissions.md` alone: every rule is looked at, selectors
// are regular expressions over whole texts, and another library judges the schemas.
import Ajv from "ajv/dist/2020";
import type { FactsData } from "../policy/facts";
import type { Policy, Rule } from "../policy/model";
import type { EvaluationRequest } from "../policy/request";

type Answer = { effect: string; ruleIds: string[]; reason: string; retryAfter?: number };
type Tri = "yes" | "no" | "cannot tell";

export function naiveDecision(
  policy: Policy,
  request: EvaluationRequest,
  facts: FactsData,
  now: string,
): Answer {
  if (facts.blocks.some((block) => blockFits(block, request, facts, now))) {
    return { effect: "deny", ruleIds: [], reason: "blocked" };
  }
  if (waitsForReview(request, facts)) {
    return { effect: "deny", ruleIds: [], reason: "tool_quarantined" };
  }
  const fitting = policy.rules.filter((rule) => ruleFits(rule, request, facts, now));
  const ids = (rules: Rule[]) => [...new Set(rules.map((rule) => rule.id))].toSorted();

  const denies = fitting.filter((rule) => rule.effect === "deny");
  if (denies.length > 0) return { effect: "deny", ruleIds: ids(denies), reason: "rule" };

  const usedUp = fitting.filter((rule) => callsLeft(rule, request, facts) <= 0);
  const others = fitting.filter((rule) => !usedUp.includes(rule));
  const asks = others.filter((rule) => rule.effect === "ask");
  if (asks.length > 0) return { effect: "ask", ruleIds: ids(asks), reason: "approval_required" };
  const allows = others.filter((rule) => rule.effect === "allow");
  if (allows.length > 0) return { effect: "allow", ruleIds: ids(allows), reason: "rule" };

  if (usedUp.length === 0) return { effect: "deny", ruleIds: [], reason: "no_rule" };
  const retryAfter = Math.min(...usedUp.map((rule) => secondsToNextWindow(rule, now)));
  return { effect: "deny", ruleIds: ids(usedUp), reason: "rate_limited", retryAfter };
}

function ruleFits(rule: Rule, request: EvaluationRequest, facts: FactsData, now: string): boolean {
  if (!rule.enabled) return false;
  if (!within(rule, now)) return false;
  const actions = rule.actions.map((one) => one.replace(/^invoke$/, "tools/call"));
  if (!actions.includes(request.action.name.replace(/^invoke$/, "tools/call"))) return false;
  if (!resourceFits(rule.resources, request, rule.effect !== "allow")) return false;
  const answers = [
    subjectFits(rule.subjects, request, facts),
    negated(subjectFits(rule.except, request, facts)),
    ...whenFits(rule, request),
  ];
  // Fail closed: in doubt a deny or an ask applies and an allow does not.
  return answers.every(
    (one) => one === "yes" || (one === "cannot tell" && rule.effect !== "allow"),
  );
}

function blockFits(
  block: FactsData["blocks"][number],
  request: EvaluationRequest,
  facts: FactsData,
  now: string,
): boolean {
  const downstream = request.context?.["downstream"];
  const credential =
    typeof downstream === "object" && downstream
      ? Reflect.get(downstream, "credential")
      : undefined;
  return (
    within(block, now) &&
    (!block.subjects || subjectFits(block.subjects, request, facts) !== "no") &&
    (!block.resources || resourceFits(block.resources, request, true)) &&
    (!block.credentials || block.credentials.includes(credential))
  );
}

function within(one: { from?: string | undefined; until?: string | undefined }, now: string) {
  if (one.from !== undefined && new Date(now) < new Date(one.from)) return false;
  return one.until === undefined || new Date(now) < new Date(one.until);
}

function serverAndName({
  resource,
}: EvaluationRequest): [server: string | undefined, name: string] {
  const { type, id } = resource;
  const stated = resource.properties?.["server"];
  const server = typeof stated === "string" && stated !== "" ? stated : undefined;
  if (!["tool", "prompt", "resource"].includes(type)) return [server ?? "", id];
  if (server !== undefined) {
    const doubled = id.startsWith(server + "/") && id !== server + "/";
    return [server, doubled ? id.slice(server.length + 1) : id];
  }
  if (type === "resource" && /^[a-z][a-z0-9+.-]*:/i.test(id)) return [undefined, id];
  const parts = /^([^/]+)\/([^]+)$/.exec(id);
  return parts ? [plain(parts[1] ?? ""), plain(parts[2] ?? "")] : [undefined, id];
}

function plain(encoded: string): string {
  return encoded.replace(/%25|%2F|%2A/gi, (code) => decodeURIComponent(code));
}

function coded(name: string): string {
  return name.replace(/[%/*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function resourceFits(selectors: string[], request: EvaluationRequest, withoutServer: boolean) {
  const [server, name] = serverAndName(request);
  if (server === undefined && !withoutServer) return false;
  return selectors.some((selector) => {
    const type = selector.slice(0, selector.indexOf(":"));
    const [serverGlob = "", nameGlob = ""] = selector.slice(type.length + 1).split("/");
    if (type !== request.resource.type) return false;
    if (server === undefined) return expression(nameGlob).test(coded(name));
    return expression(`${serverGlob}/${nameGlob}`).test(`${coded(server)}/${coded(name)}`);
  });
}

function expression(glob: string): RegExp {
  const parts = glob.split("*").map((part) => part.split("/").map(plain).map(coded).join("/"));
  const escaped = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  return new RegExp(`^${escaped.join("[^/]*")}$`, "s");
}

function subjectFits(selectors: string[], request: EvaluationRequest, facts: FactsData): Tri {
  const { id, properties } = request.subject;
  const iss = properties?.["iss"];
  const person = personOf(iss, id, facts);
  const groups = groupsOf(person, request, facts);
  const answers = selectors.map((selector): Tri => {
    const known = (fits: boolean): Tri => (fits ? "yes" : "no");
    const value = selector.slice(selector.indexOf(":") + 1);
    if (selector === "anyone") return "yes";
    if (selector.startsWith("person:")) return known(person === value);
    if (selector.startsWith("client:")) return known(request.context?.["agent"] === value);
    if (selector.startsWith("principal:")) return known(`${String(iss)}|${id}` === value);
    return groups ? known(groups.includes(value)) : "cannot tell";
  });
  if (answers.includes("yes")) return "yes";
  return answers.includes("cannot tell") ? "cannot tell" : "no";
}

function negated(answer: Tri): Tri {
  if (answer === "cannot tell") return answer;
  return answer === "yes" ? "no" : "yes";
}

function personOf(iss: unknown, sub: string, facts: FactsData): string | undefined {
  const claimed = Object.entries(facts.persons).filter(([, principals]) =>
    principals.some((one) => one.iss === iss && one.sub === sub),
  );
  return claimed.length === 1 ? claimed[0]?.[0] : undefined;
}

function groupsOf(person: string | undefined, request: EvaluationRequest, facts: FactsData) {
  const stated = request.subject.properties?.["groups"];
  const asserted =
    facts.groupsTrusted &&
    Array.isArray(stated) &&
    stated.every((name): name is string => typeof name === "string")
      ? stated
      : undefined;
  if (person === undefined) return asserted;
  const ofPerson = Object.keys(facts.groups).filter((name) => facts.groups[name]?.includes(person));
  return [...ofPerson, ...(asserted ?? [])];
}

function whenFits(
  { when }: Rule,
  { subject, resource, action, context }: EvaluationRequest,
): Tri[] {
  if (!when) return [];
  const mode = context?.["runAs"];
  const runAs: Tri =
    typeof mode !== "string" || mode === ""
      ? "cannot tell"
      : when.runAs?.includes(mode)
        ? "yes"
        : "no";
  const judged = { subject, resource, action, context, arguments: context?.["arguments"] };
  const schemas = (["subject", "resource", "action", "context", "arguments"] as const)
    .filter((part) => when[part] !== undefined)
    .map((part) => schemaFits(when[part], judged[part]));
  return when.runAs ? [runAs, ...schemas] : schemas;
}

const ajv = new Ajv({
  ownProperties: true,
  strictTypes: false,
  strictRequired: false,
  logger: false,
});
const compiled = new Map<string, ((value: unknown) => boolean) | null>();

function schemaFits(schema: unknown, value: unknown): Tri {
  if (value === undefined) return "cannot tell";
  const key = JSON.stringify(schema);
  let fits = compiled.get(key);
  if (fits === undefined) {
    try {
      fits = ajv.compile(JSON.parse(key));
    } catch {
      fits = null;
    }
    compiled.set(key, fits);
  }
  if (fits === null) return "cannot tell";
  return fits(value) ? "yes" : "no";
}

function waitsForReview(request: EvaluationRequest, facts: FactsData): boolean {
  const [server, name] = serverAndName(request);
  if (request.resource.type !== "tool" || server === undefined) return false;
  const tool = `${coded(server)}/${coded(name)}`;
  const stated = request.context?.["definitionSha256"];
  const says = typeof stated === "string" && stated !== "";
  if (facts.quarantine.includes(tool)) return true;
  if (!says && facts.strict.includes(server)) return true;
  const reviewedTools = facts.enforced[server];
  if (reviewedTools && !reviewedTools.includes(name)) return true;
  return says && tool in facts.definitions && facts.definitions[tool] !== stated;
}

const SECONDS = { second: 1, minute: 60, hour: 60 * 60, day: 24 * 60 * 60 };

function callsLeft({ id, limit }: Rule, request: EvaluationRequest, facts: FactsData): number {
  if (!limit) return Infinity;
  const iss = request.subject.properties?.["iss"] ?? "";
  const agent = request.context?.["agent"] ?? "";
  const keys = {
    caller: `${id}|${String(iss)}|${request.subject.id}`,
    client: `${id}|${String(agent)}`,
    rule: id,
  };
  return limit.calls - (facts.counters[keys[limit.by]] ?? 0);
}

function secondsToNextWindow({ limit }: Rule, now: string): number {
  const length = SECONDS[limit?.per ?? "second"];
  const seconds = new Date(now).getTime() / 1000;
  return Math.max(1, Math.ceil(length - (seconds % length)));
}
