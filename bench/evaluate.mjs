// `node bench/evaluate.mjs`: decisions a second on one core, beside Cedar with the same rules.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import { build } from "esbuild";
import { root } from "../scripts/root.mjs";

// Node 20 dies in its optimizer ("unreachable code") when it inlines calls into Cedar.
setFlagsFromString("--no-turbo-inline-js-wasm-calls");

const outfile = join(root, "dist", "bench-policy-world.mjs");
await build({
  absWorkingDir: root,
  entryPoints: [join(root, "bench/policy-world.ts")],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  logLevel: "warning",
});
const world = await import(outfile);
rmSync(outfile);

const now = Date.parse("2026-06-01T12:00:00Z");
const facts = world.indexFacts(world.factsSchema.parse({ groupsTrusted: true }));

for (const rules of [100, 1_000, 10_000]) {
  const policy = world.policyOf(rules);
  const requests = world.requestsFor(rules, 1_000);
  const started = performance.now();
  const index = world.buildIndex(policy, "1");
  const buildMs = performance.now() - started;

  const decide = (request) => world.evaluate(index, request, facts, now).effect;
  const answers = requests.map(decide);
  const ours = rate(decide, requests, 2_000);

  const parsed = cedar.preparsePolicySet("bench", { staticPolicies: world.cedarOf(policy) });
  if (parsed.type !== "success") throw new Error(JSON.stringify(parsed.errors));
  const asCedar = requests.map(cedarRequest);
  const decideCedar = (request) => cedar.statefulIsAuthorized(request).response.decision;
  const sample = asCedar.slice(0, 20);
  for (const [at, request] of sample.entries()) {
    if (decideCedar(request) !== answers[at]) throw new Error("the two do not agree");
  }
  const theirs = rate(decideCedar, sample, 3_000);

  console.log(
    JSON.stringify({
      bench: "evaluate",
      rules,
      allowed: answers.filter((effect) => effect === "allow").length / answers.length,
      buildMs: Number(buildMs.toFixed(1)),
      perSecond: Math.round(ours),
      cedarPerSecond: Math.round(theirs),
      ratio: Math.round(ours / theirs),
    }),
  );
}
hostile();

/** Calls a second over at least so many milliseconds of CPU: a busy machine must not count. */
function rate(work, inputs, milliseconds) {
  for (const input of inputs) work(input);
  let calls = 0;
  const start = process.cpuUsage();
  let spent = 0;
  while (spent < milliseconds) {
    for (const input of inputs) work(input);
    calls += inputs.length;
    const { user, system } = process.cpuUsage(start);
    spent = (user + system) / 1000;
  }
  return (calls / spent) * 1000;
}

function cedarRequest({ subject, action, resource, context }) {
  const [server, name] = resource.id.split("/");
  const principal = { type: "User", id: `${subject.properties.iss}|${subject.id}` };
  const uid = { type: "Resource", id: `tool:${resource.id}` };
  const parents = subject.properties.groups.map((id) => ({ type: "Group", id }));
  return {
    preparsedPolicySetId: "bench",
    principal,
    action: { type: "Action", id: action.name },
    resource: uid,
    context,
    entities: [
      { uid: principal, attrs: {}, parents },
      { uid, attrs: { kind: "tool", server, name }, parents: [] },
    ],
  };
}

/** 256 KB of arguments, deep or wide, 10,000 rules, and conditions that look at all of it. */
function hostile() {
  const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`k${at}`, at]));
  const list = Array.from({ length: 40_000 }, (_, at) => [at]);
  const deep = JSON.parse("[".repeat(128 * 1024) + "]".repeat(128 * 1024));
  const shapes = { wide, list, deep, text: `${"a".repeat(256 * 1024)}!` };
  const schemas = {
    typed: { type: "object" },
    eachMember: {
      additionalProperties: { type: "integer" },
      propertyNames: { pattern: "^k[0-9]+$" },
    },
    unique: { uniqueItems: true },
    recursive: { items: { $ref: "#" } },
    twice: { items: { allOf: [{ $ref: "#" }, { $ref: "#" }] } },
    pattern: { pattern: "^(a+)+$" },
  };
  for (const [schemaName, schema] of Object.entries(schemas)) {
    const policy = world.policyOf(10_000);
    policy.rules[0].resources = ["tool:*/*"];
    policy.rules[0].subjects = ["anyone"];
    policy.rules[0].when = { arguments: schema };
    const index = world.buildIndex(policy, "1");
    for (const [shape, value] of Object.entries(shapes)) {
      const [request] = world.requestsFor(10_000, 1);
      request.context.arguments = value;
      const started = process.cpuUsage();
      const { effect } = world.evaluate(index, request, facts, now);
      const { user, system } = process.cpuUsage(started);
      const ms = Number(((user + system) / 1000).toFixed(1));
      console.log(
        JSON.stringify({
          bench: "evaluate-hostile",
          schema: schemaName,
          arguments: shape,
          effect,
          ms,
        }),
      );
    }
  }
}
