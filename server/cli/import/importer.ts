// Stores the records of a file for a source and keeps count of what became of them.
import type { CommandContext } from "../../../lib/access/command";
import type { Adapter } from "../../../lib/calls/adapters/adapter";
import type { FileRecord } from "../../../lib/calls/frames/record-reader";
import { ingestEvents } from "../../../lib/calls/ingest";
import type { Container } from "../../../lib/container";
import { DomainError } from "../../../lib/errors";
import { createSource } from "../../../lib/sources/create-source";
import { findSource } from "../../../lib/sources/find-source";
import { importItem } from "./import-item";
import { tally } from "./tally";
import { say } from "./terminal";

export type ImportJob = {
  /** Path, or `-` for standard input. */
  file: string;
  /** What the file is called in positions and in the ids of records that have none. */
  name: string;
  adapter: Adapter;
  /** Name of the source. */
  source: string;
};

/** Records stored in one transaction, at most. */
export const BATCH = 500;

export type Importer = {
  sourceId: number;
  /** Throws when nothing of the batch is stored; what is stored already is recognised. */
  store: (records: readonly FileRecord[], generation?: number) => Promise<void>;
  records: () => number;
  /** The summary: reasons on standard error, one JSON line on standard output. */
  finish: () => void;
};

/** Finds or makes the source. */
export async function openImporter(
  container: Container,
  context: CommandContext,
  { name, adapter: { format }, source: sourceName }: ImportJob,
): Promise<Importer> {
  const { id, publicId } = await createSource(context, { name: sourceName, format });
  const counted = tally();
  return {
    sourceId: id,
    store: async (records, generation = 0) => {
      // Read again each time: its mapping or its trust may change while a file is followed.
      const source = await findSource(container.gate.db, publicId);
      if (source.revokedAt !== null) {
        throw new DomainError("gone", `The source ${sourceName} was revoked.`);
      }
      const items = records.map((record) => importItem(name, record, generation));
      const evidence = source.evidenceProvider;
      const request = { source, format, items, receivedAt: new Date(), backfill: true, evidence };
      counted.add(await ingestEvents({ ...container, pool: container.gate }, request));
    },
    records: counted.records,
    finish: () => {
      for (const line of counted.reasons()) say(`  ${line}`);
      const summary = { source: sourceName, ...counted.counts() };
      process.stdout.write(`${JSON.stringify(summary)}\n`);
    },
  };
}
