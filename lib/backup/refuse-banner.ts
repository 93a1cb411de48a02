import { open } from "node:fs/promises";
import { DomainError } from "../errors";

const NPM = Buffer.from("\n> ");
/** Where a tar's first header has its mark. */
const TAR_MARK = { text: "ustar", at: 257 };
const LOOK_AT = 8_192;

/** Throws `invalid`, with the line that mends it, for a backup that was piped with npm's own lines before it. */
export async function refuseBanner(file: string): Promise<void> {
  const handle = await open(file);
  const { buffer, bytesRead } = await handle
    .read(Buffer.alloc(LOOK_AT), 0, LOOK_AT, 0)
    .finally(() => handle.close());
  const start = buffer.subarray(0, bytesRead);
  if (!start.subarray(0, NPM.length).equals(NPM)) return;
  const tar = start.indexOf(TAR_MARK.text) - TAR_MARK.at;
  if (tar <= 0) return;
  throw new DomainError(
    "invalid",
    "This file begins with what npm prints before it runs a command. The backup after it may be whole. Cut it out:\n" +
      `  tail -c +${tar + 1} FILE > MENDED\n` +
      "  The next time: npm run --silent cli -- backup -",
  );
}
