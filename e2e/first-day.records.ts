// What the gateway of the first day reports: a desk whose calls name no downstream identity, a
// tracker that Ines used with her own account there, and a wiki that one service account serves.

const ines = { evidence: "validated", iss: "https://idp.acme.example", sub: "00ines" };

function call(id: string, server: string, tool: string, downstream?: Record<string, unknown>) {
  return {
    id,
    type: "tool.call",
    time: new Date(Date.now() - 60_000).toISOString(),
    caller: { ...ines, name: "Ines" },
    client: { id: "desk-agent", name: "desk-agent" },
    server: { name: server },
    tool: { name: tool, arguments: { ticket: "T-1" } },
    ...(downstream && { downstream: { evidence: "observed", ...downstream } }),
    outcome: { status: "ok", durationMs: 20 },
  };
}

export const tracker = { kind: "user_token", iss: "https://tracker.example", sub: "ines-t" };
export const wikiService = {
  kind: "client_credentials",
  iss: "https://wiki.example",
  sub: "svc-wiki",
};

export const firstFile = () => [
  call("desk-1", "desk", "search_tickets"),
  call("desk-2", "desk", "search_tickets"),
  call("tracker-1", "tracker", "close_ticket", tracker),
  call("wiki-1", "wiki", "edit_page", wikiService),
];

/** A call on the wiki that is made now. */
export const laterCall = () => ({
  ...call("wiki-2", "wiki", "read_page", wikiService),
  time: new Date().toISOString(),
});
