// How the console decides: the same API as everybody's.
import { z } from "zod";
import { askApi } from "../api-client";
import type { SignedResponse } from "../passkeys/model";
import { type Choice, STATES, type WiderScope } from "./model";
import { selectionResult } from "./selection-view";

const settled = z.object({ id: z.string(), state: z.enum(STATES) });

export type Answer = {
  choice: Choice;
  reason?: string | undefined;
  /** The member whose deputy decides. */
  for?: string | undefined;
  /** Beside this one call. */
  scope?: WiderScope | undefined;
};

/** One answer to several; what came of each. */
export const decideTogether = (ids: readonly string[], choice: Choice, reason?: string) =>
  askApi("/approval-selection/decide", selectionResult, {
    post: { ids, choice, ...(reason !== undefined && { reason }) },
  });

/** Says yes or no; the state that it has then. */
export const decide = (id: string, answer: Answer & { passkey?: SignedResponse }) =>
  askApi(`/approvals/${encodeURIComponent(id)}/decide`, settled, { post: answer });
