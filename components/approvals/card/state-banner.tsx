import type { CardData } from "./card-data";
import { StateWords } from "./state-words";

/** What has become of it, above everything else; that it just did is said where it is decided. */
export function StateBanner({ approval }: { approval: CardData }) {
  if (approval.state === "pending") return null;
  return (
    <div className="rounded-md border border-line-strong bg-sunken px-3 py-2.5">
      <StateWords approval={approval} />
    </div>
  );
}
