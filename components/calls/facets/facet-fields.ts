import type { FacetField } from "@/lib/calls/facets/model";

/** What the panel counts, in its order. The folded ones are asked for when they are opened. */
export const PANEL_FACETS: readonly { field: FacetField; name: string; open: boolean }[] = [
  { field: "verdict", name: "Verdict", open: true },
  { field: "caller", name: "Caller", open: true },
  { field: "ranas", name: "Ran as", open: true },
  { field: "server", name: "Server", open: true },
  { field: "tool", name: "Tool", open: true },
  { field: "outcome", name: "Outcome", open: false },
  { field: "decision", name: "Decision", open: false },
  { field: "client", name: "Client", open: false },
  { field: "source", name: "Source", open: false },
  { field: "flag", name: "Flags", open: false },
  { field: "evidence", name: "Evidence", open: false },
  { field: "session", name: "Session", open: false },
];
