// What investigators ask, with values that the calls really have; and what a person would write in
// psql for it, where somebody would. `span`: hours back from the newest call, where not any time.
const IDP = "https://idp.acme.example";

/** Values from the calls of the database; the same for the same data. */
export async function sampleOf(sql) {
  const [row] = await sql`
    SELECT c.trace_id AS trace, c.decision_id AS decision, c.approval_id AS approval, c.caller_id AS caller,
           c.session_id AS "sessionId", encode(s.session_sha256, 'hex') AS session, c.occurred_at::text AS at
    FROM call c JOIN session s ON s.id = c.session_id
    WHERE c.approval_id IS NOT NULL AND c.decision_id IS NOT NULL AND c.caller_id IS NOT NULL
      AND c.occurred_at > (SELECT max(occurred_at) FROM call) - interval '20 days'
    ORDER BY c.occurred_at LIMIT 1`;
  const [ids] = await sql`
    SELECT (SELECT id FROM principal WHERE iss = ${IDP} AND sub = '00u20') AS person,
           (SELECT id FROM server WHERE name = 'github-eu') AS server,
           (SELECT t.id FROM call c JOIN tool t ON t.id = c.tool_id JOIN server s ON s.id = t.server_id
            WHERE s.name = 'github-eu' GROUP BY t.id ORDER BY count(*) DESC LIMIT 1) AS tool,
           (SELECT id FROM principal WHERE sub = 'svc-slack-eu' OR sub = 'svc-notion-eu' ORDER BY id LIMIT 1) AS service,
           (SELECT id FROM client WHERE name = 'client-3') AS client,
           (SELECT id FROM source WHERE name = 'gateway-us') AS source,
           (SELECT c.server_id FROM call c JOIN principal p ON p.id = c.caller_id
            WHERE p.iss = ${IDP} AND p.sub = '00u20'
            GROUP BY 1 ORDER BY count(*) LIMIT 1 OFFSET 3) AS own`;
  const [names] = await sql`
    SELECT (SELECT name FROM tool WHERE id = ${ids.tool}) AS tool,
           (SELECT iss || '|' || sub FROM principal WHERE id = ${ids.service}) AS service,
           (SELECT encode(fingerprint, 'hex') FROM credential c WHERE EXISTS (
              SELECT 1 FROM path WHERE credential_id = c.id AND ran_as_id = ${ids.service}) LIMIT 1) AS credential,
           (SELECT name FROM server WHERE id = ${ids.own}) AS own,
           (SELECT next_index::int FROM ledger_head) AS head`;
  return {
    ...row,
    ...ids,
    toolName: names.tool,
    serviceName: names.service,
    ownName: names.own,
    credential: names.credential,
    head: names.head,
  };
}

/** `q` and the condition by hand of a sample. */
export const KINDS = [
  { kind: "everything", q: () => "", hand: () => "true" },
  { kind: "one person", q: () => `caller:p20`, hand: (s) => `caller_id = ${s.person}` },
  { kind: "one server", q: () => "server:github-eu", hand: (s) => `server_id = ${s.server}` },
  {
    kind: "a tool of a server",
    q: (s) => `tool:github-eu/${s.toolName}`,
    hand: (s) => `tool_id = ${s.tool}`,
  },
  {
    kind: "ran as a service",
    q: (s) => `ranas:${s.serviceName}`,
    hand: (s) => `ran_as_id = ${s.service}`,
  },
  { kind: "one client", q: () => "client:client-3", hand: (s) => `client_id = ${s.client}` },
  { kind: "one source", q: () => "source:gateway-us", hand: (s) => `source_id = ${s.source}` },
  { kind: "asked or ran as", q: () => "person:p20", hand: null },
  { kind: "a group", q: () => "group:team-20", hand: null },
  { kind: "a common verdict", q: () => "is:sanctioned", hand: () => "verdict = 'sanctioned'" },
  {
    kind: "a verdict of one in a hundred",
    q: () => "is:mismatch",
    hand: () => "verdict = 'mismatch'",
  },
  { kind: "a rare verdict", q: () => "is:contradicted", hand: () => "verdict = 'contradicted'" },
  { kind: "severity", q: () => "severity>=high", hand: () => "severity IN ('high', 'critical')" },
  { kind: "not ok", q: () => "-outcome:ok", hand: () => "outcome <> 'ok'" },
  { kind: "denied", q: () => "outcome:denied", hand: () => "outcome = 'denied'" },
  { kind: "a flag", q: () => "flag:client_mismatch", hand: null },
  { kind: "evidence", q: () => "evidence:absent", hand: () => "evidence = 'absent'" },
  {
    kind: "a trace",
    q: (s) => `trace:${s.trace}`,
    hand: (s) => `trace_id = '${s.trace}'`,
    all: true,
  },
  {
    kind: "an approval",
    q: (s) => `approval:${s.approval}`,
    hand: (s) => `approval_id = '${s.approval}'`,
    all: true,
  },
  {
    kind: "a decision",
    q: (s) => `decision_id:${s.decision}`,
    hand: (s) => `decision_id = '${s.decision}'`,
    all: true,
  },
  {
    kind: "a session",
    q: (s) => `session:${s.session}`,
    hand: (s) => `session_id = ${s.sessionId}`,
    all: true,
  },
  { kind: "a credential", q: (s) => `credential:${s.credential}`, hand: null },
  {
    kind: "places in the sequence",
    q: (s) => `index:[${Math.floor(s.head / 2)} TO ${Math.floor(s.head / 2) + 300}]`,
    hand: null,
    all: true,
  },
  { kind: "tools by pattern", q: () => "tool:*delete*", hand: null },
  { kind: "a tool's name on every server", q: () => "tool:delete_issue", hand: null },
  {
    kind: "person and server",
    q: (s) => `caller:p20 server:${s.ownName}`,
    hand: (s) => `caller_id = ${s.person} AND server_id = ${s.own}`,
  },
  {
    kind: "person, server, not ok",
    q: (s) => `caller:p20 server:${s.ownName} -outcome:ok`,
    hand: (s) => `caller_id = ${s.person} AND server_id = ${s.own} AND outcome <> 'ok'`,
  },
  {
    kind: "everybody but one",
    q: () => "-caller:p20",
    hand: (s) => `caller_id IS DISTINCT FROM ${s.person}`,
  },
  { kind: "a pair that hardly overlaps", q: () => "caller:p1801 tool:grafana-lab/*", hand: null },
  { kind: "either of two", q: () => "caller:p20 OR server:okta-lab", hand: null },
  { kind: "either of two rare ones", q: () => "is:contradicted OR caller:p1801", hand: null },
  { kind: "slow and failed", q: () => "duration>20s outcome:error", hand: null },
  {
    kind: "no destructive tool, by pattern",
    q: () => "-tool:*delete* -tool:*get* -outcome:ok",
    hand: null,
  },
  { kind: "a text of the last 300,000", q: () => '"rate limit"', hand: null, last: 300_000 },
  {
    kind: "a text that nothing has, last 300,000",
    q: () => '"no such words"',
    hand: null,
    last: 300_000,
  },
  { kind: "a text that nothing has", q: () => '"no such words"', hand: null },
  { kind: "arguments", q: () => "args.project:P-59 args.limit:77", hand: null },
  { kind: "the next page", q: () => "", hand: null, via: "next" },
  { kind: "the page before", q: () => "caller:p20", hand: null, via: "previous" },
  ...["", "caller:p20", "server:github-eu is:mismatch"].map((q) => ({
    kind: `histogram of 30 days, ${q || "everything"}`,
    q: () => q,
    path: "/api/v1/calls/histogram",
    days: 30,
    raw: q === "" ? "date_trunc('day', occurred_at), verdict" : null,
  })),
  ...["caller", "verdict", "server", "tool", "client", "flag", "session"].map((field) => ({
    kind: `facet of 30 days: ${field}`,
    q: () => "",
    path: "/api/v1/calls/facets",
    params: { fields: field },
    days: 30,
    raw: { caller: "caller_id", verdict: "verdict" }[field] ?? null,
  })),
];
