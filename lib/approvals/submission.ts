// What a gateway submits (ARAP, "Access Request"). Members that we do not know are ignored.
import { z } from "zod";
import { withIssuer } from "../decisions/complete-request";
import { memberOf } from "../policy/member-of";
import { type EvaluationRequest, requestSchema } from "../policy/request";
import type { Source } from "../sources/model";
import { ArapError } from "./arap-error";
import { bindingHash, BOUND_CONTEXT } from "./binding";
import { callbackSchema } from "./callback";

export const submissionSchema = requestSchema.extend({
  context: z.looseObject({ business_justification: z.string().max(2_000).optional() }).optional(),
  denial: z.object({
    evaluation_id: z.string().regex(/^[\x21-\x7e]{1,100}$/, "must be visible characters"),
  }),
  callback: callbackSchema.optional(),
});
export type Submission = z.output<typeof submissionSchema>;

/** What is approved is the stored question: a submission that names something else is refused. */
export function refuseOther(
  asked: EvaluationRequest,
  { subject, action, resource, context }: Submission,
  source: Pick<Source, "name" | "issuer">,
): void {
  const submitted = withIssuer({ subject, action, resource, context }, source);
  const repeated = BOUND_CONTEXT.filter((name) => memberOf(context, name) !== undefined);
  if (bindingHash(submitted, repeated) === bindingHash(asked, repeated)) return;
  throw new ArapError(
    "invalid_denial_binding",
    "The request names another subject, action, resource or context than the denied evaluation.",
  );
}
