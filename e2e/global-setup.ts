import type { FullConfig } from "@playwright/test";
import { startServer } from "./server";

/** One server a worker, for all journeys but those of the first run, which start their own. */
export default async function globalSetup({ workers }: FullConfig): Promise<() => Promise<void>> {
  const servers = await Promise.all(Array.from({ length: workers }, () => startServer()));
  process.env["ONBEHALF_E2E_SERVERS"] = JSON.stringify(
    servers.map(({ url, data }) => ({ url, data })),
  );
  return async () => {
    await Promise.all(servers.map(({ stop }) => stop()));
  };
}
