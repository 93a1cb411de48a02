// The role matrix of pages: whoever may not see it finds none of it, however the page is asked for.
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import pLimit from "p-limit";
import type { Permission } from "../../lib/access/model";
import { permissionsOf } from "../../lib/access/permissions";
import { leakedIn, markerText } from "./markers";
import { PAGES, type PageRow, pagesOfApp } from "./page-list";
import { asCaller, CALLERS, type Populated, test } from "./populated";
import { variantsOf } from "./variants";
import { ask } from "./wire";

const AT_ONCE = 6;
/** Each has less than the next; the others hold what one of these holds. */
const ASKING = ["nobody", "approver", "viewer", "auditor", "admin"];
const buildId = readFileSync(".next/BUILD_ID", "utf8").trim();

test("every page has its row, and no row is without a page", () => {
  expect(pagesOfApp().toSorted()).toEqual(Object.keys(PAGES).toSorted());
});

test("every page shows what is on it to exactly those who may see it", async ({ populated }) => {
  // Each page to each caller, one after the other.
  test.slow();
  // The rollups, from which the overview is made, follow a second later.
  await expect(() => overviewIsFilled(populated)).toPass({ timeout: 20_000 });
  const wrong: string[] = [];
  const found: Record<string, unknown> = {};
  const expected: Record<string, unknown> = {};
  for (const [page, row] of Object.entries(PAGES)) {
    for (const who of Object.keys(CALLERS)) {
      const [path = ""] = row.paths(populated.ids);
      const { status, body } = await ask(populated.server.url, asCaller(populated, who, { path }));
      const shown = row.shows.filter((marker) => body.includes(markerText(marker)));
      const leaked = leakedIn(body, permissionsFor(who));
      if (leaked.length > 0 || status >= 400)
        wrong.push(`${page} to ${who}: ${status} ${leaked.join(" ")}`);
      found[`${page} to ${who}`] = shown;
      expected[`${page} to ${who}`] = isFor(row, who) ? row.shows : [];
    }
  }
  expect(wrong).toEqual([]);
  expect(found).toEqual(expected);
});

test("no variant of a page's address or headers carries what the caller may not see", async ({
  populated,
}) => {
  test.setTimeout(600_000);
  const limit = pLimit(AT_ONCE);
  const wrong: string[] = [];
  let asked = 0;
  const tries = Object.values(PAGES).flatMap((row) =>
    ASKING.filter((who) => !isFor(row, who)).flatMap((who) =>
      row
        .paths(populated.ids)
        .slice(0, 1)
        .flatMap((path) => variantsOf(path, buildId))
        .map(([name, one]) =>
          limit(async () => {
            asked += 1;
            const answer = await ask(populated.server.url, asCaller(populated, who, one));
            const all = JSON.stringify(answer.headers) + answer.body;
            const leaked = leakedIn(all, permissionsFor(who));
            if (leaked.length > 0 || answer.status >= 500)
              wrong.push(`${who}, ${name} of ${one.path}: ${answer.status} ${leaked.join(" ")}`);
          }),
        ),
    ),
  );
  await Promise.all(tries);
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(1_000);
});

test("no odd spelling of an address breaks a page for those who may see it", async ({
  populated: { server, ids, keeper },
}) => {
  const limit = pLimit(AT_ONCE);
  const odd = Object.values(PAGES)
    .flatMap((row) => variantsOf(row.paths(ids)[0] ?? "/", buildId))
    .filter(([name]) => /encoded|NUL|slash|segment|tree|action/.test(name));
  const answers = await Promise.all(
    odd.map(([name, one]) =>
      limit(async () => {
        const headers = { ...one.headers, cookie: keeper };
        const { status } = await ask(server.url, { ...one, headers });
        return [name, one.path, status] as const;
      }),
    ),
  );
  expect(answers.filter(([, , status]) => status >= 500)).toEqual([]);
});

function permissionsFor(who: string): Set<Permission> {
  return permissionsOf(CALLERS[who] ?? []);
}

function isFor({ needs }: PageRow, who: string): boolean {
  if (needs === "nothing") return true;
  if (needs === "a sign-in") return CALLERS[who] !== null;
  return permissionsFor(who).has(needs);
}

async function overviewIsFilled({ server, keeper, ids }: Populated): Promise<void> {
  for (const marker of PAGES["/overview"]?.shows ?? []) {
    const [path = ""] = PAGES["/overview"]?.paths(ids) ?? [];
    const { body } = await ask(server.url, { path, headers: { cookie: keeper } });
    expect([marker, body.includes(markerText(marker))]).toEqual([marker, true]);
  }
}
