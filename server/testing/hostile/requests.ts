import fc from "fast-check";
import { bombDraft } from "./bomb-drafts";
import { cloudEventDraft } from "./cloud-event-drafts";
import { eventDraft } from "./event-drafts";
import { otlpDraft } from "./otlp-drafts";
import { type Credentials, onTheWire, type Sent } from "./wire";

/** Requests to all ingest routes, from nearly right to malicious. */
export function hostileRequests(credentials: readonly Credentials[]): fc.Arbitrary<Sent> {
  const draft = fc.oneof(
    { weight: 44, arbitrary: eventDraft },
    { weight: 30, arbitrary: otlpDraft },
    { weight: 24, arbitrary: cloudEventDraft },
    { weight: 2, arbitrary: bombDraft },
  );
  return fc
    .tuple(draft, fc.constantFrom(...credentials))
    .chain(([own, credential]) => onTheWire(own, credential));
}
