// What a source's ceilings mean, in words; from `verdicts.md`, "Evidence".
import type { CallerEvidence, DownstreamEvidence } from "../calls/model";

export const CALLER_TRUST: Record<CallerEvidence, string> = {
  validated: "It may say that it verified the caller, by a signature, a session or mutual TLS.",
  asserted:
    "It only passes on what somebody claimed. The name is shown as claimed and the call is unattributed.",
  absent: "Its word on the caller counts for nothing. Every call is unattributed.",
};

export const DOWNSTREAM_TRUST: Record<DownstreamEvidence, string> = {
  validated:
    "It may say that it verified whom the downstream credential stands for. A fitting identity is a match.",
  observed:
    "It may say what it saw in the downstream credential. A fitting identity is a match, one grade below verified.",
  configured:
    "It may only say how the server is set up. A fitting identity is claimed, never a match.",
  absent:
    "Its word on the downstream identity counts for nothing. Calls stay unknown unless the server is declared.",
};
