import { isMigrated } from "../../db/migrate";
import { route } from "../http/route";

export const healthRoutes = [
  route({
    method: "GET",
    path: "/healthz",
    role: "any",
    access: { kind: "public" },
    summary: "The process answers",
    handle: () => ({ status: "ok" }),
  }),
  route({
    method: "GET",
    path: "/readyz",
    role: "any",
    access: { kind: "public" },
    summary: "The database answers and is migrated; reasons only to loopback",
    handle: async ({ container, near }) => {
      const failure = await whyNotReady(container.console.sql);
      const ready = failure === null;
      return Response.json(
        {
          status: ready ? "ready" : "not ready",
          ...(near && { instance: container.instance, ...(failure && { reason: failure }) }),
        },
        { status: ready ? 200 : 503, headers: ready ? {} : { "retry-after": "2" } },
      );
    },
  }),
];

async function whyNotReady(sql: Parameters<typeof isMigrated>[0]): Promise<string | null> {
  const timeout = AbortSignal.timeout(2_000);
  const late = new Promise<string>((resolve) => {
    timeout.addEventListener("abort", () => resolve("the database does not answer"));
  });
  const check = isMigrated(sql).then(
    (migrated) => (migrated ? null : "migrations are missing"),
    () => "the database is away",
  );
  return Promise.race([check, late]);
}
