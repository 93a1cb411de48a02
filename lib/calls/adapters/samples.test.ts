import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fileRecords } from "../frames/file-records";
import { findAdapter } from "./registry";

const receivedAt = "2026-03-01T12:00:00Z";
const SAMPLES = "../shared/samples";

describe.skipIf(!existsSync(SAMPLES))("published samples (skipped without ../shared)", () => {
  test.each([
    ["toolhive", "toolhive-audit-mcp_tool_call.json", ["record"]],
    ["toolhive", "toolhive-audit-older-shape.json", ["record"]],
    ["toolhive", "toolhive-httpv1-porc-request.json", ["ignored"]],
    ["agentgateway", "agentgateway-mcp-request-asserted-fields.json", ["record"]],
    ["agentgateway", "agentgateway-request-a2a.log", ["ignored"]],
    ["agentgateway", "agentgateway-mcp-metrics.log", Array(7).fill("unreadable")],
    [
      "agentgateway",
      "agentgateway-request-a2a-wrapped.log",
      ["ignored", ...Array(4).fill("unreadable"), "ignored", ...Array(4).fill("unreadable")],
    ],
  ])("%s %s", async (format, name, expected) => {
    const adapter = findAdapter(format);
    if (adapter === undefined) throw new Error(`no adapter for ${format}`);
    async function* chunks() {
      yield readFileSync(`${SAMPLES}/${name}`);
    }
    const kinds: string[] = [];
    for await (const read of fileRecords(chunks(), adapter.takesText)) {
      const raw = "raw" in read ? read.raw : undefined;
      const trust = adapter.ceilings;
      kinds.push(...Object.keys(adapter.adapt({ raw, receivedAt, fallbackId: "0a", trust })));
    }
    expect(kinds).toEqual(expected);
  });
});
