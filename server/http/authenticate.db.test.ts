import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../../lib/access/session";
import { cookieOf, type TestApi, type TestMember, testApi } from "../../lib/testing/api";
import { deriveKeys } from "../../lib/secrets/keys";

let api: TestApi;
let admin: TestMember;
beforeAll(async () => {
  api = await testApi();
  admin = await api.member("admin");
});
afterAll(() => api.close());
afterEach(() => api.refuseBugs());

const send = (key: string | undefined) =>
  api.request("POST", "/api/v1/events", {
    key,
    body: "",
    headers: { "content-type": "application/json" },
    origin: null,
  });
const statusOf = async (key: string | undefined) => (await send(key)).status;
/** The empty body is refused only behind the key check. */
const LET_IN = 400;

/** How long it takes until a key is refused, ms. */
async function refusedAfter(key: string): Promise<number> {
  const from = Date.now();
  while (Date.now() - from < 5_000) {
    if ((await statusOf(key)) === 401) return Date.now() - from;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the key was never refused");
}

describe("an API key", () => {
  it("opens the gate without any Origin, and its use is noted", async () => {
    const { id, text } = await api.key(["events:write"]);
    expect(await statusOf(text)).toBe(LET_IN);
    const { items } = await (await api.request("GET", "/api/v1/keys", admin)).json();
    expect(items.find((one: { id: string }) => one.id === id).lastUsedAt).toEqual(
      expect.any(String),
    );
    expect(JSON.stringify(items)).not.toContain(text.slice(20, 40));
  });

  it("is refused without a scope, and the answer names the scope", async () => {
    const { text } = await api.key(["calls:read"]);
    const response = await send(text);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      code: "forbidden",
      detail: expect.stringContaining("events:write"),
    });
  });

  it("is refused alike when missing, malformed, unknown or of a wrong secret", async () => {
    const [{ text }, other] = [await api.key(["events:write"]), await api.key(["events:write"])];
    const swapped = text.slice(0, 20) + other.text.slice(20);
    const details = await Promise.all(
      [undefined, "", "ob_", `${text}x`, text.slice(0, -1), swapped, `ob_${"0".repeat(16)}_x`].map(
        async (key) => {
          const response = await send(key);
          expect([key, response.status]).toEqual([key, 401]);
          expect(response.headers.get("www-authenticate")).toBe("Bearer");
          return (await response.json()).detail;
        },
      ),
    );
    expect(new Set(details).size).toBe(1);
  });

  it("with the id of one and the well-formed secret of another key is refused", async () => {
    const { makeApiKey } = await import("../../lib/sources/api-key");
    const { text } = makeApiKey();
    expect(await statusOf(text)).toBe(401);
  });

  it("is refused within about a second after it was revoked, and stays so", async () => {
    const { id, text } = await api.key(["events:write"]);
    expect(await statusOf(text)).toBe(LET_IN);
    const revoked = await api.request("DELETE", `/api/v1/keys/${id}`, admin);
    expect(revoked.status).toBe(200);
    expect(await refusedAfter(text)).toBeLessThan(1_500);
    expect((await api.request("DELETE", `/api/v1/keys/${id}`, admin)).status).toBe(404);
    expect(await statusOf(text)).toBe(401);
  });

  it("is refused once it has expired", async () => {
    const { id, text } = await api.key(["events:write"]);
    await api.deployment.pool.sql`UPDATE api_key SET expires_at = now() WHERE id = ${id}`;
    expect(await statusOf(text)).toBe(401);
  });

  it("is refused when its source was revoked, and makes no new key for it", async () => {
    const { text } = await api.key(["events:write"], "leaving");
    expect(await statusOf(text)).toBe(LET_IN);
    await api.deployment.pool.sql`UPDATE source SET revoked_at = now() WHERE name = 'leaving'`;
    expect(await refusedAfter(text)).toBeLessThan(1_500);
    const again = await api.request("POST", "/api/v1/keys", {
      ...admin,
      json: { source: "leaving", scopes: ["events:write"] },
    });
    expect(again.status).toBe(410);
  });
});

describe("a browser's write", () => {
  const write = (origin: string | null, headers: Record<string, string> = {}) =>
    api.request("POST", "/api/v1/services", {
      cookie: admin.cookie,
      json: { iss: "https://idp.example", sub: "svc" },
      origin,
      headers,
    });

  it.each([
    ["no Origin", null, {}],
    ["a foreign Origin", "https://evil.example", {}],
    ["the Origin null", "null", {}],
    ["another port", "http://localhost:3001", {}],
    ["another scheme", "https://localhost:3000", {}],
    ["a name that only begins like ours", "http://localhost:3000.evil.example", {}],
    ["cross-site fetch metadata", "http://localhost:3000", { "sec-fetch-site": "cross-site" }],
    ["same-site fetch metadata", "http://localhost:3000", { "sec-fetch-site": "same-site" }],
  ])("with %s is refused", async (_name, origin, headers) => {
    const response = await write(origin, headers);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: "forbidden" });
  });

  it.each(["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"])(
    "from %s is accepted: loopback names are one origin",
    async (origin) => {
      expect((await write(origin, { "sec-fetch-site": "same-origin" })).status).toBe(201);
    },
  );

  it("of the set-up page needs the Origin too, although anybody may ask", async () => {
    const response = await api.request("POST", "/api/v1/setup", { json: {}, origin: null });
    expect(response.status).toBe(403);
  });

  it("is not needed to read: GET and HEAD go without an Origin", async () => {
    for (const method of ["GET", "HEAD"]) {
      const health = await api.request(method, "/healthz", { origin: null });
      const calls = await api.request(method, "/api/v1/calls", { ...admin, origin: null });
      expect([method, health.status, calls.status]).toEqual([method, 200, 200]);
    }
  });
});

describe("a session cookie", () => {
  const status = async (cookie: string) =>
    (await api.request("GET", "/api/v1/calls", { cookie })).status;

  it("that was tampered with, is no token, or was made with another secret is no cookie", async () => {
    const keys = deriveKeys(Buffer.alloc(32, 8));
    const foreign = await cookieOf({ ...api.container, keys }, admin.sessionId);
    const { cookie } = admin;
    expect(await status(cookie)).toBe(200);
    expect(await status(foreign)).toBe(401);
    const at = cookie.length - 30;
    const flipped = cookie[at] === "A" ? "B" : "A";
    expect(await status(cookie.slice(0, at) + flipped + cookie.slice(at + 1))).toBe(401);
    expect(await status(`onbehalf.session=${admin.sessionId}`)).toBe(401);
    expect(await status(`__Host-${cookie}`)).toBe(401);
  });

  it("of a session that never was opens nothing", async () => {
    expect(await status(await cookieOf(api.container, "invented"))).toBe(401);
  });

  it("stands among other cookies", async () => {
    const id = await openSession(api.deployment.pool, admin.id, { address: null, userAgent: null });
    const cookie = await cookieOf(api.container, id);
    expect(await status(`theme=dark; ${cookie}; x=y`)).toBe(200);
  });
});

it("answers what it does not know as a problem, and bad input of any kind without a 500", async () => {
  const unknown = await api.request("GET", "/api/v1/nothing");
  expect(unknown.status).toBe(404);
  expect(unknown.headers.get("content-type")).toBe("application/problem+json");
  const hostile = ["%00", "%ff", "%E0%A4", "..%2f..", "'--", "%F0%9F%92%A9", "a".repeat(2_000)];
  for (const one of hostile) {
    for (const [method, path] of [
      ["GET", `/api/v1/calls/${one}`],
      ["DELETE", `/api/v1/keys/${one}`],
      ["DELETE", `/api/v1/principals/${one}/link`],
      ["POST", `/api/v1/sanctions/${one}/end`],
      ["GET", `/api/v1/calls?q=caller:${one}`],
      ["GET", `/api/v1/calls?cursor=${one}`],
      ["GET", `/api/v1/calls/suggest?field=caller&text=${one}`],
      ["GET", `/api/v1/persons?cursor=${one}`],
      ["GET", `/api/v1/principals?cursor=${one}`],
      ["GET", `/api/v1/admin-log?cursor=${one}`],
      ["GET", `/api/v1/admin-log?actor=${one}&action=${one}&request=${one}`],
      ["GET", `/api/v1/admin-log?subject=${one}%40x&from=${one}`],
      ["DELETE", `/api/v1/profile/sessions/${one}`],
      ["DELETE", `/api/v1/tokens/${one}`],
    ] as const) {
      const response = await api.request(method, path, admin);
      expect([path, response.status < 500]).toEqual([path, true]);
    }
  }
  for (const cursor of ["1e300", "1.5", "Infinity", "-Infinity", "0x10", "99999999999"]) {
    const response = await api.request("GET", `/api/v1/principals?cursor=${cursor}`, admin);
    expect([cursor, response.status < 500]).toEqual([cursor, true]);
  }
});

it("refuses text in a JSON body that no database stores, and names the field", async () => {
  for (const bad of ["a\0b", "a\ud800b"]) {
    const json = { iss: "https://idp.example", sub: bad };
    const response = await api.request("POST", "/api/v1/services", { ...admin, json });
    expect(response.status).toBe(400);
    const sanction = {
      ran_as_iss: "https://idp.example",
      ran_as_sub: bad,
      tools: ["tool:*/*"],
      callers: ["anyone"],
      owner: "o",
      reason: "r",
      until: new Date(Date.now() + 86_400_000).toISOString(),
    };
    const other = await api.request("POST", "/api/v1/sanctions", { ...admin, json: sanction });
    expect(other.status).toBe(400);
    expect(await other.json()).toMatchObject({
      code: "invalid",
      errors: [{ path: expect.stringContaining("ran_as_sub") }],
    });
  }
});
