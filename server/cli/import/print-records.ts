// `import --dry-run`: what the adapter makes of each record, as JSON lines.
import { importItem } from "./import-item";
import type { ImportJob } from "./importer";
import { openWhole } from "./import-whole";

export async function printRecords(job: ImportJob): Promise<void> {
  const { adapter, name } = job;
  const receivedAt = new Date().toISOString();
  const { batches } = await openWhole(job);
  for await (const records of batches) {
    for (const record of records) {
      const { content, fallbackId = "" } = importItem(name, record, 0);
      const adapted =
        "broken" in content
          ? { unreadable: content.broken }
          : adapter.adapt({ raw: content.raw, receivedAt, trust: adapter.ceilings, fallbackId });
      process.stdout.write(`${JSON.stringify("record" in adapted ? adapted.record : adapted)}\n`);
    }
  }
}
