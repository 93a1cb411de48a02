// Whether a new tool is an old one under another name: equal schemas, and a description alike. Pure.
import { canonicalJson } from "../ledger/canonical-json";

export type Described = { name: string; document: string | null };

const LEAST = 0.6;

/** The tools that are gone and may be this one, the likeliest first. A guess that an admin confirms. */
export function likelyRenamed<Old extends Described>(
  renamed: Described,
  gone: readonly Old[],
): { tool: Old; likeness: number }[] {
  const own = read(renamed);
  if (own === null) return [];
  return gone
    .map((tool) => ({ tool, likeness: likenessOf(own, read(tool)) }))
    .filter(({ likeness }) => likeness >= LEAST)
    .toSorted((a, b) => b.likeness - a.likeness || (a.tool.name < b.tool.name ? -1 : 1));
}

type Read = { schemas: string; words: ReadonlySet<string> };

function read({ document }: Described): Read | null {
  if (document === null) return null;
  const value: unknown = JSON.parse(document);
  if (typeof value !== "object" || value === null) return null;
  const {
    description,
    inputSchema = null,
    outputSchema = null,
  } = Object.fromEntries(Object.entries(value));
  const text = typeof description === "string" ? description : "";
  return {
    schemas: canonicalJson([inputSchema, outputSchema]),
    words: new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []),
  };
}

/** 0 to 1: the share of words in common, where the schemas are equal. Two without any are equal. */
function likenessOf(one: Read, other: Read | null): number {
  if (other === null || one.schemas !== other.schemas) return 0;
  const all = new Set([...one.words, ...other.words]);
  if (all.size === 0) return 1;
  return [...all].filter((word) => one.words.has(word) && other.words.has(word)).length / all.size;
}
