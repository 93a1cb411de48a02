// How the console changes the catalog: the same API as everybody's.
import { z } from "zod";
import { askApi } from "../api-client";
import type { Risk } from "../identity/model";

const done = z.unknown();
export type Looked = { id: string; sha256: string | null };

export const review = (
  tools: readonly Looked[],
  verdict: "allowed" | "blocked",
  reason: string,
) => {
  const looked = tools.map(({ id, sha256 }) => ({ id, sha256 }));
  return askApi("/tools/review", done, { post: { tools: looked, verdict, reason } });
};

export const setRisk = (id: string, risk: Risk) =>
  askApi(`/tools/${encodeURIComponent(id)}/risk`, done, { put: { risk } });

/** The same by its name, also of a tool that nobody has seen yet; it takes `directory:write`. */
export const classifyTool = (tool: { server: string; name: string; risk: Risk }) =>
  askApi("/tools", done, { post: tool });

export const confirmRename = (tool: Looked, from: string, reason: string) =>
  askApi(`/tools/${encodeURIComponent(tool.id)}/renamed`, done, {
    post: { from, sha256: tool.sha256, reason },
  });

export const endLearning = (id: string, reason: string) =>
  askApi(`/catalog/servers/${encodeURIComponent(id)}/end-learning`, done, { post: { reason } });

export const learnAgain = (id: string, reason: string) =>
  askApi(`/catalog/servers/${encodeURIComponent(id)}/learn-again`, done, { post: { reason } });

export const setStrict = (id: string, strict: boolean, reason: string) =>
  askApi(`/catalog/servers/${encodeURIComponent(id)}/strict`, done, { put: { strict, reason } });
