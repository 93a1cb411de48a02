// The files beside a followed one, some of which had its name before.
import { readdir, realpath } from "node:fs/promises";
import { basename, dirname, join, parse } from "node:path";
import { type FileFacts, factsAt } from "./opened-file";
import { unlessAbsent } from "./unless-absent";

export type Neighbour = FileFacts & {
  path: string;
  /** Whether its name is one that a rotation gives. */
  looksRotated: boolean;
};

/** The files whose names begin as the followed one's does, without it; the last written first. */
export async function neighbours(path: string): Promise<Neighbour[]> {
  // Behind a link, rotated files lie where it points.
  const target = (await unlessAbsent(realpath(path))) ?? path;
  const own = basename(target);
  const entries = await unlessAbsent(readdir(dirname(target), { withFileTypes: true }));
  const found: Neighbour[] = [];
  for (const entry of entries ?? []) {
    const { name } = entry;
    if (!entry.isFile() || name === own || !name.startsWith(parse(own).name)) continue;
    const facts = await factsAt(join(dirname(target), name));
    if (facts === null) continue;
    found.push({ ...facts, path: join(dirname(target), name), looksRotated: isRotated(name, own) });
  }
  return found.toSorted((a, b) => b.writtenAt - a.writtenAt);
}

const ZIPPED = /\.(?:gz|bz2|xz|zst)$/;
/** What logrotate, lumberjack, the kubelet and most loggers put in: a number or a moment. */
const MARK = /^[-._](?:\d[\dTZ:+._-]*|old)$/;

/** `audit.jsonl.1`, `audit.jsonl-20261120.gz`, `audit-2026-11-20T10-42-11.430.jsonl` … */
function isRotated(name: string, own: string): boolean {
  const { name: stem, ext } = parse(own);
  const unzipped = name.replace(ZIPPED, "");
  return MARK.test(inserted(unzipped, own, "")) || MARK.test(inserted(unzipped, stem, ext));
}

function inserted(text: string, before: string, after: string): string {
  const isAround = text.startsWith(before) && text.endsWith(after);
  return isAround ? text.slice(before.length, text.length - after.length) : "";
}
