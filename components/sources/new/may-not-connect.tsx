import { Lock } from "lucide-react";
import { StatePanel } from "../../ui/state-panel";
import { WhoCanConnect } from "../no-sources";

/** For a member who may not connect a source: who can. */
export function MayNotConnect() {
  return (
    <StatePanel icon={<Lock aria-hidden />} title="You may not connect a source">
      <WhoCanConnect />
    </StatePanel>
  );
}
