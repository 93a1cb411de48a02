// A handful of the API's operations, asked for in the same odd ways as the pages.
import { expect } from "@playwright/test";
import pLimit from "p-limit";
import { permissionsOf } from "../../lib/access/permissions";
import type { Permission } from "../../lib/access/model";
import { leakedIn, markerText, type Marker } from "./markers";
import type { Ids } from "./page-list";
import { asCaller, CALLERS, test } from "./populated";
import { variantsOf } from "./variants";
import { ask, asked } from "./wire";

const READS: [path: (ids: Ids) => string, needs: Permission, shows: Marker][] = [
  [() => "/api/v1/members", "members:write", "member"],
  [() => "/api/v1/invitations", "members:write", "invited"],
  [() => "/api/v1/admin-log", "admin-log:read", "reason"],
  [() => "/api/v1/webhooks", "webhooks:write", "channel"],
  [() => "/api/v1/calls", "calls:read", "tool"],
  [({ call }) => `/api/v1/calls/${call}`, "calls:read", "tool"],
  [() => "/api/v1/persons", "directory:read", "person"],
  [({ source }) => `/api/v1/sources/${source}`, "sources:read", "source"],
];

test("a read answers those it is for, and no variant of it answers anybody else", async ({
  populated,
}) => {
  test.slow();
  const { server, ids, keeper } = populated;
  const limit = pLimit(6);
  const wrong: string[] = [];
  const tries = READS.flatMap(([pathOf, needs, shows]) => {
    const path = pathOf(ids);
    const shown = limit(async () => {
      const { body } = await ask(server.url, { path, headers: { cookie: keeper } });
      if (!body.includes(markerText(shows))) wrong.push(`${path} does not show ${shows}`);
    });
    const refused = Object.keys(CALLERS)
      .filter((who) => !permissionsOf(CALLERS[who] ?? []).has(needs))
      .flatMap((who) =>
        variantsOf(path, "x").map(([name, one]) =>
          limit(async () => {
            const { status, body } = await ask(server.url, asCaller(populated, who, one));
            const leaked = leakedIn(body, permissionsOf(CALLERS[who] ?? []));
            const isOpen = status < 300 && one.path.startsWith("/api/") && one.method !== "OPTIONS";
            if (leaked.length > 0 || isOpen || status >= 500)
              wrong.push(`${who}, ${name} of ${one.path}: ${status} ${leaked.join(" ")}`);
          }),
        ),
      );
    return [shown, ...refused];
  });
  await Promise.all(tries);
  expect(wrong).toEqual([]);
});

test("no method in a header or an address changes anything, and no variant of a write does", async ({
  populated,
}) => {
  const { server, keeper, ids } = populated;
  const path = "/api/v1/sources";
  const names = async () =>
    (await asked<{ items: unknown[] }>(server.url, { path, headers: { cookie: keeper } })).items
      .length;
  const before = await names();
  const json = { name: "sneaked-in", format: "native", scopes: ["events:write"] };
  const overrides = ["x-http-method-override", "x-http-method", "x-method-override"];
  for (const header of overrides)
    for (const method of ["GET", "HEAD", "POST"]) {
      const headers = { cookie: keeper, origin: "https://evil.example", [header]: "POST" };
      await ask(server.url, { method, path: `${path}?_method=POST`, headers, json });
      await ask(server.url, {
        method,
        path: `/api/v1/members/${ids.member}`,
        headers: { ...headers, [header]: "DELETE" },
      });
    }
  const wrong: string[] = [];
  for (const who of ["nobody", "viewer", "auditor", "approver"])
    for (const [name, one] of variantsOf(path, "x")) {
      const answer = await ask(server.url, {
        ...asCaller(populated, who, { ...one, method: "POST" }),
        json,
      });
      const isRefused = answer.status >= 300 && answer.status < 500;
      if (!isRefused) wrong.push(`${who}, ${name} of ${one.path}: ${answer.status}`);
    }
  expect(wrong).toEqual([]);
  expect(await names()).toBe(before);
});
