import { Command } from "commander";
import { z } from "zod";
import { parseInput } from "../../lib/access/command";
import { listQuarantine } from "../../lib/calls/quarantine-list";
import { replayQuarantine } from "../../lib/calls/replay-quarantine";
import { findSource } from "../../lib/sources/find-source";
import { listSources } from "../../lib/sources/list-sources";
import { keyMappingSchema, MAPPABLE_FIELDS } from "../../lib/sources/model";
import { sourceSettings, updateSource } from "../../lib/sources/update-source";
import { withContainer } from "./with-container";

const yesNo = z.enum(["yes", "no"]).transform((word) => word === "yes");
const settings = z.object({
  format: sourceSettings.shape.format,
  issuer: z.string().optional(),
  resource: z.string().optional(),
  caller: sourceSettings.shape.callerCeiling,
  downstream: sourceSettings.shape.downstreamCeiling,
  groupsTrusted: yesNo.optional(),
  decisionMode: sourceSettings.shape.decisionMode,
  decisionRecording: sourceSettings.shape.decisionRecording,
  evidenceProvider: yesNo.optional(),
  map: z.array(z.string().regex(/^[^=]+=.+$/, "field=key")).default([]),
  unmap: z.array(z.enum(MAPPABLE_FIELDS)).default([]),
});

export function sourcesCommand(): Command {
  const sources = new Command("sources").description("Gateways that send events");
  sources
    .command("list")
    .description("All sources, one JSON line each")
    .action(async () => {
      const all = await withContainer(({ console: pool }) => listSources(pool));
      for (const one of all) print(one);
    });
  sources
    .command("set <name>")
    .description("What a source is trusted for, and which of its keys hold what")
    .option("--format <format>", "format of what it sends without naming one")
    .option("--issuer <iss>", "issuer of principals whose record names none")
    .option("--resource <uri>", "what inbound tokens must be issued for")
    .option("--caller <grade>", "the most it may claim of callers: validated, asserted, absent")
    .option("--downstream <grade>", "validated, observed, configured, absent")
    .option("--groups-trusted <yes|no>", "whether the groups that it asserts count")
    .option("--evidence-provider <yes|no>", "whether its evidence counts for other sources' calls")
    .option("--decision-mode <mode>", "monitor (always allow, say what enforcing would) or enforce")
    .option("--decision-recording <how>", "asynchronous, or durable: answered after it is written")
    .option("--map <field=key>", `repeatable; fields: ${MAPPABLE_FIELDS.join(", ")}`, collect, [])
    .option("--unmap <field>", "repeatable", collect, [])
    .action(async (name: string, raw: unknown) => {
      const { map, unmap, caller, downstream, ...given } = parseInput(settings, raw);
      await withContainer(async (container, context) => {
        const source = await findSource(container.console.db, name);
        const keyMapping = mapped(source.keyMapping, map, unmap);
        await updateSource(context, {
          id: source.publicId,
          ...given,
          ...(caller && { callerCeiling: caller }),
          ...(downstream && { downstreamCeiling: downstream }),
          ...(map.length + unmap.length > 0 && { keyMapping }),
        });
      });
      process.stdout.write(`updated ${name}\n`);
    });
  sources
    .command("quarantine <name>")
    .description("What waits in quarantine, newest first, one JSON line each")
    .action(async (name: string) => {
      await withContainer(async ({ console: pool }) => {
        const { id: sourceId } = await findSource(pool.db, name);
        let cursor: string | undefined;
        do {
          const page = await listQuarantine(pool.sql, {
            sourceId,
            state: "waiting",
            limit: 200,
            cursor,
          });
          for (const entry of page.items) print(entry);
          cursor = page.next ?? undefined;
        } while (cursor !== undefined);
      });
    });
  sources
    .command("replay <name>")
    .description("Send what waits in quarantine through ingest again, after a fix")
    .option("--format <format>", "read it as this format")
    .action(async (name: string, raw: unknown) => {
      const { format } = parseInput(z.object({ format: z.string().optional() }), raw);
      const counts = await withContainer((container, context) =>
        replayQuarantine({ ...container, pool: container.gate }, context, {
          source: name,
          ...(format && { format }),
        }),
      );
      print(counts);
    });
  return sources;
}

function collect(one: string, all: string[]): string[] {
  return [...all, one];
}

function mapped(
  before: z.infer<typeof keyMappingSchema> | null,
  map: readonly string[],
  unmap: readonly string[],
) {
  const kept = Object.entries(before ?? {}).filter(
    ([field]) => !unmap.some((name) => name === field),
  );
  const added = map.map((pair) => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  const all = Object.fromEntries([...kept, ...added]);
  return Object.keys(all).length === 0 ? null : parseInput(keyMappingSchema, all);
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
