import { z } from "zod";
import { version } from "../../package.json";
import { askExport } from "../../lib/exports/ask-export";
import { expectedCalls } from "../../lib/exports/expected-calls";
import { expectedSchema, exportInput, exportQuery } from "../../lib/exports/model";
import { openExport } from "../../lib/exports/open-export";
import { describeError } from "../../lib/describe-error";
import { DomainError } from "../../lib/errors";
import { byMember } from "../http/by-member";
import { route } from "../http/route";

const access = { kind: "member", permission: "calls:export" } as const;

export const exportRoutes = [
  route({
    method: "GET",
    path: "/api/v1/calls/count",
    role: "console",
    access: { kind: "member", permission: "calls:read" },
    summary: "How many calls match: exact up to 10,000, about beyond",
    query: z.strictObject({
      q: z.string().optional(),
      from: z.string().max(40).optional(),
      to: z.string().max(40).optional(),
    }),
    response: expectedSchema,
    handle: (asked) => expectedCalls(byMember(asked), asked.query),
  }),
  route({
    method: "POST",
    path: "/api/v1/calls/export",
    role: "console",
    access,
    summary: "Begin an export: its job waits a minute for GET with `job`",
    body: exportInput,
    response: z.object({ job: z.string() }),
    handle: (asked) => askExport(byMember(asked), asked.body),
  }),
  route({
    method: "GET",
    path: "/api/v1/calls/export",
    role: "console",
    access,
    summary: "Everything that matches as one file, newest first; `x-onbehalf-job` names its job",
    query: exportQuery,
    handle: async (asked) => {
      const { container, query, request, requestId, who } = asked;
      const context = byMember(asked);
      const { job: given, format, ...question } = query;
      if (given === undefined && who.sessionId !== null) refuseForeignPage(request);
      const job =
        format === undefined
          ? (given ?? "")
          : (await askExport(context, { ...question, format })).job;
      const { stream, format: lines } = await openExport(context, job, {
        version,
        report: (about, error) =>
          container.log.error({ requestId, ...describeError(error) }, about),
      });
      const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
      return new Response(stream, {
        headers: {
          "content-type": lines.mediaType,
          "content-disposition": `attachment; filename="onbehalf-calls-${stamp}.${lines.extension}"`,
          "x-onbehalf-job": job,
        },
      });
    },
  }),
];

/** A link on another site must not begin one: it would be recorded as this member's. */
function refuseForeignPage({ headers }: Request): void {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") {
    throw new DomainError("forbidden", "An export begins from this console's own pages only.");
  }
}
