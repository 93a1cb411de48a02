import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asOperator, type TestDeployment, testDeployment, viewerWith } from "../testing/deployment";
import type { AdminLogParams } from "./admin-log-address";
import { createMember } from "./create-member";
import { listAdminLog } from "./list-admin-log";

let deps: TestDeployment;
beforeAll(async () => {
  deps = await testDeployment();
  // Two records share each instant, so that a cursor by time alone would lose one.
  await deps.pool.sql`
    INSERT INTO admin_log (at, actor, action, subject, details, request_id)
    SELECT '2026-11-01T00:00:00Z'::timestamptz + (n / 2) * interval '1.000001 seconds',
      CASE WHEN n % 3 = 0 THEN 'member:Alice@acme.example' ELSE 'operator:root' END,
      CASE WHEN n % 5 = 0 THEN 'key.created' ELSE 'payload.opened' END,
      'thing-' || n % 7, jsonb_build_object('n', n), 'req-' || n
    FROM generate_series(1, 200) n`;
});
afterAll(() => deps.close());

const auditor = viewerWith("auditor");
const list = (params: AdminLogParams & { limit?: number }) =>
  listAdminLog(deps.pool, auditor, { to: "2026-11-20T00:00:00Z", ...params });
const numbers = ({ items }: Awaited<ReturnType<typeof list>>) =>
  items.map(({ details }) => details["n"]);
const down = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, n) => from - n);

describe("the admin log", () => {
  it("comes in pages that miss nothing and repeat nothing, there and back", async () => {
    const seen: unknown[] = [];
    let page = await list({ limit: 33 });
    expect(page.previous).toBeNull();
    while (page.next !== null) {
      seen.push(...numbers(page));
      page = await list({ limit: 33, cursor: page.next });
    }
    seen.push(...numbers(page));
    expect(seen).toEqual(down(200, 1));
    const back = await list({ limit: 33, cursor: page.previous ?? "" });
    expect(numbers(back)).toEqual(down(35, 3));
  });

  it.each<[AdminLogParams, (n: number) => boolean]>([
    [{ actor: "alice@ACME.example" }, (n) => n % 3 === 0],
    [{ actor: "member:alice@acme.example" }, (n) => n % 3 === 0],
    [{ actor: "root" }, (n) => n % 3 !== 0],
    [{ action: "key.created" }, (n) => n % 5 === 0],
    [{ subject: "thing-3" }, (n) => n % 7 === 3],
    [{ request: "req-42" }, (n) => n === 42],
    [
      { actor: "root", action: "key.created", subject: "thing-3" },
      (n) => [10, 80, 115, 185].includes(n),
    ],
    [{ from: "2026-11-01T00:01:30Z" }, (n) => n >= 180],
    [{ from: "2026-11-01T00:00:10Z", to: "2026-11-01T00:00:11Z" }, (n) => n >= 20 && n <= 21],
    [{ actor: "%" }, () => false],
  ])("filters by %o", async (params, fits) => {
    expect(numbers(await list({ ...params, limit: 200 }))).toEqual(down(200, 1).filter(fits));
  });

  it("names a member who is the subject, and finds their records by e-mail", async () => {
    const { id, email } = await createMember(asOperator(deps.pool), {
      email: "bob@acme.example",
      roles: ["viewer"],
      password: "correct horse battery",
    });
    const { items } = await listAdminLog(deps.pool, auditor, { subject: email.toUpperCase() });
    expect(items).toMatchObject([
      {
        action: "member.created",
        actor: "operator:test",
        subject: id,
        subjectName: email,
        via: null,
      },
    ]);
  });

  it("is refused without admin-log:read", async () => {
    await expect(
      listAdminLog(deps.pool, viewerWith("viewer", "approver"), {}),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it.each(["", "o.1", "x.1.1", "o.999999999999999999.1", "o.1.1e3"])(
    "refuses %j as a cursor, and no other way than as the caller's mistake",
    async (cursor) => {
      if (cursor === "") expect((await list({ cursor, limit: 1 })).items).toHaveLength(1);
      else await expect(list({ cursor })).rejects.toMatchObject({ code: "invalid" });
    },
  );
});
