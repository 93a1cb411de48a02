import { Command } from "commander";
import { z } from "zod";
import { parseInput } from "../../lib/access/command";
import { retentionKindSchema } from "../../lib/retention/model";
import { previewRetention } from "../../lib/retention/preview-retention";
import { readRetention } from "../../lib/retention/read-retention";
import { setRetention } from "../../lib/retention/set-retention";
import { withContainer } from "./with-container";

const setting = z.object({
  kind: retentionKindSchema,
  days: z.coerce.number().int().min(1),
  reason: z.string(),
});

export function retentionCommand(): Command {
  const retention = new Command("retention").description("How long data are kept");
  retention
    .command("show", { isDefault: true })
    .description("Every kind with its days, size and next removal, one JSON line each")
    .action(async () => {
      const { items } = await withContainer(({ console: { sql } }) => readRetention(sql));
      for (const item of items) process.stdout.write(`${JSON.stringify(item)}\n`);
    });
  retention
    .command("set <kind> <days>")
    .description("Keep a kind so many days; a running server removes what is older within seconds")
    .requiredOption("--reason <text>", "why; kept in the admin log")
    .action(async (kind: string, days: string, raw: { reason: string }) => {
      const wanted = parseInput(setting, { kind, days, reason: raw.reason });
      const removed = await withContainer(async ({ console: { sql } }, context) => {
        const { items } = await readRetention(sql);
        const version = items.find((one) => one.kind === wanted.kind)?.version ?? 0;
        const preview = await previewRetention(sql, wanted.kind, wanted.days);
        await setRetention(context, { ...wanted, version, confirm: wanted.kind });
        return preview;
      });
      process.stdout.write(`${JSON.stringify({ ...wanted, removes: removed })}\n`);
    });
  return retention;
}
