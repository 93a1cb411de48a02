import type { CallDetail } from "@/lib/calls/view";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { missingSentences } from "./missing-sentences";

/** Parts that the envelope commits to and that are gone, with the reason of each. */
export function MissingParts({ missing }: { missing: CallDetail["missing"] }) {
  return missingSentences(missing).map(({ text, unexplained }) =>
    unexplained ? (
      <Notice key={text}>{text}</Notice>
    ) : (
      <p key={text} className="rounded-lg border border-dashed px-3.5 py-2.5 text-ink-2">
        <InertText text={text} spaces className="wrap-anywhere" />
      </p>
    ),
  );
}
