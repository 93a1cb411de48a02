import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { extract } from "tar-stream";
import { DomainError } from "../errors";
import { MANIFEST, type Manifest, manifestSchema, memberName, SUMS } from "./model";
import { refuseBanner } from "./refuse-banner";

export type Member = { name: string; bytes: Buffer };

/** The members of a backup, one at a time in memory. Throws `invalid` where the file ends too early. */
export async function* readMembers(file: string): AsyncGenerator<Member> {
  const entries = extract();
  const reading = pipeline(createReadStream(file), entries);
  // Also heard of through the entries; without a listener it would end the process.
  reading.catch(() => undefined);
  try {
    for await (const entry of entries) {
      const pieces: Uint8Array[] = [];
      for await (const piece of entry) if (piece instanceof Uint8Array) pieces.push(piece);
      yield { name: entry.header.name, bytes: Buffer.concat(pieces) };
    }
    await reading;
  } catch (error) {
    if (isFileError(error)) throw error;
    throw damaged(error instanceof Error ? error.message : String(error));
  } finally {
    entries.destroy();
  }
}

/**
 * Reads the whole file and compares every checksum and the list of members, before anything is
 * done with it. Throws `invalid` that names what is wrong.
 */
export async function checkBackup(file: string): Promise<Manifest> {
  await refuseBanner(file);
  const found = new Map<string, string>();
  let manifest: Buffer | undefined;
  let sums: string | undefined;
  for await (const { name, bytes } of readMembers(file)) {
    if (sums !== undefined) throw damaged(`${name} comes after ${SUMS}`);
    if (name === SUMS) sums = bytes.toString("utf8");
    else found.set(name, createHash("sha256").update(bytes).digest("hex"));
    if (name === MANIFEST) manifest = bytes;
  }
  if (sums === undefined || manifest === undefined) throw damaged("its end is missing");
  const listed = new Map(sums.split("\n").flatMap((line) => (line === "" ? [] : [entryOf(line)])));
  for (const [name, sum] of found) {
    if (listed.get(name) !== sum) throw damaged(`the checksum of ${name} differs`);
  }
  const parsed = manifestSchema.safeParse(JSON.parse(manifest.toString("utf8")));
  if (!parsed.success) {
    throw new DomainError("invalid", "This backup's format is not known to this release.");
  }
  const wanted = [MANIFEST, ...dataMembers(parsed.data)];
  const missing = [...wanted, ...listed.keys()].find((name) => !found.has(name));
  if (missing !== undefined) throw damaged(`${missing} is missing`);
  if (found.size !== wanted.length)
    throw damaged("it holds members that its manifest does not name");
  return parsed.data;
}

function dataMembers({ tables }: Manifest): string[] {
  return tables.flatMap((table) =>
    table.relations.flatMap(({ name, members }) =>
      Array.from({ length: members }, (_, n) => memberName(table.name, name, n + 1)),
    ),
  );
}

function entryOf(line: string): [name: string, sum: string] {
  const [sum = "", name = ""] = line.split("  ");
  return [name, sum];
}

function damaged(why: string): DomainError {
  return new DomainError("invalid", `The backup is damaged: ${why}. Nothing was changed.`);
}

/** Such as ENOENT and EACCES: about the file, not about what it holds. */
function isFileError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}
