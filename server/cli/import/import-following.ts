// `import --follow FILE`: on and on, through rotations, outages of the database and restarts.
import { hostname } from "node:os";
import { resolve } from "node:path";
import type { CommandContext } from "../../../lib/access/command";
import type { Container } from "../../../lib/container";
import { loadPosition, savePosition } from "../../../lib/sources/file-position";
import { boot } from "../../boot";
import { followFile } from "../follow/follow-file";
import { withContainer } from "../with-container";
import { BATCH, type Importer, type ImportJob, openImporter } from "./importer";
import { pipedBatches } from "./piped-batches";
import { say, showProgress } from "./terminal";
import { StoppedWaiting, untilDatabaseAnswers } from "./until-database-answers";

type Run = {
  container: Container;
  job: ImportJob;
  importer: Importer;
  signal: AbortSignal;
  patiently: <T>(run: () => Promise<T>) => Promise<T>;
};

/** Ends at the signal, with all that is complete stored and the place kept. */
export async function importFollowing(job: ImportJob, signal: AbortSignal): Promise<void> {
  const patiently: Run["patiently"] = (run) => untilDatabaseAnswers(run, { signal, say });
  const run = async (container: Container, context: CommandContext) => {
    const importer = await patiently(() => openImporter(container, context, job));
    try {
      const follow = job.file === "-" ? followPipe : followPath;
      await follow({ container, job, importer, signal, patiently });
    } finally {
      importer.finish();
    }
  };
  try {
    await withContainer(run, () => patiently(() => boot({ command: true })));
  } catch (error) {
    // A file is read again from the place that was kept; what came by a pipe is gone.
    if (!(error instanceof StoppedWaiting) || job.file === "-") throw error;
    say(`${error.message} What is not stored yet is read at the next start.`);
  }
}

async function followPath({ container, job, importer, signal, patiently }: Run): Promise<void> {
  const { sql } = container.gate;
  const path = resolve(job.file);
  const { takesText } = job.adapter;
  const followed = { sourceId: importer.sourceId, machine: hostname(), path };
  const last = await patiently(() => loadPosition(sql, followed));
  let isFollowing = false;
  const options = { path, takesText, last, most: BATCH, signal, say };
  for await (const { records, position } of followFile(options)) {
    if (records.length > 0) await patiently(() => importer.store(records, position.generation));
    await patiently(() => savePosition(sql, followed, position));
    // Said once the place is kept: whatever becomes of the file from now on, it is found again.
    if (!isFollowing) say(`Following ${job.file} from byte ${position.offset}.`);
    isFollowing = true;
    showProgress(`${importer.records()} records`);
  }
}

async function followPipe({ job, importer, signal, patiently }: Run): Promise<void> {
  for await (const records of pipedBatches(process.stdin, job.adapter.takesText, signal)) {
    await patiently(() => importer.store(records));
    showProgress(`${importer.records()} records`);
  }
}
