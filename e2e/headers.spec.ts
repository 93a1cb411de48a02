// What every kind of answer carries, on http here and on https behind a proxy.
import { connect } from "node:net";
import { expect, test } from "@playwright/test";
import { type Answer, ask } from "./pages/wire";
import { type E2eServer, startServer } from "./server";

const OWNER = { email: "owner@acme.example", password: "a few words are good" };
const OWNERS_ENV = {
  ONBEHALF_ADMIN_EMAIL: OWNER.email,
  ONBEHALF_ADMIN_PASSWORD: OWNER.password,
};
const HTTPS = "https://console.acme.example";

let plain: E2eServer;
let secure: E2eServer;
test.beforeAll(async () => {
  plain = await startServer(OWNERS_ENV);
  secure = await startServer({ ...OWNERS_ENV, ONBEHALF_URL: HTTPS });
});
test.afterAll(async () => {
  await plain.stop();
  await secure.stop();
});

/** The cookies of a sign-in, as the server set them. */
async function signIn({ url }: E2eServer, origin: string, more = ""): Promise<string[]> {
  const csrf = await ask(url, { path: "/api/auth/csrf" });
  const jar = csrf.headers["set-cookie"] ?? [];
  const { csrfToken }: { csrfToken: string } = JSON.parse(csrf.body);
  const answer = await ask(url, {
    method: "POST",
    path: "/api/auth/callback/credentials",
    form: { csrfToken, ...OWNER, json: "true" },
    headers: { origin, cookie: [...jar.map(valueOf), more].join("; ") },
  });
  return [...jar, ...(answer.headers["set-cookie"] ?? [])];
}

const valueOf = (cookie: string) => cookie.split(";", 1)[0] ?? "";
const sessionIn = (cookies: string[]) => cookies.find((one) => one.includes("onbehalf.session="))!;

test("on https every cookie is Secure and the session's belongs to this host alone", async () => {
  const cookies = await signIn(secure, HTTPS);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/; ?Secure/i);
    expect(cookie).toMatch(/; ?HttpOnly/i);
    expect(cookie).toMatch(/; ?SameSite=Lax/i);
    expect(cookie).toMatch(/^__(Host|Secure)-/);
  }
  expect(sessionIn(cookies)).toMatch(/^__Host-onbehalf\.session=[^;]+; Path=\//);
  expect(sessionIn(cookies)).not.toMatch(/; ?Domain/i);
});

test("on loopback http the session's cookie has the plain name, HttpOnly and Lax", async () => {
  const cookie = sessionIn(await signIn(plain, plain.url));
  expect(cookie).toMatch(/^onbehalf\.session=[^;]+; Path=\/;.*HttpOnly; SameSite=Lax/);
  expect(cookie).not.toMatch(/; ?(Secure|Domain)/i);
});

test("each sign-in has a session of its own, also over an old or planted cookie", async () => {
  const first = valueOf(sessionIn(await signIn(plain, plain.url)));
  const second = valueOf(sessionIn(await signIn(plain, plain.url, first)));
  const sessions = async (cookie: string) => {
    const { body } = await ask(plain.url, {
      path: "/api/v1/profile/sessions",
      headers: { cookie },
    });
    const { items }: { items: { id: string; current: boolean }[] } = JSON.parse(body);
    return items.find(({ current }) => current)?.id;
  };
  expect(await sessions(first)).toBeTruthy();
  expect(await sessions(second)).not.toBe(await sessions(first));
});

test("every kind of answer carries the headers, and none but built files may be kept", async () => {
  const cookie = valueOf(sessionIn(await signIn(plain, plain.url)));
  const page = await ask(plain.url, { path: "/calls", headers: { cookie } });
  const asset = /"(\/_next\/static\/[^"]+\.js)"/.exec(page.body)?.[1] ?? "";
  const kinds: [name: string, answer: Answer, status: number][] = [
    ["page", page, 200],
    ["redirect", await ask(plain.url, { path: "/calls" }), 307],
    ["no page", await ask(plain.url, { path: "/nowhere" }), 404],
    ["folder", await ask(plain.url, { path: "/_next/static/chunks" }), 404],
    ["built file", await ask(plain.url, { path: asset }), 200],
    ["no built file", await ask(plain.url, { path: "/_next/static/none.js" }), 404],
    ["API", await ask(plain.url, { path: "/api/v1/calls", headers: { cookie } }), 200],
    ["API without a sign-in", await ask(plain.url, { path: "/api/v1/calls" }), 401],
    ["API without such a thing", await ask(plain.url, { path: "/api/v1/none" }), 404],
    [
      "API with a bad query",
      await ask(plain.url, { path: "/api/v1/calls?q=%22", headers: { cookie } }),
      400,
    ],
    ["sign-in", await ask(plain.url, { path: "/api/auth/csrf" }), 200],
    ["health", await ask(plain.url, { path: "/healthz" }), 200],
    ["a write to a page", await ask(plain.url, { method: "POST", path: "/calls", json: {} }), 405],
    ["TRACE", await ask(plain.url, { method: "TRACE", path: "/calls" }), 405],
  ];
  for (const [name, { status, headers, body }, expected] of kinds) {
    expect([name, status]).toEqual([name, expected]);
    expect([name, headers]).toMatchObject([
      name,
      {
        "x-content-type-options": ["nosniff"],
        "referrer-policy": ["no-referrer"],
        "cross-origin-opener-policy": ["same-origin"],
        "cross-origin-resource-policy": ["same-origin"],
        "x-frame-options": ["DENY"],
        "content-security-policy": [
          expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'/),
        ],
        "x-request-id": [expect.stringMatching(/^[0-9a-f-]{36}$/)],
      },
    ]);
    expect([name, headers["access-control-allow-origin"], headers["x-powered-by"]]).toEqual([
      name,
      undefined,
      undefined,
    ]);
    if (body !== "")
      expect([name, headers["content-type"]?.[0]]).toEqual([name, expect.any(String)]);
    const kept = name === "built file" ? /immutable/ : /no-store/;
    expect([name, headers["cache-control"]?.join()]).toEqual([name, expect.stringMatching(kept)]);
  }
});

test("https is kept to for a year, and no nonce is used twice", async () => {
  const two = await Promise.all([1, 2].map(() => ask(secure.url, { path: "/sign-in" })));
  for (const { headers } of two)
    expect(headers["strict-transport-security"]).toEqual(["max-age=31536000; includeSubDomains"]);
  const nonces = two.map(
    ({ headers }) => /'nonce-([^']+)'/.exec(headers["content-security-policy"]?.join() ?? "")?.[1],
  );
  expect(new Set(nonces).size).toBe(2);
  const http = await ask(plain.url, { path: "/sign-in" });
  expect(http.headers["strict-transport-security"]).toBeUndefined();
});

test("images are not optimised, and a WebSocket is refused before any page sees it", async () => {
  const image = await ask(plain.url, { path: "/_next/image?url=%2Ffavicon.ico&w=640&q=75" });
  expect(image.status).toBe(404);
  for (const path of ["/", "/_next/webpack-hmr", "/api/v1/calls"]) {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect({ port: Number(new URL(plain.url).port), host: "127.0.0.1" });
      let received = "";
      socket.on("data", (chunk: Buffer) => (received += chunk.toString()));
      socket.on("error", () => {});
      socket.on("close", () => resolve(received));
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
      );
    });
    expect([path, answer]).toEqual([path, ""]);
  }
});
