import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { readCalls } from "../calls/query";
import { sequencePending } from "../ledger/sequence";
import {
  asOperator,
  nativeCall,
  send,
  testDeployment,
  type TestDeployment,
  testSource,
} from "../testing/deployment";
import { addEntry } from "./change-directory";

const TOKEN = "a token that leaked";
const SHA256 = createHash("sha256").update(TOKEN).digest("hex");
const ISS = "https://github.example";
let deps: TestDeployment;

beforeAll(async () => {
  deps = await testDeployment();
  const source = await testSource(deps.pool);
  const ranAs = (more: object) => ({
    downstream: { evidence: "validated", kind: "api_key", iss: ISS, ...more },
    time: new Date().toISOString(),
  });
  await send(deps, source, [
    nativeCall("by-hash", ranAs({ token: { sha256: SHA256, jti: "ignored" } })),
    nativeCall("by-jti", ranAs({ sub: "1001", token: { jti: "token-77" } })),
    nativeCall("by-name", ranAs({ credential: { id: "jira-admin" } })),
    nativeCall("other", ranAs({ token: { sha256: "f".repeat(64) } })),
  ]);
  while ((await sequencePending(deps.pool.sql)) > 0);
});
afterAll(() => deps.close());

async function found(q: string) {
  const page = await readCalls(asOperator(deps.pool), { q, from: "-24h", limit: 10 }, Date.now());
  return page.items;
}
const shownOf = async (q: string) => (await found(q))[0]?.ranAs.credential?.fingerprint ?? "";
const eventsOf = async (q: string) => {
  const ids = (await found(q)).map(({ index }) => index);
  const rows = await deps.pool.sql`SELECT event_id AS id FROM call ORDER BY batch_pos`;
  const events = z.array(z.object({ id: z.string() })).parse(rows);
  return ids.map((index) => events[Number(index)]?.id);
};

describe("a credential is found by what is in hand:", () => {
  it.each([
    ["the SHA-256 of the token", SHA256, "by-hash"],
    ["the same in capitals", SHA256.toUpperCase(), "by-hash"],
    ["the token's id", "token-77", "by-jti"],
    ["the token's id with its issuer", `"${ISS}|token-77"`, "by-jti"],
    ["the gateway's name", "jira-admin", "by-name"],
  ])("%s", async (_what, value, event) => {
    expect(await eventsOf(`credential:${value}`)).toEqual([event]);
  });

  it("the fingerprint that is shown, whole, in capitals or its beginning", async () => {
    const shown = await shownOf(`credential:${SHA256}`);
    expect(shown).not.toBe(SHA256);
    for (const value of [shown, shown.toUpperCase(), `${shown.slice(0, 12)}*`]) {
      expect(await eventsOf(`credential:${value}`)).toEqual(["by-hash"]);
    }
  });

  it("nothing else", async () => {
    expect(await eventsOf(`credential:${"0".repeat(64)}`)).toEqual([]);
    expect(await eventsOf("credential:ignored")).toEqual([]);
  });
});

describe("a sanction of a credential", () => {
  const sanction = (credential: string) =>
    addEntry(asOperator(deps.pool), "sanctions", {
      ran_as_credential: credential,
      tools: "tool:github/*",
      callers: "anyone",
      owner: "sec@acme.example",
      reason: "break glass",
      until: new Date(Date.now() + 86_400_000).toISOString(),
    });
  const named = async () => {
    const rows = await deps.pool.sql<{ credential: string }[]>`
      SELECT ran_as->>'credential' AS credential FROM sanction ORDER BY created_at DESC, id`;
    return rows[0]?.credential;
  };

  it("by the fingerprint that is shown, or by the token's SHA-256, is of that SHA-256", async () => {
    await sanction(await shownOf(`credential:${SHA256}`));
    expect(await named()).toBe(SHA256);
    await deps.pool.sql`DELETE FROM sanction`;
    await sanction(SHA256.toUpperCase());
    expect(await named()).toBe(SHA256);
  });

  it("that would cover nothing is refused, and says what to name instead", async () => {
    const byName = sanction(await shownOf("credential:jira-admin"));
    await expect(byName).rejects.toThrow("sanction that name");
    const byId = sanction(await shownOf("credential:token-77"));
    await expect(byId).rejects.toThrow("sanction whom it runs as");
  });
});
