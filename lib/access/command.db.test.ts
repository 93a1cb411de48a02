import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { person } from "../../db/schema/directory";
import { DomainError } from "../errors";
import { asOperator, type TestDeployment, testDeployment, viewerWith } from "../testing/deployment";
import { command, type CommandContext } from "./command";

let deps: TestDeployment;
beforeAll(async () => {
  deps = await testDeployment();
});
afterAll(() => deps.close());

/** Writes a person, then fails where it is told to. */
const addPerson = command({
  action: "person.tested",
  needs: "directory:write",
  input: z.object({ slug: z.string().min(2), fail: z.enum(["no", "bug", "caller"]).default("no") }),
  run: async (tx, { slug, fail }) => {
    await tx.insert(person).values({ slug });
    if (fail === "bug") throw new TypeError("a bug");
    if (fail === "caller") throw new DomainError("conflict", "no");
    return { slug };
  },
  audit: ({ slug }, output) => ({ subject: slug, details: { output } }),
});

const by = (actor: CommandContext["actor"]): CommandContext => ({
  pool: deps.pool,
  actor,
  requestId: "req-1",
});
const member = (...roles: Parameters<typeof viewerWith>) =>
  by({ kind: "member", viewer: viewerWith(...roles) });
const written = async (slug: string) => ({
  rows: (await deps.pool.db.select().from(person).where(eq(person.slug, slug))).length,
  log: (await deps.pool.sql`SELECT 1 FROM admin_log WHERE subject = ${slug}`).length,
});

describe("command", () => {
  it("writes the change and one admin-log record with who, what and which request", async () => {
    expect(await addPerson(member("admin"), { slug: "done" })).toEqual({ slug: "done" });
    expect(await written("done")).toEqual({ rows: 1, log: 1 });
    const [row] = await deps.pool.sql`SELECT * FROM admin_log WHERE subject = 'done'`;
    expect(row).toMatchObject({
      actor: "member:test@acme.example",
      action: "person.tested",
      details: { output: { slug: "done" } },
      request_id: "req-1",
    });
  });

  it("lets the operator and the program itself act, each by its name", async () => {
    await addPerson(asOperator(deps.pool), { slug: "by-operator" });
    await addPerson(by({ kind: "system" }), { slug: "by-system" });
    const rows = await deps.pool.sql`
      SELECT actor FROM admin_log WHERE subject LIKE 'by-%' ORDER BY subject`;
    expect(rows.map((row) => row["actor"])).toEqual(["operator:test", "system"]);
  });

  it("writes nothing for a member without the permission, not even when the input is bad", async () => {
    for (const roles of [[], ["viewer"], ["investigator", "auditor", "approver"]] as const) {
      await expect(addPerson(member(...roles), { slug: "no-right" })).rejects.toMatchObject({
        code: "forbidden",
        message: expect.stringContaining("directory:write"),
      });
      await expect(addPerson(member(...roles), { slug: "" })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    expect(await written("no-right")).toEqual({ rows: 0, log: 0 });
  });

  it("writes nothing for bad input, and names every field", async () => {
    await expect(addPerson(member("admin"), { slug: "x" })).rejects.toMatchObject({
      code: "invalid",
      fields: [{ path: "slug" }],
    });
    await expect(addPerson(member("admin"), { slug: "nul\0" })).rejects.toMatchObject({
      code: "invalid",
      fields: [{ path: "slug", message: expect.stringContaining("NUL") }],
    });
  });

  it("leaves neither change nor record when the run fails, by a bug or by the caller", async () => {
    for (const fail of ["bug", "caller"] as const) {
      await expect(addPerson(member("admin"), { slug: `failed-${fail}`, fail })).rejects.toThrow();
      expect(await written(`failed-${fail}`)).toEqual({ rows: 0, log: 0 });
    }
  });

  it("rolls the change back when its record cannot be written", async () => {
    const unloggable = command({
      ...addPerson,
      input: z.object({ slug: z.string() }),
      run: async (tx, { slug }) => {
        await tx.insert(person).values({ slug });
      },
      audit: () => ({ subject: "nul\0" }),
    });
    await expect(unloggable(member("admin"), { slug: "unlogged" })).rejects.toThrow();
    expect(await written("unlogged")).toEqual({ rows: 0, log: 0 });
  });

  it("keeps the admin log as it was written", async () => {
    await addPerson(member("admin"), { slug: "kept" });
    const { sql } = deps.pool;
    await expect(sql`DELETE FROM admin_log WHERE subject = 'kept'`).rejects.toThrow("append-only");
    await expect(sql`UPDATE admin_log SET actor = 'x' WHERE subject = 'kept'`).rejects.toThrow(
      "append-only",
    );
  });
});
