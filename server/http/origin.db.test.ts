import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApi, testApi } from "../../lib/testing/api";
import { ROUTES } from "../api";

let api: TestApi;
let cookie: string;
beforeAll(async () => {
  api = await testApi();
  ({ cookie } = await api.member("owner", "auditor", "approver"));
});
afterAll(() => api.close());

const WRITES = ROUTES.filter(({ method, access }) => method !== "GET" && access.kind !== "key");
const SITE = "sec-fetch-site";
/** What a page of somebody else's can make a browser send. */
const FOREIGN: [name: string, origin: string | null, headers: Record<string, string>][] = [
  ["no Origin", null, {}],
  ["another host", "https://evil.example", {}],
  ["a host that begins alike", "http://localhost:3000.evil.example", {}],
  ["another port", "http://localhost:3001", {}],
  ["another scheme", "https://localhost:3000", {}],
  ["a sandboxed page", "null", {}],
  ["no address", "localhost:3000", {}],
  ["our Origin from another site", "http://localhost:3000", { [SITE]: "cross-site" }],
  ["our Origin from the same site", "http://localhost:3000", { [SITE]: "same-site" }],
];

it.each(WRITES.map((one) => [`${one.method} ${one.path}`, one] as const))(
  "%s by a browser is refused from anywhere but our own pages",
  async (_, { method, path }) => {
    const filled = path.replaceAll(/\{\w+\}/g, "none");
    const found = await Promise.all(
      FOREIGN.map(async ([name, origin, headers]) => {
        const { status } = await api.request(method, filled, { cookie, origin, headers, json: {} });
        return [name, status];
      }),
    );
    expect(found).toEqual(FOREIGN.map(([name]) => [name, 403]));
    const own = await api.request(method, filled, {
      cookie,
      json: {},
      headers: { [SITE]: "same-origin" },
    });
    expect(own.status).not.toBe(403);
    await own.body?.cancel();
  },
);

it("covers the operations that change something", () => {
  expect(WRITES.length).toBeGreaterThan(40);
});
