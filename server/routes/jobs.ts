import { z } from "zod";
import { cancelJob } from "../../lib/jobs/cancel-job";
import { getJob, listJobs } from "../../lib/jobs/list-jobs";
import { jobPageSchema, jobViewSchema } from "../../lib/jobs/model";
import { route } from "../http/route";

// Each kind says who sees and who cancels its jobs (lib/jobs/model.ts): others find none.
const access = { kind: "signed-in" } as const;
const params = z.object({ id: z.string().max(64) });

export const jobRoutes = [
  route({
    method: "GET",
    path: "/api/v1/jobs",
    role: "console",
    access,
    summary: "Long work of the kinds that you may see, newest first",
    query: z.strictObject({
      open: z.enum(["true", "false"]).optional(),
      cursor: z.string().max(64).optional(),
    }),
    response: jobPageSchema,
    handle: ({ container, who, query }) =>
      listJobs(container.console, who, { open: query.open === "true", cursor: query.cursor }),
  }),
  route({
    method: "GET",
    path: "/api/v1/jobs/{id}",
    role: "console",
    access,
    summary: "One job: its progress, and its result when it has ended",
    params,
    response: jobViewSchema,
    handle: ({ container, who, params: { id } }) => getJob(container.console, who, id),
  }),
  route({
    method: "POST",
    path: "/api/v1/jobs/{id}/cancel",
    role: "console",
    access,
    summary: "Cancel a job; what it has done stays",
    params,
    response: z.object({ id: z.string() }),
    handle: async ({ container, who, params: { id }, requestId }) => {
      const actor = { kind: "member", viewer: who } as const;
      const cancelled = await cancelJob({ pool: container.console, actor, requestId }, { id });
      return { id: cancelled.id };
    },
  }),
];
