import { startServer } from "./server";

/** One server for all journeys but those of the first run, which start their own. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const server = await startServer();
  process.env["ONBEHALF_E2E_URL"] = server.url;
  process.env["ONBEHALF_E2E_DATA"] = server.data;
  process.env["ONBEHALF_E2E_SETUP"] = server.setupToken;
  return server.stop;
}
