// Calls to export, members who may, and exports over the API.
import { callRowSchema } from "../calls/view";
import { listCalls } from "../calls/query";
import { sequencePending } from "../ledger/sequence";
import { testApi, type TestMember } from "./api";
import { nativeCall, send, testSource, viewerWith } from "./deployment";

export type ExportWorld = Awaited<ReturnType<typeof exportWorld>>;

/** So many calls, every other of jira, within 40 hours; few distinct times: most neighbours differ by id alone. */
export async function exportWorld(total: number) {
  const api = await testApi();
  const { pool } = api.deployment;
  const source = await testSource(pool, "gw");
  const arrive = async (records: readonly unknown[]) => {
    for (let n = 0; n < records.length; n += 500)
      await send(api.deployment, source, records.slice(n, n + 500));
    await sequencePending(pool.sql);
  };
  await arrive(
    Array.from({ length: total }, (_, n) =>
      nativeCall(`e-${n}`, {
        time: new Date(Date.parse("2026-11-20T10:00:00Z") - (n % 40) * 3_600_000).toISOString(),
        server: { name: n % 2 === 0 ? "github" : "jira" },
      }),
    ),
  );
  return {
    api,
    source,
    arrive,
    investigator: await api.member("investigator"),
    auditor: await api.member("auditor"),
    begin: async (who: TestMember, json: Record<string, unknown>) => {
      const { cookie } = who;
      const answer = await api.request("POST", "/api/v1/calls/export", { cookie, json });
      const body: { job: string; detail?: string } = await answer.json();
      return { status: answer.status, ...body };
    },
    get: ({ cookie }: TestMember, params: Record<string, string>) =>
      api.request("GET", exportPath(params), { cookie }),
    jobOf: async ({ cookie }: TestMember, id: string) =>
      (await api.request("GET", `/api/v1/jobs/${id}`, { cookie })).json(),
    logged: (job: string) =>
      pool.sql<{ action: string; actor: string; details: Record<string, unknown> }[]>`
        SELECT action, actor, details FROM admin_log
        WHERE details ->> 'job' = ${job} ORDER BY at`,
    /** As the explorer shows them, page after page. */
    idsByPages: async (q: string): Promise<string[]> => {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listCalls(pool, viewerWith("viewer"), { q, cursor, limit: 200 });
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      return ids;
    },
  };
}

export const exportPath = (params: Record<string, string>) =>
  `/api/v1/calls/export?${new URLSearchParams(params)}`;

export const linesOf = (text: string) => text.split("\n").filter((line) => line !== "");

export const idsIn = (ndjson: string) =>
  linesOf(ndjson).map((line) => callRowSchema.parse(JSON.parse(line)).id);
