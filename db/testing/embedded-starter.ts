import { startEmbedded } from "../embedded";

// A process of its own for the tests that kill it: starts, tells the address, waits for "stop".
const dataDir = process.argv[2] ?? "";
const log = { info: () => undefined, warn: () => undefined };
const embedded = await startEmbedded({ dataDir, log });
process.on("message", () => {
  void embedded.stop().then(() => process.disconnect());
});
process.send?.(embedded.url);
