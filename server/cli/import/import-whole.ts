// `import FILE`: from the beginning to the end.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { type Chunk, recordBatches } from "../../../lib/calls/frames/record-batches";
import { type FileRecord, recordReader } from "../../../lib/calls/frames/record-reader";
import { DomainError } from "../../../lib/errors";
import { withContainer } from "../with-container";
import { BATCH, type ImportJob, openImporter } from "./importer";
import { showProgress } from "./terminal";

export async function importWhole(job: ImportJob): Promise<void> {
  const { batches, bytes } = await openWhole(job);
  await withContainer(async (container, context) => {
    const importer = await openImporter(container, context, job);
    for await (const records of batches) {
      await importer.store(records);
      showProgress(progressText(importer.records(), records.at(-1)?.next.offset ?? 0, bytes));
    }
    importer.finish();
  });
}

export type Whole = { batches: AsyncGenerator<FileRecord[]>; bytes: number | null };

/** Throws `not_found` before anything else is done. `bytes` is unknown for standard input. */
export async function openWhole({ file, adapter }: ImportJob): Promise<Whole> {
  const bytes = file === "-" ? null : await sizeOf(file);
  const stream = file === "-" ? process.stdin : createReadStream(file);
  const reader = recordReader(adapter.takesText);
  return { batches: recordBatches(chunksOf(stream), reader, BATCH), bytes };
}

async function sizeOf(file: string): Promise<number> {
  const { size } = await stat(file).catch(() => {
    throw new DomainError("not_found", `The file ${file} cannot be read.`);
  });
  return size;
}

async function* chunksOf(stream: Readable): AsyncGenerator<Chunk> {
  yield* stream;
  yield "end";
}

function progressText(records: number, at: number, bytes: number | null): string {
  const share = bytes ? `${Math.min(100, Math.floor((at / bytes) * 100))} % · ` : "";
  return `${share}${records} records`;
}
