import { exposition } from "../../lib/metrics/exposition";
import { type OperationalFigures, operationalFigures } from "../../lib/metrics/operational-figures";
import type { Container } from "../../lib/container";
import { isDatabaseAway } from "../../lib/database-away";
import { route } from "../http/route";

const FIGURES_WITHIN_MS = 2_000;

export const metricsRoutes = [
  route({
    method: "GET",
    path: "/metrics",
    role: "any",
    access: { kind: "metrics" },
    summary: "Prometheus metrics; from this machine only, or with ONBEHALF_METRICS_TOKEN",
    handle: async ({ container }) => {
      const { ingest, metrics, env } = container;
      const { contentType, text } = await exposition(
        metrics,
        { ...ingest.underWay(), roles: env.roles },
        await figuresOf(container),
      );
      return new Response(text, { headers: { "content-type": contentType } });
    },
  }),
];

/** Null when the database is away or slow: the process's own counts are needed then most. */
async function figuresOf(container: Container): Promise<OperationalFigures | null> {
  const late = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), FIGURES_WITHIN_MS).unref();
  });
  const read = operationalFigures(container.console.sql).catch((error: unknown) => {
    if (isDatabaseAway(error)) return null;
    throw error;
  });
  return Promise.race([read, late]);
}
