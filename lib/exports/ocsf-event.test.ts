import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CALL_TYPES, DECISIONS, OUTCOMES } from "../calls/model";
import { SEVERITIES, VERDICTS } from "../identity/model";
import { callRow } from "../testing/call-row";
import { HOSTILE_TEXTS } from "../testing/hostile-text";
import type { ExportedCall } from "./exported-call";
import { ocsfEvent } from "./ocsf-event";

const SCHEMA = join(
  import.meta.dirname,
  "../../../shared/vectors/ocsf/api_activity-1.8.0.schema.json",
);

const alice = {
  id: "prn_a",
  principal: { iss: "https://idp.acme.example", sub: "00alice" },
  person: { id: "alice", name: "Alice" },
  name: null,
  email: "alice@acme.example",
};
const service = {
  id: "prn_s",
  principal: { iss: "https://github.example", sub: "svc" },
  person: null,
  name: "CI",
  email: null,
};

const full: ExportedCall = {
  row: callRow({
    id: "call_AAZJ",
    index: 42,
    time: "2026-11-20T10:00:00.123456Z",
    source: { id: "src_1", name: "edge" },
    caller: { identity: alice, evidence: "validated" },
    client: { id: "desk", name: "Desk" },
    session: "aa",
    server: "github",
    tool: "create_issue",
    ranAs: {
      identity: service,
      kind: "client_credentials",
      evidence: "observed",
      credential: { fingerprint: "ff", label: null },
    },
    relation: "service",
    verdict: "mismatch",
    flags: ["client_mismatch"],
    severity: "high",
    decision: "allow",
    outcome: "denied",
    durationMs: 12.6,
    traceId: "0af7651916cd43dd8448eb211c80319c",
  }),
  payload: {
    arguments: '{"repo":"acme/app"}',
    result: "[1]",
    network: '{"clientIp":"203.0.113.7","userAgent":"desk/1"}',
    redacted: [],
    missing: [],
  },
};

describe("a call as an OCSF event", () => {
  it("has the caller as the user, and who it ran as as the owner of what was called", () => {
    const event = ocsfEvent(full, "0.1.0");
    expect(event).toMatchObject({
      category_uid: 6,
      class_uid: 6003,
      activity_id: 99,
      type_uid: 600_399,
      time: 1_795_168_800_123,
      duration: 13,
      severity_id: 4,
      status_id: 2,
      status_code: "denied",
      action_id: 1,
      disposition_id: 1,
      is_alert: true,
      message: "tools/call github/create_issue: mismatch",
      metadata: { version: "1.8.0", sequence: 42, log_provider: "edge" },
      actor: {
        user: { uid: "00alice", domain: "https://idp.acme.example", type_id: 1, name: "Alice" },
        session: { uid: "aa" },
        app_uid: "desk",
        authorizations: [{ decision: "allow" }],
      },
      api: {
        operation: "tools/call",
        service: { name: "github" },
        request: { data: { repo: "acme/app" } },
        response: { data: { value: [1] } },
      },
      resources: [
        { uid: "github/create_issue", owner: { uid: "svc", name: "CI", credential_uid: "ff" } },
      ],
      src_endpoint: { svc_name: "Desk", ip: "203.0.113.7" },
      http_request: { user_agent: "desk/1" },
      unmapped: { verdict: "mismatch", relation: "service", flags: ["client_mismatch"] },
    });
  });

  it("guesses nobody: an unknown caller is said to be unknown, an unknown owner is left out", () => {
    const event = ocsfEvent({ row: callRow(), payload: null }, "0.1.0");
    expect(event.actor.user).toEqual({ name: "unknown", type_id: 0, type: "Unknown" });
    expect(event.resources[0]).not.toHaveProperty("owner");
  });

  it("has neither address nor data without the payload", () => {
    const event = ocsfEvent({ ...full, payload: null }, "0.1.0");
    expect(event.src_endpoint).toEqual({ svc_name: "Desk" });
    expect(event.api).not.toHaveProperty("request");
    expect(event).not.toHaveProperty("http_request");
  });

  it.each([
    ["resource.read", 2],
    ["prompt.get", 2],
    ["tool.call", 99],
  ] as const)("of %s is of activity %i", (type, activity) => {
    expect(ocsfEvent({ row: callRow({ type }), payload: null }, "1").activity_id).toBe(activity);
  });
});

describe.skipIf(!existsSync(SCHEMA))("against the schema of the class", () => {
  it("is valid for every kind of call, also with hostile text in every place", () => {
    const schema: object = JSON.parse(readFileSync(SCHEMA, "utf8"));
    const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);
    const text = fc.constantFrom(...HOSTILE_TEXTS, "name", "a@b.example", "203.0.113.7", "::1");
    const some = fc.option(text, { nil: null });
    const identity = fc.option(
      fc.record({
        id: fc.constant("prn_1"),
        principal: fc.option(fc.record({ iss: text, sub: text }), { nil: null }),
        person: fc.option(fc.record({ id: text, name: some }), { nil: null }),
        name: some,
        email: some,
      }),
      { nil: null },
    );
    const json = fc.option(fc.json(), { nil: null });
    const call = fc
      .record({
        type: fc.constantFrom(...CALL_TYPES),
        verdict: fc.constantFrom(...VERDICTS),
        severity: fc.constantFrom(...SEVERITIES),
        outcome: fc.constantFrom(...OUTCOMES),
        decision: fc.option(fc.constantFrom(...DECISIONS), { nil: null }),
        client: fc.option(fc.record({ id: some, name: some }), { nil: null }),
        server: some,
        tool: some,
        session: some,
        traceId: some,
        durationMs: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: null }),
      })
      .map(callRow);
    const payload = fc.option(
      fc.record({
        arguments: json,
        result: json,
        network: fc.option(
          fc.record({ clientIp: text, userAgent: text }).map((one) => JSON.stringify(one)),
          { nil: null },
        ),
      }),
      { nil: null },
    );
    fc.assert(
      fc.property(call, identity, identity, payload, (row, caller, ranAs, parts) => {
        const whole = {
          ...row,
          caller: { identity: caller, evidence: "asserted" as const },
          ranAs: { ...row.ranAs, identity: ranAs },
        };
        const event: unknown = JSON.parse(
          JSON.stringify(
            ocsfEvent(
              { row: whole, payload: parts && { ...parts, redacted: [], missing: [] } },
              "0.1.0",
            ),
          ),
        );
        validate(event);
        expect(validate.errors ?? []).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(validate(JSON.parse(JSON.stringify(ocsfEvent(full, "0.1.0"))))).toBe(true);
  });
});
