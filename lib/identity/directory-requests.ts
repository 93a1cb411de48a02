// How the console changes the directory: the same API as everybody's.
import { z } from "zod";
import { askApi } from "../api-client";
import { type DirectoryKind, directoryKindSchema } from "./directory-rows";
import { importPreview } from "./import-preview";

export type Cells = Record<string, string>;
const done = z.object({});

/** One entry; empty cells are left out. */
export function addEntry(kind: DirectoryKind, cells: Cells) {
  return askApi(`/${kind}`, done, { post: given(cells) });
}

/** What can be taken back, each with a reason. */
export type Removal =
  | { what: "link" | "service" | "actor" | "declaration" | "sanction"; id: string }
  | { what: "membership"; id: string; group: string };

export function remove(removal: Removal, reason: string) {
  const id = encodeURIComponent(removal.id);
  const why = new URLSearchParams({ reason });
  switch (removal.what) {
    case "link":
      return askApi(`/principals/${id}/link?${why}`, done, { method: "DELETE" });
    case "service":
      return askApi(`/services/${id}?${why}`, done, { method: "DELETE" });
    case "actor":
      return askApi(`/actors/${id}?${why}`, done, { method: "DELETE" });
    case "declaration":
      return askApi(`/servers/${id}/declaration?${why}`, done, { method: "DELETE" });
    case "membership":
      why.set("group", removal.group);
      return askApi(`/persons/${id}/groups?${why}`, done, { method: "DELETE" });
    case "sanction":
      return askApi(`/sanctions/${id}/end?${why}`, done, { post: {} });
  }
}

export const proposeSanction = (cells: Cells) =>
  askApi("/sanction-proposals", done, { post: given(cells) });

export const agreeToProposal = (id: string) =>
  askApi(`/sanction-proposals/${encodeURIComponent(id)}/agree`, done, { post: {} });

export const declineProposal = (id: string, reason: string) =>
  askApi(`/sanction-proposals/${encodeURIComponent(id)}/decline`, done, { post: { reason } });

export const previewCsv = (kind: DirectoryKind, csv: string) =>
  askApi("/directory/import/preview", importPreview, { post: { kind, csv } });

export const importCsv = (kind: DirectoryKind, csv: string) =>
  askApi("/directory/import", z.object({ rows: z.number() }), { post: { kind, csv } });

/** What a change would do to verdicts: how many calls it can affect, and from what to what. */
const changePreview = z.object({
  affected: z.number().int(),
  /** Whether only the newest of them were judged; `changes` counts those alone. */
  sampled: z.boolean(),
  judged: z.number().int().optional(),
  changes: z.array(z.object({ from: z.string(), to: z.string(), calls: z.number().int() })),
});
export type ChangePreview = z.infer<typeof changePreview>;

export const previewChange = (kind: DirectoryKind, rows: readonly Cells[]) =>
  askApi("/directory/preview", changePreview, { post: { kind, rows: rows.map(given) } });

/** The kind that an address names; null for none. */
export function kindOf(text: string | undefined): DirectoryKind | null {
  const parsed = directoryKindSchema.safeParse(text);
  return parsed.success ? parsed.data : null;
}

function given(cells: Cells): Cells {
  return Object.fromEntries(Object.entries(cells).filter(([, value]) => value.trim() !== ""));
}
