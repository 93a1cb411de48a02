"use client";
import { useQuery } from "@tanstack/react-query";
import { readOffer } from "@/lib/access/change-access";
import type { Offer } from "@/lib/access/members-view";
import { ApiError } from "@/lib/api-client";
import { Failed } from "../layout/failed";
import { InertText } from "../ui/inert-text";
import { Skeleton } from "../ui/skeleton";
import { inOrder, roleWords } from "../access/role-words";
import { EntryPanel } from "./entry-panel";
import { InvitationForm } from "./invitation-form";
import { useFragment } from "./use-fragment";

const TITLE = "You are invited";

/** The one-time link's token is in the fragment; it leaves this page in the body of requests only. */
export function InvitationPanel() {
  const token = useFragment();
  if (token === null) return <Waiting />;
  if (token === "")
    return (
      <EntryPanel
        title="An invitation needs its link"
        lead="Open the link that an owner gave you in full, with everything after the #."
      />
    );
  return <Invitation token={token} />;
}

function Invitation({ token }: { token: string }) {
  const looking = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => readOffer(token),
    gcTime: 0,
  });
  if (looking.data) return <Open token={token} offer={looking.data} />;
  if (!looking.error) return <Waiting />;
  const { error } = looking;
  if (error instanceof ApiError && (error.status === 410 || error.status === 429))
    return <EntryPanel title="This link opens nothing" lead={error.message} />;
  return (
    <EntryPanel title={TITLE} lead="The invitation could not be read.">
      <Failed error={error} retry={() => void looking.refetch()} className="px-0 py-0 md:py-0" />
    </EntryPanel>
  );
}

function Open({ token, offer }: { token: string; offer: Offer }) {
  return (
    <EntryPanel
      title={TITLE}
      lead={
        <>
          to Onbehalf as <InertText text={offer.name ?? offer.email} spaces />.
        </>
      }
    >
      <dl className="grid gap-2 rounded-md border p-3">
        {inOrder(offer.roles).map((role) => (
          <div key={role}>
            <dt className="font-medium capitalize">{role}</dt>
            <dd className="text-xs text-ink-2">{roleWords(role)}</dd>
          </div>
        ))}
      </dl>
      <InvitationForm token={token} offer={offer} />
    </EntryPanel>
  );
}

function Waiting() {
  return (
    <EntryPanel title={TITLE} lead="Reading the link…">
      <Skeleton className="h-64" />
    </EntryPanel>
  );
}
