// The browser's way to `/api/v1`: answers are checked against their schema, refusals become `ApiError`.
import { z } from "zod";

const problemSchema = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  code: z.string().optional(),
  requestId: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});

/** A refusal or failure of the API (RFC 9457); `message` may be shown. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly fields: readonly { path: string; message: string }[];
  /** What a refusal shows beside its words: both sides of a conflict, what is still needed. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: z.infer<typeof problemSchema>) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`);
    this.name = "ApiError";
    this.status = status;
    this.code = problem.code ?? "unknown";
    this.requestId = problem.requestId ?? null;
    this.fields = problem.errors ?? [];
    this.details = problem.details ?? {};
  }
}

/** Whether a failure may pass by itself: no answer came, or the server is not ready. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiError && [0, 502, 503, 504].includes(error.status);
}

/** Whether no answer of the server came: what was asked for may have been done. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof ApiError && [0, 502, 504].includes(error.status);
}

/** Whether the server would not do it, and asking again changes nothing. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500;
}

/**
 * Asks the API. Throws `ApiError`; status 0 means that no answer came. `background`: nobody asked for it, so
 * it does not keep the session alive. `ifMatch`: the number that a write was made from, as an ETag gave it.
 */
export async function askApi<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  init: {
    signal?: AbortSignal;
    post?: unknown;
    put?: unknown;
    method?: "DELETE";
    ifMatch?: number;
    background?: boolean;
  } = {},
): Promise<z.infer<Schema>> {
  const sent = "post" in init ? init.post : init.put;
  const method = "post" in init ? "POST" : "put" in init ? "PUT" : (init.method ?? "GET");
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers: {
      accept: "application/json",
      ...(sent === undefined ? {} : { "content-type": "application/json" }),
      ...(init.ifMatch === undefined ? {} : { "if-match": `"${init.ifMatch}"` }),
      ...(init.background ? { "x-onbehalf-background": "1" } : {}),
    },
    ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
    ...(init.signal ? { signal: init.signal } : {}),
  }).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw new ApiError(0, { detail: "The server did not answer. Is it running?" });
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return schema.parse(body);
  const problem = problemSchema.safeParse(body);
  throw new ApiError(response.status, problem.success ? problem.data : {});
}
