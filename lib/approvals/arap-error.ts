// The errors that the Access Request and Approval Profile names.
import { DomainError, type ErrorCode } from "../errors";
import type { TaskAnswer } from "./task-view";

const CODES = {
  invalid_denial_binding: "invalid",
  expired_denial: "gone",
  duplicate_request: "conflict",
  unknown_task: "not_found",
  task_expired: "gone",
  invalid_task_state: "conflict",
} as const satisfies Record<string, ErrorCode>;
export type ArapProblem = keyof typeof CODES;

export class ArapError extends DomainError {
  /** RFC 9457 `type`. */
  readonly type: string;
  /** The task, where it is known: an expired one says `expired`, not nothing. */
  readonly task: TaskAnswer["task"] | undefined;

  constructor(problem: ArapProblem, message: string, task?: TaskAnswer["task"]) {
    super(CODES[problem], message);
    this.type = `urn:openid:authzen:access-request:error:${problem}`;
    this.task = task;
  }
}
