import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asOperator } from "../testing/deployment";
import { type TestOutbox, testOutbox } from "../testing/outbox";
import type { OutboxDeps } from "./deliver-due";
import { testChannel } from "./test-channel";

let box: TestOutbox;
beforeAll(async () => {
  box = await testOutbox();
});
afterAll(() => box.close());
beforeEach(() => box.reset());

describe("an address", () => {
  const strict = () => ({ ...box.deps, env: { ...box.deps.env, allowAddresses: [] } });
  const outcome = async (address: string, more: Partial<OutboxDeps>) => {
    const { id } = await box.hook(address);
    return (await testChannel({ ...box.deps, ...more }, asOperator(box.deployment.pool), { id }))
      .error;
  };

  it.each([
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0177.0.0.1/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://169.254.169.254/latest/meta-data",
  ])("that is private (%s) makes no channel", async (address) => {
    await expect(box.hook(address, strict())).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("is not an address of the public internet"),
    });
  });

  it.each([
    "http://example.com/",
    "https://user:pw@example.com/",
    "ftp://example.com/",
    "nonsense",
  ])("that is not plain https (%s) makes no channel", async (address) => {
    await expect(box.hook(address, strict())).rejects.toMatchObject({ code: "invalid" });
  });

  it("is checked after the look-up: a name for a private one is refused", async () => {
    const resolve: OutboxDeps["resolve"] = (_, done) =>
      done(null, [{ address: "10.0.0.5", family: 4 }]);
    expect(await outcome("https://intranet.example/", { resolve })).toBe(
      "10.0.0.5 is not an address of the public internet, and ONBEHALF_ALLOW_ADDRESSES does not allow it.",
    );
    expect(box.received).toEqual([]);
  });

  it("among several must all be allowed, also in IPv6", async () => {
    const resolve: OutboxDeps["resolve"] = (_, done) =>
      done(null, [
        { address: "127.0.0.1", family: 4 },
        { address: "fe80::1", family: 6 },
      ]);
    expect(await outcome(`http://both.example:${box.port}/`, { resolve })).toContain(
      "fe80::1 is not",
    );
    expect(box.received).toEqual([]);
  });

  it("is looked up once: the one that was checked is the one connected to", async () => {
    let asked = 0;
    const resolve: OutboxDeps["resolve"] = (_, done) => {
      asked += 1;
      done(null, [{ address: asked === 1 ? "127.0.0.1" : "10.0.0.5", family: 4 }]);
    };
    expect(await outcome(`http://rebinding.example:${box.port}/`, { resolve })).toBeNull();
    expect(asked).toBe(1);
    expect(box.received).toHaveLength(1);
  });

  it("that redirects to a private one is not followed", async () => {
    box.answer = { status: 302, headers: { location: `http://127.0.0.1:${box.port}/elsewhere` } };
    expect(await outcome(`http://127.0.0.1:${box.port}/`, {})).toBe(
      "The receiver answered 302: redirects are not followed.",
    );
    expect(box.received).toHaveLength(1);
  });

  it("of the public internet gets nothing over plain http", async () => {
    const resolve: OutboxDeps["resolve"] = (_, done) =>
      done(null, [{ address: "1.1.1.1", family: 4 }]);
    expect(await outcome("http://public.example/", { resolve })).toBe(
      "Only https is sent to the public internet.",
    );
  });

  it("whose answer is too long or too slow is given up", async () => {
    box.answer = { status: 200, body: "x".repeat(70_000) };
    expect(await outcome(`http://127.0.0.1:${box.port}/`, {})).toBe("The answer exceeds 64 KB.");
    box.answer = { status: 200, afterMs: 5_500 };
    expect(await outcome(`http://127.0.0.1:${box.port}/`, {})).toBe(
      "The receiver did not answer within 5 seconds.",
    );
  });
});
