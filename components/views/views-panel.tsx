"use client";
import type { CallsAddress } from "@/lib/routes";
import type { SavedView } from "@/lib/views/model";
import { keptOf } from "@/lib/views/view-address";
import { SaveView } from "./save-view";
import { ViewList } from "./view-list";

/** The views by whose they are, and a way to keep what is on screen. */
export function ViewsPanel({
  views,
  builtIn,
  isError,
  address,
  mayShare,
  onDone,
}: {
  views: readonly SavedView[];
  builtIn: React.ComponentProps<typeof ViewList>["views"];
  isError: boolean;
  address: CallsAddress;
  mayShare: boolean;
  onDone: () => void;
}) {
  const kept = keptOf(address);
  return (
    <>
      <div className="min-h-0 flex-1 overflow-auto p-1.5">
        {isError && (
          <p className="px-2 py-1.5 text-xs text-danger">Kept views could not be read.</p>
        )}
        <ViewList
          title="Mine"
          views={views.filter(({ mine }) => mine)}
          address={address}
          onChosen={onDone}
          mayShare={mayShare}
        />
        <ViewList
          title="Shared by others"
          views={views.filter(({ mine }) => !mine)}
          address={address}
          onChosen={onDone}
        />
        <ViewList title="Built in" views={builtIn} address={address} onChosen={onDone} />
      </div>
      <div className="border-t p-1.5">
        <SaveView kept={kept} mayShare={mayShare} onSaved={onDone} />
      </div>
    </>
  );
}
