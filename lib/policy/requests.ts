// How the console writes drafts and publishes them: the same API as everybody's.
import { z } from "zod";
import { askApi } from "../api-client";
import { draftView } from "./drafts/model";
import type { Edit } from "./edit/model";
import { singleAdminView } from "./guard/review-view";

const saved = z.object({ id: z.string(), revision: z.number().int() });
const edited = saved.extend({ document: z.string() });
const published = z.object({ number: z.number().int(), contentHash: z.string() });
const ended = z.object({ id: z.string() });

const pathOf = (id: string) => `/policy/drafts/${encodeURIComponent(id)}`;

export type NewDraft = { title?: string; reason?: string; restores?: number };
export const createDraft = (draft: NewDraft) =>
  askApi("/policy/drafts", draftView, { post: draft });

export type DraftChanges = { title?: string; reason?: string; document?: string; base?: number };

/** Onto the revision that was read. Throws an `ApiError` 409 with both texts where another was saved. */
export const saveDraft = (id: string, revision: number, changes: DraftChanges) =>
  askApi(pathOf(id), saved, { put: changes, ifMatch: revision });

/** The same through edits of rules, tests and cells. */
export const editDraft = (id: string, revision: number, edits: readonly Edit[]) =>
  askApi(`${pathOf(id)}/edit`, edited, { post: { edits }, ifMatch: revision });

export type Agreement = { revision: number; reason: string; overrideTests: boolean };
export const agreeToDraft = (id: string, agreement: Agreement) =>
  askApi(`${pathOf(id)}/agree`, saved, { post: agreement });

export type Publication = {
  revision: number;
  reason: string;
  confirm: readonly string[];
  overrideTests: boolean;
};

/** `base`: the version that the draft was made from. */
export const publishDraft = (id: string, base: number, publication: Publication) =>
  askApi(`${pathOf(id)}/publish`, published, { post: publication, ifMatch: base });

export const discardDraft = (id: string, reason: string) =>
  askApi(`${pathOf(id)}/discard`, ended, { post: { reason } });

/** The last 30 days where both ends are left out. */
export const startReplay = (id: string, range: { from?: string; to?: string }) =>
  askApi(`${pathOf(id)}/simulate`, z.object({ job: z.string() }), { post: range });

/** Refused with `conflict` where it is switched on although somebody else could agree. */
export const setSingleAdmin = (change: { on: boolean; reason: string }) =>
  askApi("/policy/single-admin", singleAdminView, { put: change });
