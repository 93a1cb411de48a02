import { describe, expect, it } from "vitest";
import { callRecordSchema } from "./model";
import { redactIdentifiers } from "./redact-identifiers";

const mac = () => "0123456789abcdef";
const secret = `ghp_${"a1B2".repeat(9)}`;
const clean = (more: object) =>
  redactIdentifiers(
    callRecordSchema.parse({ id: "e", type: "tool.call", time: "2026-11-20T10:00:00Z", ...more }),
    mac,
  );

describe("the names and ids of a record", () => {
  it("lose token shapes wherever they stand, and each loss is listed with its place", () => {
    const { record, redactions } = clean({
      caller: { sub: `bearer of ${secret}`, token: { aud: ["https://x", secret] } },
      session: { id: secret },
      tool: { name: secret },
    });
    expect(JSON.stringify(record)).not.toContain(secret);
    expect(redactions.map(({ part, path }) => `${part} ${path}`).toSorted()).toEqual([
      "envelope /caller/sub",
      "envelope /caller/token/aud/1",
      "envelope /session/id",
      "envelope /tool/name",
    ]);
    expect(record.caller?.sub).toMatch(/^bearer of \[redacted:/);
    expect(record.caller?.token?.aud?.[0]).toBe("https://x");
  });

  it("are left alone where a key name alone would be a secret: `token` holds facts here", () => {
    const more = { caller: { sub: "a", token: { clientId: "password", jti: "x" } } };
    const { record, redactions } = clean(more);
    expect(redactions).toEqual([]);
    expect(record).toMatchObject(more);
  });

  it("do not include what goes into payload parts, which are redacted as wholes", () => {
    const more = {
      tool: { name: "t", arguments: { a: secret } },
      result: secret,
      network: { userAgent: secret },
      labels: { a: secret },
      outcome: { message: secret },
      authorization: { reason: secret },
    };
    const { record, redactions } = clean(more);
    expect(redactions).toEqual([]);
    expect(record).toMatchObject(more);
  });

  it("that hold no secret come back as the very same record, and input is never changed", () => {
    const record = callRecordSchema.parse({
      id: "e",
      type: "tool.call",
      time: "2026-11-20T10:00:00Z",
      caller: { sub: "alice" },
    });
    expect(redactIdentifiers(record, mac).record).toBe(record);
    const bad = { ...record, caller: { sub: secret } };
    const before = structuredClone(bad);
    redactIdentifiers(bad, mac);
    expect(bad).toEqual(before);
  });
});
