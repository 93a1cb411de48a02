import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { Command } from "commander";
import { z } from "zod";
import { scanJson } from "../../lib/calls/frames/json-scan";
import { importCatalog, previewImport } from "../../lib/catalog/import-catalog";
import { DomainError } from "../../lib/errors";
import { inertJson } from "../../lib/inert-json";
import { withContainer } from "./with-container";

const optionsSchema = z.object({ server: z.string(), dryRun: z.boolean().optional() });

export function catalogCommand(): Command {
  const catalog = new Command("catalog").description("Servers and tools as they were seen");
  catalog
    .command("import")
    .description("Learn the tools of one server from an MCP tools/list result (JSON)")
    .argument("<file>", "the result, also inside a JSON-RPC answer; - for standard input")
    .requiredOption("--server <name>", "the server's name, as gateways send it")
    .option("--dry-run", "print each definition as one JSON line and store nothing")
    .action(async (file: string, raw: unknown) => {
      const { server, dryRun } = optionsSchema.parse(raw);
      const result = await readResult(file);
      await withContainer(async ({ keys }, context) => {
        if (dryRun) {
          const { tools, unread } = previewImport(result, keys);
          for (const tool of tools) process.stdout.write(`${inertJson(shown(tool))}\n`);
          process.stderr.write(`${tools.length} tools, ${unread} entries that are none\n`);
          return;
        }
        const { tools, unread, complete } = await importCatalog(context, keys, { server, result });
        process.stdout.write(`${tools} tools learned, ${unread} entries that are none\n`);
        if (!complete) {
          process.stdout.write("The list has more pages: nothing was marked as removed.\n");
        }
      });
    });
  return catalog;
}

/** Lists are larger than events may be, so the limits of events do not count here. */
async function readResult(file: string): Promise<unknown> {
  const content = file === "-" ? await text(process.stdin) : await readFile(file, "utf8");
  const refuse = (why: string) => new DomainError("invalid", `${file}: ${why}`);
  if (content.length > LIMIT) throw refuse("longer than 16 MiB");
  let result: unknown;
  try {
    result = JSON.parse(content);
  } catch {
    throw refuse("not JSON");
  }
  if (scanJson(content).repeatsName) throw refuse("a name stands twice in an object");
  return result;
}

const LIMIT = 16 * 1024 * 1024;

function shown({
  name,
  sha256,
  bytes,
  document,
}: ReturnType<typeof previewImport>["tools"][number]) {
  const definition: unknown = document === null ? null : JSON.parse(document);
  return { name, sha256, bytes, definition };
}
