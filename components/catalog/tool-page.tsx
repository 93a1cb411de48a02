"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ToolDetail } from "@/lib/catalog/detail-view";
import { toolOptions } from "@/lib/catalog/options";
import { routes } from "@/lib/routes";
import { CallsLink } from "../directory/calls-link";
import { ListSkeleton } from "../directory/list-skeleton";
import { SectionHead } from "../directory/section-head";
import { PageHeader } from "../layout/page-header";
import { QueryBoundary } from "../layout/query-boundary";
import { Ago } from "../ui/ago";
import { InertText } from "../ui/inert-text";
import { CatalogAccessProvider } from "./catalog-access";
import { RenameOffer } from "./rename-offer";
import { ReviewButton } from "./review-button";
import { RiskChoice } from "./risk-choice";
import { StateLabel } from "./state-label";
import { ToolCallers } from "./tool-callers";
import { fullName } from "./tool-columns";
import { ToolDefinition } from "./tool-definition";
import { toolPath } from "@/lib/policy/edit/matrix-rule";
import { buttonStyle } from "../ui/button-style";
import { ToolHistory } from "./tool-history";
import { SERVER_WORDS } from "./words";

/** One tool: what it says of itself, what changed, who uses it, and whether it may be used. */
export function ToolPage({ id, mayWrite }: { id: string; mayWrite: boolean }) {
  return (
    <CatalogAccessProvider mayWrite={mayWrite}>
      <PageHeader title="Tool" back={{ name: "Catalog", href: routes.catalog() }} />
      <div className="min-h-0 flex-1 overflow-auto pb-10" tabIndex={-1}>
        <QueryBoundary queryKey={toolOptions(id).queryKey} loading={<ListSkeleton label="Tool" />}>
          <Tool id={id} />
        </QueryBoundary>
      </div>
    </CatalogAccessProvider>
  );
}

function Tool({ id }: { id: string }) {
  const { data: tool, dataUpdatedAt: now } = useSuspenseQuery(toolOptions(id));
  return (
    <>
      <SectionHead
        title={
          <span className="font-mono text-sm">
            {tool.server !== null && (
              <span className="font-normal text-ink-3">
                <InertText text={tool.server} spaces />/
              </span>
            )}
            <InertText text={tool.name} spaces />
          </span>
        }
        lead={<Lead tool={tool} now={now} />}
      >
        {tool.server !== null && (
          <Link
            href={routes.access({ tool: toolPath(tool.server, tool.name) })}
            prefetch={false}
            className={buttonStyle({})}
          >
            Who may use it
          </Link>
        )}
        {tool.state !== null && (
          <>
            <ReviewButton tools={[tool]} verdict="allowed" />
            <ReviewButton tools={[tool]} verdict="blocked" />
          </>
        )}
      </SectionHead>
      <Facts tool={tool} now={now} />
      <RenameOffer tool={tool} />
      <ToolDefinition tool={tool} />
      <ToolCallers tool={tool} />
      <ToolHistory tool={tool} now={now} />
    </>
  );
}

/** Its state, and what that means here. */
function Lead({ tool, now }: { tool: ToolDetail; now: number }) {
  const { state, serverState, stateSince, goneSince, renamedFrom } = tool;
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <StateLabel tool={tool} />
      {stateSince !== null && (
        <span className="text-xs text-ink-3">
          since <Ago iso={stateSince} now={now} />
        </span>
      )}
      {serverState === "learning" && state === "allowed" && (
        <span className="text-xs text-ink-3">
          its server is {SERVER_WORDS.learning.name}: a change would be let in
        </span>
      )}
      {goneSince !== null && (
        <span className="text-xs text-ink-2">
          missing from the complete list of <Ago iso={goneSince} now={now} />
        </span>
      )}
      {renamedFrom !== null && (
        <span className="text-xs text-ink-2">
          renamed from{" "}
          <Link href={routes.tool(renamedFrom.id)} prefetch={false} className="underline">
            <InertText text={renamedFrom.name} spaces />
          </Link>
        </span>
      )}
    </span>
  );
}

function Facts({ tool, now }: { tool: ToolDetail; now: number }) {
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-3 px-3 pb-4 [&_dt]:pb-1 [&_dt]:text-2xs [&_dt]:text-ink-3 md:px-4">
      <div>
        <dt>Risk class</dt>
        <dd>{tool.server === null ? "–" : <RiskChoice tool={tool} />}</dd>
      </div>
      <div>
        <dt>Calls, 30 days</dt>
        <dd className="text-lg leading-7 font-semibold">
          <CallsLink calls={tool.calls} wanted={[["tool", fullName(tool)]]}>
            calls
          </CallsLink>
        </dd>
      </div>
      <div>
        <dt>Callers</dt>
        <dd className="text-lg leading-7 font-semibold tabular-nums">{tool.people}</dd>
      </div>
      {tool.firstSeenAt !== null && tool.lastSeenAt !== null && (
        <div>
          <dt>Seen</dt>
          <dd className="text-sm leading-7">
            first <Ago iso={tool.firstSeenAt} now={now} />, last{" "}
            <Ago iso={tool.lastSeenAt} now={now} />
          </dd>
        </div>
      )}
    </dl>
  );
}
