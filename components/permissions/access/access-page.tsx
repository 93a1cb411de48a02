"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { UserSearch } from "lucide-react";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryStates } from "nuqs";
import { useDeferredValue } from "react";
import { parseAccessAddress } from "@/lib/policy/reach/address";
import { accessOptions } from "@/lib/policy/reach/options";
import { type AccessAddress, routes } from "@/lib/routes";
import { ListSkeleton } from "../../directory/list-skeleton";
import { QueryBoundary } from "../../layout/query-boundary";
import { Button } from "../../ui/button";
import { StatePanel } from "../../ui/state-panel";
import { BeginEditing } from "../edits/policy-editing";
import { CellSigns } from "../matrix/cell-signs";
import { PermissionsHeader } from "../permissions-header";
import { AccessQuestion } from "./access-question";
import { StandingBlocks } from "./above-rules";
import { IdentitiesTable, ToolsTable } from "./access-tables";
import { NobodyReaches, NotInDirectory, NoToolReached } from "./nothing-reached";

/** Both ways: what somebody may use and through what, who may use a tool and through what. */
export function AccessPage({ me }: { me: string }) {
  const router = useRouter();
  const [raw, set] = useQueryStates(PARAMETERS, { shallow: true, scroll: false });
  const address = parseAccessAddress(raw);
  const shown = useDeferredValue(address);
  const go = ({ subject, tool, cursor }: AccessAddress) =>
    void set(
      { subject: subject ?? null, tool: tool ?? null, cursor: cursor ?? null },
      { history: "push" },
    );
  const asked = shown.subject !== undefined || shown.tool !== undefined;
  return (
    <BeginEditing me={me} goTo={(draft) => router.push(routes.draftRules(draft))}>
      <PermissionsHeader />
      <CellSigns />
      <div className="relative min-h-0 flex-1 overflow-auto" tabIndex={-1}>
        <AccessQuestion key={`${address.subject} ${address.tool}`} address={address} go={go} />
        {asked ? (
          <QueryBoundary
            queryKey={accessOptions(shown).queryKey}
            loading={<ListSkeleton label="access" />}
          >
            <Answer address={shown} go={go} />
          </QueryBoundary>
        ) : (
          <StatePanel icon={<UserSearch aria-hidden />} title="Ask about somebody, or about a tool">
            <p>
              Choose an identity to see every tool that it may use, by which rule, and who else gets
              it through the same rule. Choose a tool to see who may call it.
            </p>
          </StatePanel>
        )}
      </div>
    </BeginEditing>
  );
}

function Answer({ address, go }: { address: AccessAddress; go: (to: AccessAddress) => void }) {
  const { data: view, dataUpdatedAt: now } = useSuspenseQuery(accessOptions(address));
  const isOfTool = address.subject === undefined;
  const none = isOfTool ? view.identities.length === 0 : view.tools.length === 0;
  const notKnown = address.subject !== undefined && !view.known && (
    <NotInDirectory subject={address.subject} />
  );
  if (none && address.cursor === undefined) {
    return (
      <>
        <StandingBlocks blocks={view.blocks} />
        {notKnown}
        {isOfTool ? <NobodyReaches known={view.known} /> : <NoToolReached rules={view.rules} />}
      </>
    );
  }
  return (
    <>
      <StandingBlocks blocks={view.blocks} />
      {notKnown}
      {isOfTool ? (
        <IdentitiesTable view={view} now={now} tool={address.tool ?? ""} />
      ) : (
        <ToolsTable view={view} now={now} />
      )}
      {(view.next !== null || address.cursor !== undefined) && (
        <div className="flex justify-end gap-2 px-3 py-2 md:px-4">
          {address.cursor !== undefined && (
            <Button onClick={() => go({ ...address, cursor: undefined })}>First page</Button>
          )}
          {view.next !== null && (
            <Button onClick={() => go({ ...address, cursor: view.next ?? undefined })}>
              Next page
            </Button>
          )}
        </div>
      )}
    </>
  );
}

const PARAMETERS = { subject: parseAsString, tool: parseAsString, cursor: parseAsString };
