import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  asOperator,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../testing/deployment";
import { addEntry, importDirectory } from "./change-directory";
import { type DirectoryKind, directoryKindSchema } from "./directory-rows";
import { endSanction } from "./end-sanction";
import { listDirectory } from "./list-directory";
import { readCsv } from "./read-csv";
import { readDirectory } from "./read-directory";
import { unlinkPrincipal } from "./unlink-principal";

let deps: TestDeployment;
beforeAll(async () => {
  deps = await testDeployment();
});
afterAll(() => deps.close());

const DAY = 86_400_000;
const importCsv = async (kind: DirectoryKind, csv: string) =>
  importDirectory(asOperator(deps.pool), { kind, via: "csv", rows: readCsv(csv) });
const add = (kind: DirectoryKind, cells: Record<string, unknown>) =>
  addEntry(asOperator(deps.pool), kind, cells);
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();
const version = async () => {
  const [row] = await deps.pool.sql<{ v: string }[]>`SELECT directory_version AS v FROM deployment`;
  return Number(row?.v);
};
/** Everything that an import could have touched. */
const everything = async () => ({
  directory: await readDirectory(deps.pool.db),
  rows: await deps.pool.sql`
    SELECT (SELECT count(*) FROM person) AS persons, (SELECT count(*) FROM principal) AS principals,
           (SELECT count(*) FROM sanction) AS sanctions, (SELECT count(*) FROM tool) AS tools,
           (SELECT count(*) FROM admin_log) AS log`,
  version: await version(),
});

const sanction = (more: Record<string, unknown> = {}) => ({
  ran_as_iss: "https://github.example",
  ran_as_sub: "1001",
  tools: "tool:github/*",
  callers: "anyone",
  owner: "sec@acme.example",
  reason: "shared bot",
  until: inDays(30),
  ...more,
});

describe("an import from CSV", () => {
  it("applies every good line, once, and raises the version once", async () => {
    const before = await version();
    const csv =
      "person,iss,sub,email,name\n" +
      "alice,https://idp.example,00a,alice@acme.example,Alice\n" +
      "alice,https://github.example,alice-gh,,\n" +
      "bob,https://idp.example,00b,,Bob\n";
    expect(await importCsv("links", csv)).toEqual({ rows: 3, version: before + 1 });
    expect(await version()).toBe(before + 1);
    const { persons } = await readDirectory(deps.pool.db);
    expect(persons).toMatchObject([
      {
        id: "alice",
        name: "Alice",
        principals: [{ sub: "00a" }, { sub: "alice-gh" }],
      },
      { id: "bob", principals: [{ iss: "https://idp.example", sub: "00b" }] },
    ]);
    const once = await readDirectory(deps.pool.db);
    await importCsv("links", csv);
    expect(await readDirectory(deps.pool.db)).toEqual(once);
    const log = await deps.pool.sql`
      SELECT subject, details FROM admin_log WHERE action = 'directory.imported'`;
    expect(log[0]).toMatchObject({ subject: "links", details: { via: "csv", rows: 3 } });
  });

  it.each([
    ["a missing column", "person,iss\ncarl,https://idp.example\n", "line 2", "sub"],
    ["an empty value", "person,iss,sub\ncarl,https://idp.example,\n", "line 2", "sub"],
    ["too many values", "person,iss,sub\ncarl,https://i,c1\ncarl,https://i,c2,x\n", "line 3", ""],
    ["a quote that never closes", 'person,iss,sub\ncarl,https://i,"c\n', "line", ""],
    ["an unknown column", "person,iss,sub,role\ncarl,https://i,c,admin\n", "line 2", "role"],
    ["a column every object has", "person,iss,sub,toString\ncarl,https://i,c,x\n", "line 2", ""],
    ["a column named constructor", "person,iss,sub,constructor\ncarl,https://i,c,x\n", "", "co"],
    ["a column named __proto__", "person,iss,sub,__proto__\ncarl,https://i,c,x\n", "", "__proto__"],
    ["a column twice", "person,iss,sub,iss\ncarl,https://i,c,https://j\n", "line 1", "iss"],
    ["a bad person", "person,iss,sub\n../etc,https://i,c\n", "line 2", "person"],
    ["a bad e-mail", "person,iss,sub,email\ncarl,https://i,c,at\n", "line 2", "email"],
    ["a header alone", "person,iss,sub\n", "", "no rows"],
    ["nothing", "", "", "no rows"],
  ])("with %s is refused, naming the place", async (_name, csv, line, word) => {
    const before = await everything();
    const error = await importCsv("links", csv).then(
      () => expect.unreachable("it was accepted"),
      (caught: Error & { code?: string }) => caught,
    );
    expect(error).toMatchObject({ name: "DomainError", code: "invalid" });
    expect(error.message).toContain(line);
    expect(error.message).toContain(word);
    expect(await everything()).toEqual(before);
  });

  it("names every bad line and applies none of the good ones", async () => {
    const before = await everything();
    const csv = "person,iss,sub\ndan,https://i,d\n!,https://i,e\nerin,https://i,f\n,https://i,g\n";
    await expect(importCsv("links", csv)).rejects.toMatchObject({
      fields: [{ path: "line 3" }, { path: "line 5" }],
    });
    expect(await everything()).toEqual(before);
  });

  it("reads what a spreadsheet writes: a byte order mark, CRLF, quotes, blank lines, capitals", async () => {
    const csv =
      "\ufeffPerson, ISS ,Sub,Name\r\n\r\n" +
      'fay,https://idp.example,"f,1","Fay ""F"" O\'Hara"\r\n\r\n';
    await importCsv("links", csv);
    const { persons } = await readDirectory(deps.pool.db);
    expect(persons.find(({ id }) => id === "fay")).toEqual({
      id: "fay",
      name: 'Fay "F" O\'Hara',
      principals: [{ iss: "https://idp.example", sub: "f,1" }],
    });
  });

  it("keeps hostile values as data", async () => {
    const evil = "=1+1'; DROP TABLE person; -- \u202e<script>";
    await importCsv("services", `iss,sub\nhttps://idp.example,"${evil}"\n`);
    const { services } = await readDirectory(deps.pool.db);
    expect(services).toContainEqual({ iss: "https://idp.example", sub: evil });
  });

  it("needs the permission", async () => {
    const actor = { kind: "member", viewer: viewerWith("viewer", "auditor") } as const;
    const context = { pool: deps.pool, actor };
    const rows = [{ line: 1, cells: { iss: "https://i", sub: "s" } }];
    const input = { kind: "services", via: "csv", rows } as const;
    await expect(importDirectory(context, input)).rejects.toMatchObject({ code: "forbidden" });
    for (const verb of [unlinkPrincipal, endSanction]) {
      await expect(verb(context, { id: "x" })).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});

describe("a link", () => {
  it("to another person is refused until the first was taken away", async () => {
    const row = { iss: "https://idp.example", sub: "shared" };
    await add("links", { person: "gus", ...row });
    const before = await everything();
    await expect(add("links", { person: "hal", ...row })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("another person"),
    });
    expect(await everything()).toEqual(before);
    const { items } = await listDirectory(deps.pool, viewerWith("viewer"), "principals");
    const found = items.find((one) => (one as { sub: string }).sub === "shared") as { id: string };
    const { version: raised } = await unlinkPrincipal(asOperator(deps.pool), { id: found.id });
    expect(raised).toBe(before.version + 1);
    await expect(unlinkPrincipal(asOperator(deps.pool), { id: found.id })).rejects.toMatchObject({
      code: "not_found",
    });
    await add("links", { person: "hal", ...row });
  });

  it("made twice at the same instant is one link", async () => {
    const row = { person: "ivy", iss: "https://idp.example", sub: "ivy" };
    await Promise.all(Array.from({ length: 8 }, () => add("links", row)));
    const { persons } = await readDirectory(deps.pool.db);
    expect(persons.find(({ id }) => id === "ivy")?.principals).toHaveLength(1);
  });

  it("made at the same instant to two persons goes to one of them", async () => {
    const row = { iss: "https://idp.example", sub: "contested" };
    const tries = await Promise.allSettled(
      ["jan", "kim"].map((person) => add("links", { person, ...row })),
    );
    expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("a sanction", () => {
  it.each([
    ["that starts in the past", sanction({ from: inDays(-1) }), "from"],
    ["of more than a year", sanction({ until: inDays(367) }), "year"],
    ["of more than a year from its start", sanction({ from: inDays(10), until: inDays(380) }), ""],
    ["that ends before it starts", sanction({ from: inDays(10), until: inDays(5) }), "until"],
    ["that has ended", sanction({ until: inDays(-1) }), "until"],
    ["of no tool", sanction({ tools: "" }), "tools"],
    ["of a selector without a server", sanction({ tools: "create_issue" }), "selector"],
    ["of two identities", sanction({ ran_as_person: "alice" }), "exactly one"],
    ["of half an identity", sanction({ ran_as_sub: "" }), "exactly one"],
    ["without a reason", sanction({ reason: " " }), "reason"],
    ["until a day without a time", sanction({ until: "2026-12-31" }), "until"],
  ])("%s is refused", async (_name, cells, word) => {
    const before = await everything();
    await expect(add("sanctions", cells)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining(word),
    });
    expect(await everything()).toEqual(before);
  });

  it("of exactly a leap year, and one that starts by a clock a little behind, are accepted", async () => {
    await add("sanctions", sanction({ until: inDays(365.9), reason: "long" }));
    await add("sanctions", sanction({ from: inDays(-1 / 1440), reason: "behind" }));
    const { sanctions } = await readDirectory(deps.pool.db);
    expect(sanctions.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(["long", "behind"]),
    );
  });

  it("ends now when it is ended, once, and keeps what it covered", async () => {
    const own = sanction({ ran_as_sub: "ends" });
    await add("sanctions", own);
    const [row] = await deps.pool.sql<{ id: string }[]>`
      SELECT id FROM sanction WHERE ran_as->>'sub' = 'ends'`;
    const id = row?.id ?? "";
    const before = await version();
    expect(await endSanction(asOperator(deps.pool), { id })).toEqual({ version: before + 1 });
    const [ended] = await deps.pool.sql`
      SELECT active_until <= now() AS ended, active_from < active_until AS kept
      FROM sanction WHERE id = ${id}`;
    expect(ended).toEqual({ ended: true, kept: true });
    await expect(endSanction(asOperator(deps.pool), { id })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await version()).toBe(before + 1);
  });
});

describe("every kind of entry", () => {
  const cells: Record<DirectoryKind, Record<string, unknown>> = {
    links: { person: "zed", iss: "https://idp.example", sub: "z" },
    services: { iss: "https://idp.example", sub: "svc" },
    actors: { iss: "https://idp.example", sub: "broker" },
    groups: { group: "eng / platform", person: "zed" },
    servers: {
      name: "github",
      resource: "https://mcp.github.example/mcp",
      configured_as: "caller",
      scope_ceiling: "repo; issues",
      lifetime_limit_hours: "8",
    },
    gateways: { source: "declared-gw", resource: "https://declared-gw.example/mcp" },
    tools: { server: "github", name: "delete_repo", risk: "destructive" },
    clients: { client_id: "desk", owner: "zed" },
    sanctions: sanction({ ran_as_sub: "kinds" }),
    revocations: {
      iss: "https://idp.example",
      sub: "z",
      at: "2026-11-01T00:00:00Z",
      reason: "left",
    },
  };

  // Owners of clients are people to ask; the judge does not read them.
  it.each(directoryKindSchema.options.filter((kind) => kind !== "clients"))(
    "%s: is what the judge reads, also when given twice",
    async (kind) => {
      if (kind === "gateways") await testSource(deps.pool, "declared-gw");
      const before = await version();
      await add(kind, cells[kind]);
      if (kind !== "sanctions" && kind !== "revocations") await add(kind, cells[kind]);
      expect(await version()).toBeGreaterThan(before);
      const all = JSON.stringify(await readDirectory(deps.pool.db));
      const sign = {
        links: "zed",
        groups: "eng / platform",
        servers: "issues",
        gateways: "https://declared-gw.example/mcp",
        sanctions: "kinds",
      };
      expect(all).toContain(Reflect.get(sign, kind) ?? cells[kind]["name"] ?? cells[kind]["sub"]);
    },
  );

  it("is listed page by page, each once, after more than one page", async () => {
    const rows = Array.from({ length: 450 }, (_, n) => ({
      line: n + 2,
      cells: { person: `page-${n}`, iss: "https://pages.example", sub: `s-${n}` },
    }));
    await importDirectory(asOperator(deps.pool), { kind: "links", via: "csv", rows });
    for (const list of ["persons", "principals"] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listDirectory(deps.pool, viewerWith("viewer"), list, { cursor });
        seen.push(...page.items.map((one) => (one as { id: string }).id));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(seen.length).toBeGreaterThan(450);
      expect(new Set(seen).size).toBe(seen.length);
    }
  });
});
