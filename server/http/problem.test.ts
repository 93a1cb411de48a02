import { Writable } from "node:stream";
import { DrizzleQueryError } from "drizzle-orm";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { DomainError } from "../../lib/errors";
import { problemOf } from "./problem";

function answer(error: unknown) {
  let logged = "";
  const stream = new Writable({
    write: (line, _encoding, done) => {
      logged += String(line);
      done();
    },
  });
  const response = problemOf(error, "req-1", pino({ level: "info", base: null }, stream));
  return { response, logged };
}

describe("an error as a problem", () => {
  it("that the caller caused says what and where, and is not logged", async () => {
    const fields = [{ path: "q", message: "unreadable" }];
    const { response, logged } = answer(new DomainError("invalid", "q: unreadable", { fields }));
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "The request is not valid",
      status: 400,
      detail: "q: unreadable",
      code: "invalid",
      requestId: "req-1",
      errors: fields,
    });
    expect(logged).toBe("");
  });

  it("that asks to wait says how long", () => {
    const { response } = answer(new DomainError("too_many_requests", "wait", { retryAfter: 900 }));
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "900"]);
  });

  it("of a database that is away is 503 with Retry-After", () => {
    const away = new DrizzleQueryError(
      "select 1",
      [],
      Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
    );
    const { response } = answer(away);
    expect(response.status).toBe(503);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it.each(["53100", "57014", "40P01", "25P03"])(
    "of a database at its limit (%s) is 503 too: what was refused may be sent again",
    (code) => {
      const { response, logged } = answer(Object.assign(new Error("limit"), { code }));
      expect(response.status).toBe(503);
      expect(logged).toContain(code);
    },
  );

  it("that is a bug of ours tells the caller nothing and the log where it was", async () => {
    const { response, logged } = answer(new TypeError("undefined is not a function at secret.ts"));
    expect(response.status).toBe(500);
    const body = await response.text();
    expect(JSON.parse(body)).toMatchObject({ code: "internal", requestId: "req-1" });
    expect(body).not.toContain("undefined is not");
    expect(logged).toContain("undefined is not a function");
    expect(logged).toContain("problem.test.ts");
  });

  it("of a query never logs what was bound to it", () => {
    const refused = Object.assign(new Error("value hunter2 refused"), {
      name: "PostgresError",
      code: "22021",
      detail: "Key (email)=(hunter2) exists",
    });
    const failed = new DrizzleQueryError("insert into t values ($1)", ["hunter2"], refused);
    for (const error of [refused, failed]) {
      const { response, logged } = answer(error);
      expect(response.status).toBe(500);
      expect(logged).toContain("22021");
      expect(logged).not.toContain("hunter2");
    }
  });
});
