import type { TakenIn } from "@/lib/policy/take-in";
import { InertText } from "../ui/inert-text";

const NAMED = 5;

/** Whether both changes fit together, in words. */
export function TakenInWords({ taken }: { taken: TakenIn }) {
  if (taken.ok)
    return taken.losesComments
      ? "Both changes fit together; only comments that they changed are not taken in."
      : "Both changes fit together.";
  if (taken.both.length === 0)
    return "One of the texts cannot be read, so that both cannot be put together by themselves: take in by hand what you want of theirs.";
  return (
    <>
      Both changed{" "}
      <InertText
        text={taken.both.slice(0, NAMED).join(", ")}
        className="font-medium wrap-anywhere"
      />
      {taken.both.length > NAMED && ` and ${taken.both.length - NAMED} more`}: take in by hand what
      you want of theirs.
    </>
  );
}
