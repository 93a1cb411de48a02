import { afterAll, beforeAll, expect, it } from "vitest";
import { makeSetupToken } from "../../lib/access/setup";
import { type TestApi, testApi, testPassword } from "../../lib/testing/api";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const complete = (token: string, address: string) =>
  api.request("POST", "/api/v1/setup", {
    json: { token, email: "first@acme.example", password: testPassword },
    headers: { "x-onbehalf-address": address },
  });

it("a set-up link is guessed ten times at most from one address, and others may still use it", async () => {
  const token = await makeSetupToken(api.deployment.pool);
  for (let n = 0; n < 10; n += 1)
    expect((await complete(`guess-${n}`, "203.0.113.9")).status).toBe(410);
  const late = await complete(token, "203.0.113.9");
  expect([late.status, Number(late.headers.get("retry-after"))]).toEqual([429, 900]);
  expect((await complete(token, "203.0.113.10")).status).toBe(201);
});
