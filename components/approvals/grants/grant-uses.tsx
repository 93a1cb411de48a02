import type { GrantView } from "@/lib/approvals/view";
import { Ago } from "../../ui/ago";
import { InertText } from "../../ui/inert-text";
import { GRANT_STATE_WORDS } from "./scope-words";

/** How often it was used, of how often it may be. */
export function GrantUses({ grant: { uses, most } }: { grant: GrantView }) {
  return (
    <span className="whitespace-nowrap tabular-nums">
      {uses.toLocaleString("en")} of {most.toLocaleString("en")}
      <span className="sr-only"> uses</span>
    </span>
  );
}

/** Until when it stands, or how it ended, by whom and why. */
export function GrantEnd({ grant, now }: { grant: GrantView; now: number }) {
  const { state, endsAt, revoked } = grant;
  if (state === "standing") {
    return (
      <span>
        ends <Ago iso={endsAt} now={now} />
      </span>
    );
  }
  if (revoked === null) {
    return (
      <span>
        {GRANT_STATE_WORDS[state]}
        {state === "ended" && (
          <>
            {" "}
            <Ago iso={endsAt} now={now} />
          </>
        )}
      </span>
    );
  }
  return (
    <span className="wrap-anywhere">
      taken back by <InertText text={revoked.by.replace(/^member:/, "")} />{" "}
      <Ago iso={revoked.at} now={now} />: <InertText text={revoked.reason} spaces />
    </span>
  );
}
