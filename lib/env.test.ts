import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isLoopback, readEnv } from "./env";
import { startupWarnings } from "./startup-warnings";

const OURS = /^(PORT|HOST|DATABASE_URL|NODE_ENV|ONBEHALF_.*|OIDC_.*)$/;
const home = process.cwd();
let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "onbehalf-env-")));
  process.chdir(folder);
  for (const name of Object.keys(process.env)) if (OURS.test(name)) vi.stubEnv(name, undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

function envOf(values: Record<string, string>) {
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
  return readEnv();
}

describe("the configuration", () => {
  it("needs nothing: the defaults are those of the README", () => {
    expect(readEnv()).toMatchObject({
      production: true,
      port: 3000,
      host: "127.0.0.1",
      url: new URL("http://localhost:3000"),
      insecureHttp: false,
      trustedProxies: [],
      databaseUrl: undefined,
      dataDir: resolve(folder, ".onbehalf"),
      roles: ["gate", "console", "worker"],
      secret: undefined,
      admin: undefined,
      logLevel: "info",
    });
  });

  it("is read from .env in the working directory, where the environment goes first", () => {
    writeFileSync(join(folder, ".env"), "PORT=4000\nHOST=::1\n");
    expect(envOf({ HOST: "0.0.0.0" })).toMatchObject({ port: 4000, host: "0.0.0.0" });
    Reflect.deleteProperty(process.env, "PORT");
  });

  it("takes an empty variable as a missing one", () => {
    const blank = envOf({ PORT: "", DATABASE_URL: "", ONBEHALF_ROLE: "", ONBEHALF_URL: "" });
    expect(blank).toMatchObject({ port: 3000, databaseUrl: undefined, roles: { length: 3 } });
  });

  it("reads lists, and the first owner only when both halves are there", () => {
    const env = envOf({
      ONBEHALF_ROLE: "gate, worker",
      ONBEHALF_TRUSTED_PROXIES: "10.0.0.1, ,10.0.0.2",
      ONBEHALF_ADMIN_EMAIL: "o@acme.example",
    });
    expect(env).toMatchObject({
      roles: ["gate", "worker"],
      trustedProxies: ["10.0.0.1", "10.0.0.2"],
      admin: undefined,
    });
    expect(envOf({ ONBEHALF_ADMIN_PASSWORD: "x" }).admin).toEqual({
      email: "o@acme.example",
      password: "x",
    });
  });

  it.each([
    ["PORT", "http"],
    ["PORT", "70000"],
    ["PORT", "-1"],
    ["ONBEHALF_ROLE", "gate,boss"],
    ["ONBEHALF_ROLE", ","],
    ["ONBEHALF_URL", "onbehalf.example"],
    ["ONBEHALF_INSECURE_HTTP", "yes"],
    ["ONBEHALF_LOG_LEVEL", "loud"],
    ["DATABASE_URL", "mysql://foo"],
  ])("%s=%s is refused by its name", (name, value) => {
    expect(() => envOf({ [name]: value })).toThrow(name);
  });

  it("refuses plain http for another host, unless that is accepted in so many words", () => {
    const url = "http://onbehalf.acme.example";
    expect(() => envOf({ ONBEHALF_URL: url })).toThrow("https");
    expect(() => envOf({ ONBEHALF_URL: "http://127.0.0.1.acme.example" })).toThrow("https");
    const accepted = envOf({ ONBEHALF_URL: url, ONBEHALF_INSECURE_HTTP: "1" });
    expect(accepted.insecureHttp).toBe(true);
    expect(envOf({ ONBEHALF_URL: "https://onbehalf.acme.example" }).insecureHttp).toBe(false);
    expect(envOf({ ONBEHALF_URL: "http://[::1]:3000" }).insecureHttp).toBe(false);
  });

  it("tells of a variable that begins like ours and is none, with the one that was meant", () => {
    const env = envOf({
      ONBEHALF_SECRTE: "x",
      ONBEHALF_QUITE_ANOTHER_THING: "1",
      ONBEHALF_KEY: "k",
    });
    expect(env.unknownSettings).toEqual([
      { name: "ONBEHALF_SECRTE", nearest: "ONBEHALF_SECRET" },
      { name: "ONBEHALF_QUITE_ANOTHER_THING", nearest: undefined },
    ]);
    expect(startupWarnings(env)[0]).toMatch(/SECRTE is no setting.*mean ONBEHALF_SECRET\?/);
  });

  it("warns where it listens for others and has no address for them", () => {
    expect(startupWarnings(envOf({ HOST: "127.0.0.1" }))).toEqual([]);
    expect(startupWarnings(envOf({ HOST: "0.0.0.0" }))).toEqual([
      expect.stringContaining("Set ONBEHALF_URL"),
    ]);
    const behind = envOf({ HOST: "0.0.0.0", ONBEHALF_URL: "https://onbehalf.acme.example" });
    expect(startupWarnings(behind)).toEqual([]);
  });

  it("says nothing of a secret when it refuses", () => {
    const secret = "ab".repeat(32);
    expect(() => envOf({ ONBEHALF_SECRET: secret, PORT: "x" })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(secret) }),
    );
  });
});

it.each([
  ["localhost", true],
  ["127.0.0.1", true],
  ["127.255.0.9", true],
  ["[::1]", true],
  ["::1", true],
  ["localhost.acme.example", false],
  ["127.0.0.1.acme.example", false],
  ["128.0.0.1", false],
  ["0.0.0.0", false],
  ["", false],
])("%s is this machine: %s", (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});

describe("the company's sign-in", () => {
  const client = { OIDC_CLIENT_ID: "onbehalf", OIDC_CLIENT_SECRET: "s" };

  it("is off without its three variables, and complete with them", () => {
    expect(readEnv().oidc).toBeUndefined();
    expect(envOf({ OIDC_ISSUER: "https://idp.example/", ...client }).oidc).toEqual({
      issuer: "https://idp.example/",
      clientId: "onbehalf",
      clientSecret: "s",
      scopes: "openid profile email",
      allow: null,
      roleClaim: null,
      groupsClaim: null,
    });
  });

  it.each([
    [{ OIDC_ISSUER: "https://idp.example" }, /needed together/],
    [{ OIDC_ISSUER: "http://idp.example", ...client }, /needs https/],
    [{ OIDC_ISSUER: "not a url", ...client }, /OIDC_ISSUER/],
    [
      { OIDC_ISSUER: "https://idp.example", ...client, OIDC_ALLOW_CLAIM: "groups" },
      /groups:secops/,
    ],
  ])("refuses %o with a sentence", (values, sentence) => {
    expect(() => envOf(values)).toThrow(sentence);
  });

  it("takes an issuer on this machine over http", () => {
    expect(envOf({ OIDC_ISSUER: "http://127.0.0.1:9/", ...client }).oidc?.issuer).toMatch(/^http:/);
  });
});
