import { flagsToBits, observedFlagsToBits } from "../identity/flag-bits";

/**
 * Flags that few calls have. The index `call_flagged` holds the calls with one of them; only a condition
 * with exactly its masks is known to be met by it. A flag that is added later needs another index.
 */
export const RARE = {
  flags: flagsToBits([
    "inbound_audience_mismatch",
    "token_passthrough",
    "audience_mismatch",
    "client_mismatch",
    "consent_mismatch",
    "actor_untrusted",
    "scope_escalation",
    "tenant_crossed",
    "caller_expired",
    "revoked_before_call",
  ]),
  observed: observedFlagsToBits([
    "session_shared",
    "tool_definition_changed",
    "executed_after_deny",
    "approval_missing",
    "approval_differs",
    "static_client_no_consent",
  ]),
};
