"use client";
import type { CatalogServerView } from "@/lib/catalog/model";
import { endLearning, learnAgain, setStrict } from "@/lib/catalog/requests";
import { InertText } from "../ui/inert-text";
import { ReasonDialog } from "../ui/reason-dialog";
import { useCatalogRefresh, useCatalogRefusal } from "./catalog-access";

/** What an admin may do with a server of the catalog; each says what it means and asks why. */
export function ServerActions({ server }: { server: CatalogServerView }) {
  const refresh = useCatalogRefresh();
  const disabledReason = useCatalogRefusal();
  const name = <InertText text={server.name} spaces />;
  const then = (change: Promise<unknown>) => change.then(refresh);
  if (server.state === "learning")
    return (
      <ReasonDialog
        label="End learning"
        accessibleName={`End the learning of ${server.name}`}
        variant="outline"
        title={<>End the learning of {name}</>}
        confirm="End learning"
        disabledReason={disabledReason}
        run={(reason) => then(endLearning(server.id, reason))}
      >
        <p>
          Its {server.tools.toLocaleString("en")} {server.tools === 1 ? "tool stays" : "tools stay"}{" "}
          as they are now. From then on a tool that was never seen before, and one whose definition
          changes, waits in quarantine until somebody reviews it.
        </p>
      </ReasonDialog>
    );
  return (
    <>
      <ReasonDialog
        label={server.strict ? "Not strict" : "Strict"}
        accessibleName={`${server.strict ? "No longer be" : "Be"} strict about ${server.name}`}
        title={server.strict ? <>No longer strict: {name}</> : <>Strict: {name}</>}
        confirm={server.strict ? "No longer be strict" : "Be strict"}
        disabledReason={disabledReason}
        run={(reason) => then(setStrict(server.id, !server.strict, reason))}
      >
        <p>
          {server.strict
            ? "A request that states no fingerprint of the tool’s definition is no longer held for that."
            : "A request that states no fingerprint of the tool’s definition is held. Only for gateways that send it."}
        </p>
      </ReasonDialog>
      <ReasonDialog
        label="Learn again"
        accessibleName={`Let ${server.name} learn again`}
        title={<>Let {name} learn again</>}
        confirm="Learn again"
        disabledReason={disabledReason}
        run={(reason) => then(learnAgain(server.id, reason))}
      >
        <p>
          {server.waiting === 0
            ? "Nothing of it waits now."
            : `${server.waiting.toLocaleString("en")} waiting ${server.waiting === 1 ? "tool becomes" : "tools become"} allowed as they are, without a review.`}{" "}
          Whatever is seen of it is registered and usable until learning ends again. Blocked tools
          stay blocked.
        </p>
      </ReasonDialog>
    </>
  );
}
