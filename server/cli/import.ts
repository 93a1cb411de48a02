import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { Command } from "commander";
import { z } from "zod";
import { parseInput } from "../../lib/access/command";
import type { Adapter } from "../../lib/calls/adapters/adapter";
import { FORMATS, findAdapter } from "../../lib/calls/adapters/registry";
import { fallbackId } from "../../lib/calls/frames/fallback-id";
import { type FileRecord, fileRecords } from "../../lib/calls/frames/file-records";
import { ingestEvents } from "../../lib/calls/ingest";
import { INGEST_STATUSES } from "../../lib/calls/ingest-status";
import type { IngestItem } from "../../lib/calls/adapt-items";
import type { Container } from "../../lib/container";
import { DomainError } from "../../lib/errors";
import { createSource } from "../../lib/sources/create-source";
import { withContainer } from "./with-container";

const BATCH = 500;
const options = z.object({
  format: z.string(),
  source: z.string().optional(),
  dryRun: z.boolean().default(false),
});

export function importCommand(): Command {
  return new Command("import")
    .description("Read a gateway's audit log; - is standard input. Old records are accepted.")
    .argument("<file>")
    .requiredOption("--format <format>", FORMATS.join(", "))
    .option("--source <name>", "source to import into (default: the format's name)")
    .option("--dry-run", "print each normalised record as a JSON line and store nothing")
    .action(async (file: string, raw: unknown) => {
      const { format, source, dryRun } = parseInput(options, raw);
      const adapter = findAdapter(format);
      if (adapter === undefined) {
        throw new DomainError(
          "not_found",
          `There is no format ${format}; known: ${FORMATS.join(", ")}.`,
        );
      }
      const input = await openInput(file);
      if (dryRun) await printRecords(input, adapter);
      else
        await withContainer((container, context) =>
          store(container, context, input, adapter, source),
        );
    });
}

type Input = { name: string; stream: Readable; bytes: number | null };

async function openInput(file: string): Promise<Input> {
  if (file === "-") return { name: "-", stream: process.stdin, bytes: null };
  const { size } = await stat(file).catch(() => {
    throw new DomainError("not_found", `The file ${file} cannot be read.`);
  });
  return { name: basename(file), stream: createReadStream(file), bytes: size };
}

async function printRecords(input: Input, adapter: Adapter): Promise<void> {
  const receivedAt = new Date().toISOString();
  for await (const record of fileRecords(input.stream, adapter.takesText)) {
    const line =
      "broken" in record
        ? { unreadable: record.broken }
        : adapter.adapt({
            raw: record.raw,
            receivedAt,
            trust: adapter.ceilings,
            fallbackId: idOf(input, record),
          });
    process.stdout.write(`${JSON.stringify("record" in line ? line.record : line)}\n`);
  }
}

async function store(
  container: Container,
  context: Parameters<typeof createSource>[0],
  input: Input,
  adapter: Adapter,
  sourceName: string | undefined,
): Promise<void> {
  const { format } = adapter;
  const source = await createSource(context, { name: sourceName ?? format, format });
  const counts = new Map(INGEST_STATUSES.map((status) => [status, 0]));
  const reasons = new Map<string, number>();
  let done = 0;
  const flush = async (items: IngestItem[]) => {
    const results = await ingestEvents(
      { ...container, pool: container.gate },
      { source, format, items, receivedAt: new Date(), backfill: true },
    );
    for (const { status, reason } of results) {
      counts.set(status, (counts.get(status) ?? 0) + 1);
      if (reason !== undefined) {
        const line = `${status}: ${reason}`;
        reasons.set(line, (reasons.get(line) ?? 0) + 1);
      }
    }
    done += items.length;
  };
  let batch: IngestItem[] = [];
  let at = 0;
  for await (const record of fileRecords(input.stream, adapter.takesText)) {
    at = record.offset;
    batch.push(itemOf(input, record));
    if (batch.length < BATCH) continue;
    await flush(batch);
    batch = [];
    showProgress(done, at, input.bytes);
  }
  if (batch.length > 0) await flush(batch);
  showProgress(done, input.bytes ?? at, input.bytes);
  if (process.stderr.isTTY) process.stderr.write("\n");
  for (const [line, n] of reasons) process.stderr.write(`  ${n} × ${line}\n`);
  process.stdout.write(
    `${JSON.stringify({ source: source.name, records: done, ...Object.fromEntries(counts) })}\n`,
  );
}

function itemOf(input: Input, record: FileRecord): IngestItem {
  return {
    content:
      "broken" in record ? { broken: record.broken, text: record.text } : { raw: record.raw },
    position: `${input.name} line ${record.line}`,
    fallbackId: idOf(input, record),
  };
}

function idOf(input: Input, record: FileRecord): string {
  return fallbackId(input.name, record.offset, record.text);
}

function showProgress(records: number, at: number, bytes: number | null): void {
  if (!process.stderr.isTTY) return;
  const share = bytes ? `${Math.min(100, Math.floor((at / bytes) * 100))} % · ` : "";
  process.stderr.write(`\r${share}${records} records`);
}
