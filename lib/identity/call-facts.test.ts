import { describe, expect, it } from "vitest";
import { callRecordSchema } from "../calls/model";
import { callFacts } from "./call-facts";
import { indexDirectory } from "./directory-index";
import { directorySchema } from "./model";

const directory = {
  persons: [{ id: "mara", principals: [{ iss: "https://login.example", sub: "7001" }] }],
  gateways: [
    { source: "edge", issuer: "https://login.example" },
    { source: "log", evidenceProvider: true },
    { source: "gossip" },
  ],
  servers: [{ name: "tracker", configured: { iss: "https://tracker.example", sub: "bot" } }],
};
const index = indexDirectory(directorySchema.parse(directory));
const facts = (change: object, source = "edge", witness?: string) =>
  callFacts(
    callRecordSchema.parse({
      id: "r-1",
      type: "tool.call",
      time: "2026-06-01T12:00:00Z",
      caller: { evidence: "validated", sub: "7001" },
      ...change,
    }),
    { source, evidence: witness ? [{ kind: "token.mint", source: witness, sub: "x" }] : [] },
    index,
  );

describe("callFacts", () => {
  it("names a principal without an issuer after its source", () => {
    expect(facts({}).caller.principal).toEqual({ iss: "https://login.example", sub: "7001" });
    expect(facts({}).caller.person?.id).toBe("mara");
    expect(facts({}, "other").caller.principal?.iss).toBe("urn:onbehalf:source:other");
    const { downstream } = facts({ downstream: { sub: "spiffe://a.example/b" } }, "other");
    expect(downstream.principal?.iss).toBe("urn:onbehalf:source:other");
  });

  it("takes a server's configured identity where the record names nobody", () => {
    const server = { name: "tracker" };
    expect(facts({ server }).downstream).toMatchObject({
      grade: "configured",
      principal: { iss: "https://tracker.example", sub: "bot" },
    });
    expect(facts({ server, outcome: { status: "denied" } }).downstream).toMatchObject({
      grade: "absent",
      principal: undefined,
    });
  });

  it("hears evidence providers and nobody else", () => {
    expect(facts({}, "edge", "log").filledBy?.source).toBe("log");
    expect(facts({}, "edge", "log").downstream.principal?.iss).toBe("urn:onbehalf:source:log");
    expect(facts({}, "edge", "gossip").downstream.known).toBe(false);
    expect(facts({}, "edge", "never heard of").downstream.known).toBe(false);
  });

  it("lets nobody name an identity for what the gateway answered itself", () => {
    const { downstream, filledBy } = facts({ downstream: { kind: "none" } }, "edge", "log");
    expect([downstream.known, filledBy]).toEqual([false, undefined]);
  });

  it("is at the moment of the call, in microseconds", () => {
    expect(facts({ time: "2026-06-01T14:00:00.000001+02:00" }).at).toBe(1_780_315_200_000_001);
  });
});
