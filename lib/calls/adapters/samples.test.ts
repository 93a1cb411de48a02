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
    ["kuadrant", "kuadrant-audit-tools_call.jsonl", ["record", "record", "record"]],
    ["envoy-ai-gateway", "envoy-ai-gateway-accesslog-tools_call.json", ["record"]],
    ["litellm", "litellm-standard-logging-payload-mcp.json", ["record"]],
    ["teleport", "teleport-mcp-session.jsonl", ["record", "ignored"]],
    ["mcp-gateway-registry", "mcp-gateway-registry-audit.jsonl", ["ignored", "record", "record"]],
    ["archestra", "archestra-mcp_tool_calls-row.json", ["record"]],
    ["archestra", "archestra-executedAs-_meta.json", ["unreadable"]],
    ["kong", "kong-ai-mcp-filelog.json", ["record"]],
    ["obot", "obot-mcp-audit-export.jsonl", ["record", "record"]],
    ["obot", "obot-llm-audit-export.jsonl", ["ignored", "ignored"]],
    ["pomerium", "pomerium-authorize-check.json", ["ignored"]],
    ["pomerium", "pomerium-authorize-fields.jsonl", Array(13).fill("unreadable")],
    ["contextforge", "contextforge-otel-span-tool.invoke.json", ["record"]],
    ["contextforge", "contextforge-log-json.jsonl", ["ignored", "ignored"]],
    ["contextforge", "contextforge-siem-event-test.json", ["ignored"]],
    ["contextforge", "contextforge-identity-_meta.json", ["unreadable"]],
    ["lasso", "lasso-xetrack-event.json", ["record"]],
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
