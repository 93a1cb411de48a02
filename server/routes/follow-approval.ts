import { approvalDeps } from "../../lib/approvals/deps";
import { followPolicy } from "../../lib/approvals/follow-policy";
import type { Container } from "../../lib/container";

/** So that nobody decides what the policy asks no longer. */
export async function followApproval(container: Container, id: string): Promise<void> {
  await followPolicy(approvalDeps(container, container.console), id);
}
