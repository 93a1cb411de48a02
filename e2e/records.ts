// Records of our own for the journeys, in the shapes that gateways write.

export function toolhiveCall(id: string, time: string, more: Record<string, unknown> = {}) {
  return {
    audit_id: id,
    type: "mcp_tool_call",
    logged_at: time,
    outcome: "success",
    component: "vmcp",
    source: { type: "network", value: "198.51.100.4", extra: { user_agent: "agent/2" } },
    subjects: { user_id: "u-417", user: "dana@acme.example", client_name: "desk-agent" },
    target: { endpoint: "/messages", method: "POST", type: "tool", name: "search_tickets" },
    metadata: { extra: { duration_ms: 87, backend_name: "helpdesk" } },
    data: { request: { query: "refund" }, response: { hits: 3 } },
    ...more,
  };
}

export function olderToolhiveCall(id: string, time: string) {
  return {
    type: "mcp_tool_call",
    loggedAt: time,
    outcome: "success",
    subjects: { user: "erik" },
    component: "toolhive-api",
    target: { endpoint: "/messages", type: "tool", resource_id: "forecast" },
    metadata: { auditId: id, duration_ms: 12 },
  };
}

export const agentgatewayLine = (time: string, traceId: string) =>
  `${time}\tinfo\trequest\tgateway=bind/3000 listener=l0 route=r0 src.addr=127.0.0.1:5000 ` +
  `http.method=POST http.path=/mcp http.status=200 trace.id=${traceId} span.id=00f067aa0ba902b7 ` +
  `jwt.sub=frida mcp.method=tools/call mcp.target=everything mcp.resource.type=tool ` +
  `mcp.resource.name=echo mcp.session.id=s-9 duration=4ms`;

export const agentgatewayJson = {
  scope: "request",
  "gen_ai.tool.name": "add",
  "mcp.method.name": "tools/call",
  "mcp.target": "calculator",
};

/** Somebody on wiki/delete_page that ran as a service account, in our own format. */
export function servedCall(id: string, more: Record<string, unknown> = {}) {
  return {
    id,
    type: "tool.call",
    time: new Date().toISOString(),
    caller: {
      evidence: "validated",
      iss: "https://idp.acme.example",
      sub: "00gina",
      name: "Gina",
      token: {
        aud: ["https://gw.acme.example/mcp"],
        clientId: "desk",
        jti: "j-1",
        scopes: ["mcp"],
      },
    },
    client: { id: "desk", name: "desk-agent" },
    server: { name: "wiki", resource: "https://wiki.example/mcp" },
    tool: { name: "delete_page", arguments: { page: "Runbook", password: "do-not-keep-me" } },
    downstream: {
      evidence: "validated",
      kind: "client_credentials",
      iss: "https://wiki.example",
      sub: "svc-wiki",
      token: { aud: ["https://wiki.example/mcp"], clientId: "svc-wiki", scopes: ["admin"] },
    },
    outcome: { status: "ok", durationMs: 41 },
    result: { deleted: true },
    ...more,
  };
}
