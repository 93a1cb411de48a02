// Deterministic traffic for measurements: native events of about 1 KB with a realistic skew of
// people, tools and servers. The same seed gives the same events.

/** mulberry32: small, fast, and the same on every machine. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const PEOPLE = 400;
const SERVERS = 24;
const TOOLS = 12;
const WORDS =
  "review the quarterly figures and open a ticket for each customer whose renewal is late".split(
    " ",
  );

/** A native event. `id` must be unique; `at` is its time in ms. */
export function event(next, id, at) {
  const person = skewed(next, PEOPLE);
  const server = skewed(next, SERVERS);
  const tool = skewed(next, TOOLS);
  const ownToken = next() < 0.6;
  return {
    id,
    type: "tool.call",
    time: new Date(at).toISOString(),
    caller: {
      evidence: "validated",
      iss: "https://idp.acme.example",
      sub: `00u${person}`,
      email: `person-${person}@acme.example`,
      name: `Person ${person}`,
      groups: [`team-${person % 17}`],
      token: {
        aud: ["https://gateway.acme.example/mcp"],
        clientId: "https://agent.example/cimd.json",
        jti: `in-${Math.floor(next() * 1e9)}`,
        iat: Math.floor(at / 1000) - 60,
        exp: Math.floor(at / 1000) + 3600,
      },
    },
    client: { id: "https://agent.example/cimd.json", name: "desktop", version: "1.4" },
    session: { id: `session-${person}-${Math.floor(at / 3_600_000)}` },
    server: { name: `server-${server}` },
    tool: {
      name: `tool_${tool}`,
      arguments: {
        query: sentence(next, 12),
        limit: Math.floor(next() * 100),
        project: `P-${server}`,
      },
    },
    downstream: ownToken
      ? {
          evidence: "observed",
          kind: "exchanged_token",
          iss: `https://server-${server}.example`,
          sub: `u${person}`,
        }
      : {
          evidence: "observed",
          kind: "client_credentials",
          iss: `https://server-${server}.example`,
          sub: "svc",
        },
    outcome: { status: next() < 0.96 ? "ok" : "error", durationMs: Math.floor(next() * 900) },
    result: { isError: false, content: [{ type: "text", text: sentence(next, 24) }] },
    network: { clientIp: `10.0.${person % 256}.7`, userAgent: "desktop/1.4" },
    trace: { traceId: hex(next, 32), requestId: `req-${id}` },
  };
}

/** Few are busy, most are quiet. */
function skewed(next, size) {
  return Math.floor(next() ** 3 * size);
}

function sentence(next, words) {
  return Array.from({ length: words }, () => WORDS[Math.floor(next() * WORDS.length)]).join(" ");
}

function hex(next, digits) {
  let text = "";
  while (text.length < digits)
    text += Math.floor(next() * 2 ** 32)
      .toString(16)
      .padStart(8, "0");
  return text.slice(0, digits);
}
