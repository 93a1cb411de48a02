"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { remove } from "@/lib/identity/directory-requests";
import type { ServerDetail } from "@/lib/identity/directory-views";
import { serverOptions } from "@/lib/identity/options";
import { VerdictLabel } from "../calls/verdict-label";
import { QueryBoundary } from "../layout/query-boundary";
import { buttonStyle } from "../ui/button-style";
import { InertText } from "../ui/inert-text";
import { ReasonDialog } from "../ui/reason-dialog";
import { CallsLink, callsHref } from "./calls-link";
import { ListSkeleton } from "./list-skeleton";
import { SectionHead } from "./section-head";
import { ServerGateways } from "./server-gateways";
import { Unevidenced } from "./servers-list";
import { SignInForm } from "./sign-in-form";
import { signInWords } from "./sign-in-words";
import { useRefresh } from "./use-change";
import { useWriteRefusal } from "./write-access";

/** One server: what is known of its calls, what could be known, and how it signs in. */
export function ServerPage({ id }: { id: string }) {
  return (
    <QueryBoundary queryKey={serverOptions(id).queryKey} loading={<ListSkeleton label="Server" />}>
      <Server id={id} />
    </QueryBoundary>
  );
}

function Server({ id }: { id: string }) {
  const { data: server } = useSuspenseQuery(serverOptions(id));
  const words = signInWords(server);
  return (
    <div className="pb-10">
      <SectionHead
        title={<InertText text={server.name} spaces />}
        lead={
          words === null ? "Nobody declared how it signs in." : <InertText text={words} spaces />
        }
      >
        <Link
          href={callsHref([["server", server.name]])}
          prefetch={false}
          className={buttonStyle({})}
        >
          Calls
        </Link>
        {server.declaredAt !== null && <Withdraw server={server} />}
      </SectionHead>
      <dl className="flex flex-wrap gap-x-10 gap-y-3 px-3 pb-3 [&_dt]:text-2xs [&_dt]:text-ink-3 md:px-4">
        <div>
          <dt>Calls, 30 days</dt>
          <dd className="text-lg font-semibold">
            <CallsLink calls={server.calls} wanted={[["server", server.name]]}>
              calls
            </CallsLink>
          </dd>
        </div>
        <div>
          <dt>Without downstream evidence</dt>
          <dd className="pt-1">
            <Unevidenced server={server} />
          </dd>
        </div>
        {server.verdicts.length > 0 && (
          <div>
            <dt>Verdicts</dt>
            <dd>
              <Verdicts server={server} />
            </dd>
          </div>
        )}
      </dl>
      <ServerGateways server={server} />
      <SectionHead
        title="Declare how this server signs in"
        lead="What the gateway itself reports always goes first. Where it reports nothing, this fills the gap, as configured evidence: such calls are claimed, never a match."
      />
      <SignInForm key={server.declaredAt} server={server} />
    </div>
  );
}

function Verdicts({ server: { name, verdicts } }: { server: ServerDetail }) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 pt-0.5">
      {verdicts.map(({ verdict, calls }) => (
        <li key={verdict} className="flex items-center gap-2">
          <VerdictLabel verdict={verdict} />
          <CallsLink
            calls={calls}
            wanted={[
              ["server", name],
              ["verdict", verdict],
            ]}
          >
            calls
          </CallsLink>
        </li>
      ))}
    </ul>
  );
}

function Withdraw({ server }: { server: ServerDetail }) {
  const refresh = useRefresh();
  const refusal = useWriteRefusal();
  return (
    <ReasonDialog
      label="Withdraw the declaration"
      title={
        <>
          Withdraw how <InertText text={server.name} spaces /> signs in
        </>
      }
      confirm="Withdraw"
      disabledReason={refusal}
      run={async (reason) => {
        await remove({ what: "declaration", id: server.id }, reason);
        await refresh();
      }}
    >
      <p>
        Identity, resource, scopes, lifetime and client are forgotten. Calls without evidence of
        their own become unknown.
      </p>
    </ReasonDialog>
  );
}
