// The life of a change: draft, review, agree, publish, roll back.
import { z } from "zod";
import { agreeDraft } from "../../lib/policy/drafts/agree-draft";
import { createDraft } from "../../lib/policy/drafts/create-draft";
import { discardDraft } from "../../lib/policy/drafts/discard-draft";
import {
  draftChanges,
  draftsPage,
  draftsQuery,
  draftView,
  newDraft,
} from "../../lib/policy/drafts/model";
import { publishDraft } from "../../lib/policy/drafts/publish-draft";
import { listDrafts, readDraft } from "../../lib/policy/drafts/read-drafts";
import { checkText, reviewDraft } from "../../lib/policy/drafts/review-draft";
import { editDraft, saveDraft } from "../../lib/policy/drafts/save-draft";
import { draftReview, singleAdminView } from "../../lib/policy/guard/review-view";
import { readSingleAdmin, setSingleAdmin } from "../../lib/policy/guard/single-admin";
import { POLICY_LIMITS } from "../../lib/policy/model";
import { replayQuery, replayView } from "../../lib/policy/replay/model";
import { readReplay } from "../../lib/policy/replay/read-replay";
import { replayInput, startReplay } from "../../lib/policy/replay/start-replay";
import { byMember } from "../http/by-member";
import { etagOf, numberInIfMatch } from "../http/if-match";
import { route } from "../http/route";

const role = "console";
const read = { kind: "member", permission: "policy:read" } as const;
const write = { kind: "member", permission: "policy:write" } as const;
const params = z.object({ id: z.string().max(64) });
/** A document as a JSON string takes more bytes than it has. */
const bodyBytes = 2 * POLICY_LIMITS.bytes;

const revisionOf = (request: Request) =>
  numberInIfMatch(
    request,
    "Say in If-Match which revision this was made from, as the draft's ETag gives it.",
  );

const saved = z.object({ id: z.string(), revision: z.number().int() });

export const draftRoutes = [
  route({
    method: "GET",
    path: "/api/v1/policy/drafts",
    role,
    access: read,
    summary: "Drafts, the last saved first, without the documents",
    query: draftsQuery,
    response: draftsPage,
    handle: ({ container, query }) => listDrafts(container.console, query),
  }),
  route({
    method: "POST",
    path: "/api/v1/policy/drafts",
    role,
    access: write,
    summary:
      "Begin a draft, of the version in force unless it says another; restores brings one back",
    body: newDraft,
    bodyBytes,
    response: draftView,
    status: 201,
    handle: async (asked) => {
      const { id } = await createDraft(byMember(asked), asked.body);
      const draft = await readDraft(asked.container.console, id);
      return Response.json(draft, { status: 201, headers: { etag: etagOf(draft.revision) } });
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/policy/drafts/{id}",
    role,
    access: read,
    summary: "One draft; its ETag is the revision that a save names in If-Match",
    params,
    response: draftView,
    handle: async ({ container, params: { id } }) => {
      const draft = await readDraft(container.console, id);
      return Response.json(draft, { headers: { etag: etagOf(draft.revision) } });
    },
  }),
  route({
    method: "PUT",
    path: "/api/v1/policy/drafts/{id}",
    role,
    access: write,
    summary:
      "Save a draft onto the revision in If-Match; 409 shows both texts and overwrites nothing",
    params,
    body: draftChanges,
    bodyBytes,
    response: saved,
    handle: (asked) =>
      saveDraft(byMember(asked), {
        ...asked.body,
        id: asked.params.id,
        revision: revisionOf(asked.request),
      }),
  }),
  route({
    method: "POST",
    path: "/api/v1/policy/drafts/{id}/edit",
    role,
    access: write,
    summary: "Edit rules, tests and cells of the matrix in the text, onto the revision in If-Match",
    params,
    body: z.strictObject({ edits: editDraft.input.shape.edits }),
    bodyBytes,
    response: saved.extend({ document: z.string() }),
    handle: (asked) =>
      editDraft(byMember(asked), {
        ...asked.body,
        id: asked.params.id,
        revision: revisionOf(asked.request),
      }),
  }),
  route({
    method: "GET",
    path: "/api/v1/policy/drafts/{id}/review",
    role,
    access: read,
    summary: "What stands between a draft and its publication: defects, tests, guard rails",
    params,
    response: draftReview,
    handle: ({ container, params: { id } }) => reviewDraft(container.console, id),
  }),
  route({
    method: "POST",
    path: "/api/v1/policy/drafts/{id}/simulate",
    role,
    access: read,
    summary: "Replay a draft over the calls of a period: a job; your earlier replay of it ends",
    params,
    body: replayInput,
    response: z.object({ job: z.string() }),
    status: 201,
    handle: async (asked) => {
      const { job } = await startReplay(byMember(asked), { ...asked.body, ...asked.params });
      return { job };
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/policy/drafts/{id}/simulation",
    role,
    access: read,
    summary: "The last replay of a draft: flips and what cannot be told, by identity and tool",
    params,
    query: replayQuery,
    response: replayView,
    handle: ({ container, who, params: { id }, query }) =>
      readReplay(container.console, who, id, query),
  }),
  route({
    method: "POST",
    path: "/api/v1/policy/drafts/{id}/agree",
    role,
    access: write,
    summary: "A second admin's yes to the revision in the body; never an author's",
    params,
    body: agreeDraft.input.omit({ id: true }),
    response: saved,
    handle: (asked) => agreeDraft(byMember(asked), { ...asked.body, ...asked.params }),
  }),
  route({
    method: "POST",
    path: "/api/v1/policy/drafts/{id}/publish",
    role,
    access: write,
    summary:
      "Publish a draft; If-Match names the version that it was made from. 409 shows their change",
    params,
    body: publishDraft.input.omit({ id: true, base: true }),
    response: z.object({ number: z.number().int(), contentHash: z.string() }),
    status: 201,
    handle: async (asked) => {
      const base = numberInIfMatch(
        asked.request,
        'Say in If-Match which version this was made from: the draft\'s base, "0" for the first.',
      );
      const input = { ...asked.body, ...asked.params, base };
      const { number, contentHash } = await publishDraft(byMember(asked), input);
      return { number, contentHash };
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/policy/drafts/{id}/discard",
    role,
    access: write,
    summary: "End a draft without publishing it",
    params,
    body: discardDraft.input.omit({ id: true }),
    response: z.object({ id: z.string() }),
    handle: async (asked) => {
      const { id } = await discardDraft(byMember(asked), { ...asked.body, ...asked.params });
      return { id };
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/policy/check",
    role,
    access: read,
    summary:
      "Review a text that nobody has saved, as if the reader were its author; stores nothing",
    body: z.strictObject({
      document: z.string().max(POLICY_LIMITS.bytes),
      base: z.int().min(0).max(2_147_483_647).optional(),
    }),
    bodyBytes,
    response: draftReview,
    handle: ({ container, who, body }) => checkText(container.console, who, body),
  }),
  route({
    method: "GET",
    path: "/api/v1/policy/single-admin",
    role,
    access: read,
    summary: "Whether one admin may do alone what takes two, and why",
    response: singleAdminView,
    handle: ({ container }) => readSingleAdmin(container.console.db),
  }),
  route({
    method: "PUT",
    path: "/api/v1/policy/single-admin",
    role,
    access: { kind: "member", permission: "members:write" },
    summary: "Say that one admin may do alone what takes two; refused while a second one is there",
    body: setSingleAdmin.input,
    response: singleAdminView,
    handle: (asked) => setSingleAdmin(byMember(asked), asked.body),
  }),
];
