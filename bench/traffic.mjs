// Calls of a company of 2,000 people as two gateways would send them: few are busy and most are
// quiet, in people, servers, tools and clients. The same seed gives the same calls.
import { createHash } from "node:crypto";
import { random } from "./events.mjs";

const PEOPLE = 2_000;
const TOOLS_A_SERVER = 15;
const CLIENTS = 40;
const FIRST =
  "Ada Ben Chloe Dev Emma Felix Grace Hugo Ines Jonas Kira Liam Mina Noah Olga Pavel".split(" ");
const LAST =
  "Archer Bauer Costa Dietz Evans Fischer Gupta Haas Ito Jansen Klein Lopez Meyer Novak Okafor".split(
    " ",
  );
const PRODUCTS =
  `github jira slack notion figma stripe salesforce snowflake datadog pagerduty confluence zendesk
   hubspot workday okta bigquery postgres kafka s3 grafana`.split(/\s+/);
const SERVERS = ["", "-eu", "-lab"].flatMap((place) => PRODUCTS.map((name) => `${name}${place}`));
const VERBS = "get list search create update delete export approve run sync".split(" ");
const NOUNS = "issue page record ticket user report query channel invoice alert".split(" ");
const WORDS =
  "review the quarterly figures and open a ticket for each customer whose renewal is late".split(
    " ",
  );
const FAILURES = [
  "upstream timed out after 30000 ms",
  "rate limit exceeded, retry later",
  "record not found",
  "permission denied by the upstream system",
  "connection reset by peer",
  "invalid cursor",
];
const IDP = "https://idp.acme.example";
const GATEWAY = "https://gateway.acme.example/mcp";

const people = skew(PEOPLE, 1.0);
const servers = skew(SERVERS.length, 0.9);
const tools = skew(TOOLS_A_SERVER, 0.8);
const clients = skew(CLIENTS, 1.2);

export const toolsOf = (server) =>
  Array.from({ length: TOOLS_A_SERVER }, (_, n) => {
    const noun = NOUNS[(n + server * 3) % NOUNS.length];
    return `${VERBS[(n * 7 + server) % VERBS.length]}_${noun}${n < 10 ? "" : "s"}`;
  });

/**
 * Makes call after call. `contradictions` collects what a token service would say of the rare ones
 * that ran as somebody else than the gateway named.
 */
export function traffic(seed) {
  const next = random(seed);
  const contradictions = [];
  return { make: (n, at) => callOf(next, n, at, contradictions), contradictions };
}

function callOf(next, n, at, contradictions) {
  const person = people(next());
  const { client, server, tool } = usedBy(next, person);
  const caller = callerOf(next, person, client, at);
  const answer = answerOf(next);
  const ran = answer.status === "denied" ? undefined : downstreamOf(next, person, server, caller);
  if (ran?.kind === "exchanged_token" && next() < 0.0001)
    contradictions.push(denial(n, at, server));
  const asked = next();
  const reason = asked < 0.02 ? "this tool needs somebody else's agreement" : undefined;
  const decision =
    answer.status === "denied" ? "deny" : asked < 0.02 ? "ask" : asked < 0.9 ? "allow" : undefined;
  return {
    id: `e-${n}`,
    type: next() < 0.97 ? "tool.call" : "resource.read",
    time: new Date(at).toISOString(),
    caller,
    client: { id: `https://client-${client}.example/cimd.json`, name: `client-${client}` },
    session: { id: `session-${person}-${Math.floor(at / 86_400_000)}` },
    server: { name: SERVERS[server], resource: `https://${SERVERS[server]}.example/mcp` },
    tool: {
      name: tool,
      arguments: {
        query: sentence(next, 10),
        limit: Math.floor(next() * 100),
        project: `P-${server}`,
      },
    },
    ...(ran && { downstream: ran }),
    ...(decision && {
      authorization: {
        decision,
        decisionId: `d-${n}`,
        policyVersion: String(40 + (Math.floor(at / (14 * 86_400_000)) % 9)),
        ...(decision === "deny" && { reason: "no rule allows it" }),
        ...(reason && { reason }),
      },
    }),
    ...(decision === "ask" && { approval: { id: `apr_${n}` } }),
    outcome: answer,
    result: {
      isError: answer.status !== "ok",
      content: [{ type: "text", text: sentence(next, 20) }],
    },
    network: {
      clientIp: `10.${person % 16}.${person % 251}.${client + 1}`,
      userAgent: "agent/1.4",
    },
    trace: {
      traceId: hash(`trace-${person}-${Math.floor(at / 120_000)}`, 32),
      requestId: `req-${n}`,
    },
  };
}

function callerOf(next, person, client, at) {
  const kind = next();
  if (kind < 0.015) return { evidence: "absent" };
  const name = `${FIRST[person % FIRST.length]} ${LAST[person % LAST.length]}`;
  const seconds = Math.floor(at / 1000);
  return {
    evidence: kind < 0.03 ? "asserted" : "validated",
    iss: IDP,
    sub: `00u${person}`,
    email: `person-${person}@acme.example`,
    name,
    token: {
      aud: [GATEWAY],
      // Rarely a token that was issued to another component.
      clientId: `https://client-${next() < 0.002 ? (client + 1) % CLIENTS : client}.example/cimd.json`,
      jti: `in-${Math.floor(next() * 1e12)}`,
      iat: seconds - 60,
      exp: seconds + 3600,
    },
  };
}

/** People do the same again and again, with a client or two and a few tools; and rarely a new thing. */
function usedBy(next, person) {
  const [one, other, ...favourites] = habitsOf(person);
  const client = next() < 0.85 ? one : other;
  const luck = next();
  if (luck < 0.02) {
    const server = servers(next());
    return { client, server, tool: toolsOf(server)[tools(next())] };
  }
  return { client, ...favourites[Math.floor(luck ** 2 * favourites.length)] };
}

const habits = new Map();

/** Two clients, then eight tools on three servers. */
function habitsOf(person) {
  const known = habits.get(person);
  if (known) return known;
  const next = random(1_000 + person);
  const own = [servers(next()), servers(next()), servers(next())];
  const made = [clients(next()), clients(next())];
  for (let n = 0; n < 8; n += 1) {
    const server = own[Math.floor(next() ** 2 * 3)];
    made.push({ server, tool: toolsOf(server)[tools(next())] });
  }
  habits.set(person, made);
  return made;
}

/** By the server: as the caller, by delegation, by a personal account, or as a shared service. */
function downstreamOf(next, person, server, caller) {
  const iss = issuerOf(server);
  const luck = next();
  if (caller.evidence === "absent" || luck < 0.01) return undefined;
  if (server % 4 === 2) return serviceOf(server, server % 8 === 2 ? "observed" : "configured");
  // Somebody else's account, an account that nobody knows, a service that nobody declared.
  if (luck < 0.012)
    return { evidence: "observed", kind: "user_token", iss, sub: `u${people(next())}` };
  if (luck < 0.03)
    return { evidence: "observed", kind: "user_token", iss, sub: `guest${person % 50}` };
  if (luck < 0.0315) return serviceOf(server, "observed", "batch");
  const own = { iss: IDP, sub: `00u${person}` };
  if (server % 4 === 3)
    return {
      evidence: "observed",
      kind: "user_token",
      iss,
      sub: `u${person}`,
      credential: { id: `pat-${server}-${person}` },
    };
  if (server % 4 === 1) {
    const act = { iss: IDP, sub: "gateway" };
    return {
      evidence: "validated",
      kind: "exchanged_token",
      ...own,
      obtainedBy: "token_exchange",
      token: { aud: [`https://${SERVERS[server]}.example/mcp`], act },
    };
  }
  return { evidence: luck < 0.9 ? "validated" : "configured", kind: "exchanged_token", ...own };
}

function serviceOf(server, evidence, name = "svc") {
  return {
    evidence,
    kind: "client_credentials",
    iss: issuerOf(server),
    sub: `${name}-${SERVERS[server]}`,
    credential: { id: `${name}-key-${server}` },
  };
}

function answerOf(next) {
  const luck = next();
  // Most are quick and few are very slow.
  const durationMs = Math.round(160 * Math.exp(1.1 * normal(next)));
  if (luck < 0.03)
    return { status: "denied", code: "policy", message: "denied by policy", durationMs: 3 };
  if (luck < 0.065)
    return {
      status: "error",
      code: "upstream",
      durationMs,
      message: FAILURES[Math.floor(next() ** 2 * 6)],
    };
  if (luck < 0.07) return { status: "timeout", durationMs: 30_000, message: FAILURES[0] };
  return { status: luck < 0.072 ? "unknown" : "ok", durationMs };
}

function denial(n, at, server) {
  return {
    id: `seen-${n}`,
    type: "downstream.observed",
    time: new Date(at).toISOString(),
    downstream: { evidence: "observed", iss: issuerOf(server), sub: "root" },
    trace: { requestId: `req-${n}` },
  };
}

/** The directory that fits: CSV texts for `directory import`, by kind. */
export function directoryOf() {
  const rows = {
    links: ["person,iss,sub,name"],
    groups: ["group,person"],
    tools: ["server,name,risk"],
  };
  for (let person = 0; person < PEOPLE; person += 1) {
    // One in forty has left the directory.
    if (person % 40 === 39) continue;
    const name = `${FIRST[person % FIRST.length]} ${LAST[person % LAST.length]}`;
    const own = (iss, sub) => rows.links.push(`p${person},${iss},${sub},${name}`);
    own(IDP, `00u${person}`);
    const used = habitsOf(person).flatMap(({ server }) => server ?? []);
    for (const server of new Set(used)) if (server % 4 === 3) own(issuerOf(server), `u${person}`);
    rows.groups.push(`team-${person % 60},p${person}`);
  }
  for (const [server, name] of SERVERS.entries()) {
    for (const [n, tool] of toolsOf(server).entries())
      rows.tools.push(`${name},${tool},${["read", "read", "write", "destructive"][n % 4]}`);
  }
  rows.services = ["iss,sub", ...SERVERS.map((name, n) => `${issuerOf(n)},svc-${name}`)];
  rows.actors = ["iss,sub", `${IDP},gateway`];
  return Object.fromEntries(Object.entries(rows).map(([kind, lines]) => [kind, lines.join("\n")]));
}

/** The shared accounts that somebody signed for. */
export function sanctionedAccounts() {
  return SERVERS.flatMap((name, n) =>
    n % 4 === 2 ? [{ iss: issuerOf(n), sub: `svc-${name}`, tools: [`tool:${name}/*`] }] : [],
  );
}

function issuerOf(server) {
  return `https://${SERVERS[server]}.example`;
}

/** Zipf: the share of rank n is 1 / n^s. From a number in [0, 1) to a rank. */
function skew(size, s) {
  let sum = 0;
  const sums = Array.from({ length: size }, (_, n) => (sum += 1 / (n + 1) ** s));
  return (luck) => {
    const wanted = luck * sum;
    let [low, high] = [0, size - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] <= wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

function normal(next) {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

function sentence(next, words) {
  return Array.from({ length: words }, () => WORDS[Math.floor(next() * WORDS.length)]).join(" ");
}

function hash(text, digits) {
  return createHash("sha256").update(text).digest("hex").slice(0, digits);
}
