import { describe, expect, it } from "vitest";
import { bareEnvelope, fullEnvelope } from "../testing/envelopes";
import { sealEnvelope } from "./envelope";

describe("the frozen vectors: these bytes can never change", () => {
  it("the least that an event can be", () => {
    const { text, leaf } = sealEnvelope(bareEnvelope);
    expect(text).toBe(
      '{"event":"e-1","received":"2026-11-20T10:42:12.000000Z","source":"src_1","time":"2026-11-20T10:42:11.430000Z","type":"tool.call","v":1}',
    );
    expect(leaf.toString("hex")).toBe(
      "8a532da81fcb6f491ccfa602fcd771c5515f36bac81b67ef0d87b1219d15d238",
    );
  });

  it("every member at once", () => {
    const { text, leaf } = sealEnvelope(fullEnvelope);
    expect(text).toBe(
      '{"approval":"apr_1","caller":{"evidence":"validated","p":"prn_a","token":{"act":"prn_b","aud":["https://gw.acme.example/mcp"],"client":"claude","cnf":"jkt:abc","exp":1795171600,"iat":1795168000,"jti":"5964da055ae31cf8eb7230e190a504899c6f60f07f9f1cd3cade9fbf226e8c28","sha256":"aa"}},"client":{"evidence":"validated","id":"claude"},"commit":{"arguments":"dd","facts":"22","network":"00","raw":"11","result":"ee","text":"ff"},"decision":{"effect":"allow","id":"d-1","policy":"12","rule":"r-1"},"downstream":{"credential":"cc","evidence":"observed","kind":"exchanged_token","obtainedBy":"token_exchange","p":"prn_c","token":{"act":"prn_d","aud":["https://api.github.example"],"jti":"e9ca9b79c1c6c69606eb92889f0dec2b34ecae38b6fe68d588f98be6f376658b"}},"event":"e-1","outcome":{"code":"0","ms":153,"status":"ok"},"received":"2026-11-20T10:42:12.000000Z","redacted":[{"part":"arguments","path":"/token","rule":"key-name"}],"seq":4711,"server":{"name":"github","resource":"https://mcp.github.example/mcp"},"session":"6a840baf5d8c3ff241688aeb14546e653774cd5387faf1cb982b0fbbf1fbb810","source":"src_1","time":"2026-11-20T10:42:11.430000Z","tool":{"definition":"bb","name":"create_issue"},"trace":{"id":"t-1","span":"sp-1","txn":"x-1"},"type":"tool.call","v":1}',
    );
    expect(leaf.toString("hex")).toBe(
      "25ccbba537cd2deb83664be5e630a2b941a9e636439e2c4ae1143304725c4050",
    );
  });
});
