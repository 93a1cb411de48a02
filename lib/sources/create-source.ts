import { z } from "zod";
import { actorName, command } from "../access/command";
import { ensureSource } from "./create-key";
import { sourceNameSchema } from "./model";

/** Finds or makes a source by name; a new one gets its format's evidence ceilings. */
export const createSource = command({
  action: "source.ensured",
  needs: "sources:write",
  input: z.object({ name: sourceNameSchema, format: z.string().optional() }),
  run: (tx, { name, format }, { actor }) => ensureSource(tx, name, format, actorName(actor)),
  audit: ({ name }, { publicId }) => ({ subject: publicId, details: { name } }),
});
