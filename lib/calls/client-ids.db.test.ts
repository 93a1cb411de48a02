import { afterAll, beforeAll, expect, it } from "vitest";
import { listDirectory } from "../identity/list-directory";
import { recentStart } from "../identity/recent";
import {
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../testing/deployment";
import { sequencePending } from "../ledger/sequence";
import { listCalls } from "./query";

let deps: TestDeployment;
beforeAll(async () => {
  deps = await testDeployment();
  const source = await testSource(deps.pool);
  const time = new Date().toISOString();
  // Names that other clients have as their id, or that look like a form of the language.
  const clients = [
    { id: "desk", name: "Desk" },
    { id: "desk", name: "Desk 2" },
    { id: "other", name: "desk" },
    { name: "desk" },
    { name: "other" },
    { id: "id:desk", name: "name:desk" },
    { name: "id:desk" },
  ];
  await send(
    deps,
    source,
    clients.map((client, n) => nativeCall(`c-${n}`, { time, client })),
  );
  await sequencePending(deps.pool.sql);
});
afterAll(() => deps.close());

it("each count of a client opens exactly the calls that were counted", async () => {
  const viewer = viewerWith("viewer");
  const { items } = await listDirectory(deps.pool, viewer, "clients");
  expect(items).toHaveLength(6);
  for (const { clientId, names, calls } of items) {
    const text = clientId === null ? `name:${names[0]}` : `id:${clientId}`;
    const q = `client:"${text}"`;
    const page = await listCalls(deps.pool, viewer, {
      q,
      from: recentStart(Date.now()),
      limit: 50,
    });
    expect([text, page.items.length]).toEqual([text, calls]);
  }
});

it("the counted time begins with a day", () => {
  expect(recentStart(Date.parse("2026-11-25T21:47:00Z"))).toBe("2026-10-26T00:00:00.000Z");
});
