// What the console changes about sources, through the API that everybody uses.
import { z } from "zod";
import type { Scope } from "../access/model";
import { askApi } from "../api-client";
import { quarantinedContent, replayResult } from "../calls/quarantine-view";
import type { CallerEvidence, DownstreamEvidence } from "../calls/model";
import type { DecisionMode, DecisionRecording, KeyMapping } from "./model";
import { madeKey, registeredSource } from "./view";

const pathOf = (id: string) => `/sources/${encodeURIComponent(id)}`;

export type KeyWish = { scopes: Scope[]; expiresInDays?: number };

/** Makes a source and its first key, whose text is in the answer and nowhere else. */
export function postSource(wish: { name: string; format: string } & KeyWish) {
  return askApi("/sources", registeredSource, { post: wish });
}

export type SettingsChange = {
  format?: string;
  resource?: string | null;
  issuer?: string | null;
  callerCeiling?: CallerEvidence;
  downstreamCeiling?: DownstreamEvidence;
  groupsTrusted?: boolean;
  decisionMode?: DecisionMode;
  decisionRecording?: DecisionRecording;
  evidenceProvider?: boolean;
  keyMapping?: KeyMapping | null;
};

/** What is left out stays as it is. */
export function putSettings(id: string, change: SettingsChange) {
  return askApi(pathOf(id), z.object({ name: z.string() }), { put: change });
}

export function postRevocation(id: string, reason: string) {
  return askApi(`${pathOf(id)}/revoke`, z.object({ name: z.string() }), { post: { reason } });
}

/** Another key of a source that exists. */
export function postKey(source: string, wish: KeyWish) {
  return askApi("/keys", madeKey, { post: { source, ...wish } });
}

export function deleteKey(id: string) {
  return askApi(`/keys/${encodeURIComponent(id)}`, z.object({ id: z.string() }), {
    method: "DELETE",
  });
}

/** Replays these entries, or all that wait; as the format that each came in when none is named. */
export function postReplay(id: string, ids: string[] | null, format: string | null) {
  return askApi(`${pathOf(id)}/quarantine/replay`, replayResult, {
    post: { ...(ids ? { ids } : {}), ...(format ? { format } : {}) },
  });
}

/** Opens what an entry holds. Needs `payload:read`; each look is recorded. */
export function openContent(id: string, entry: string) {
  return askApi(`${pathOf(id)}/quarantine/${entry}/content`, quarantinedContent, { post: {} });
}
