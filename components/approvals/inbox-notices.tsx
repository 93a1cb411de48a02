"use client";
import { useQuery } from "@tanstack/react-query";
import { EyeOff, Hammer, Hourglass, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { noticesOptions } from "@/lib/approvals/around-options";
import { MOST_PENDING } from "@/lib/approvals/model";
import type { NoticesView } from "@/lib/approvals/around-view";
import { routes } from "@/lib/routes";
import { identityLabel } from "../identity/identity-label";
import { InertText } from "../ui/inert-text";
import { Sentence } from "./sentence";

/** Above the inbox: broken glass to review or to have seen, and callers that are held back. */
export function InboxNotices() {
  const { data } = useQuery(noticesOptions());
  if (!data) return null;
  const { reviews, passedOver, heldBack } = data;
  const mine = reviews.filter(({ mayReview }) => mayReview);
  const others = reviews.filter(
    ({ id, mayReview }) => !mayReview && !passedOver.some((one) => one.id === id),
  );
  const unseen = passedOver.filter(({ id }) => !mine.some((one) => one.id === id));
  if (mine.length + others.length + unseen.length + heldBack.length === 0) return null;
  return (
    <section aria-label="To look at" className="shrink-0 divide-y border-b bg-sunken">
      {mine.length > 0 && (
        <Strip
          icon={Hammer}
          title={`${count(mine.length, "broken glass waits", "broken glasses wait")} for a review`}
        >
          <Links glasses={mine} />
        </Strip>
      )}
      {unseen.length > 0 && (
        <Strip
          icon={EyeOff}
          title={`You were passed over ${unseen.length === 1 ? "once" : `${unseen.length} times`}`}
        >
          <Links glasses={unseen} />
        </Strip>
      )}
      {others.length > 0 && (
        <Strip
          icon={Hammer}
          title={`${count(others.length, "broken glass waits", "broken glasses wait")} for somebody’s review`}
        >
          <Links glasses={others} />
        </Strip>
      )}
      {heldBack.map((one) => (
        <HeldBack key={`${one.caller.id} ${one.source.id}`} held={one} />
      ))}
    </section>
  );
}

function count(n: number, one: string, many: string): string {
  return `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
}

function Strip({
  icon: Icon,
  title,
  children,
}: {
  icon: LucideIcon;
  title: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    <div className="flex gap-2.5 px-3 py-2 md:px-4">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-2" />
      <div className="grid min-w-0 gap-0.5">
        <p className="font-medium wrap-anywhere">{title}</p>
        <div className="text-xs text-ink-2 wrap-anywhere">{children}</div>
      </div>
    </div>
  );
}

const SHOWN = 3;

function Links({ glasses }: { glasses: NoticesView["passedOver"] }) {
  return (
    <ul className="grid gap-0.5">
      {glasses.slice(0, SHOWN).map(({ id, sentence, by }) => (
        <li key={id}>
          <Link
            href={routes.approval(id)}
            prefetch={false}
            className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            <Sentence {...sentence} />
          </Link>
          , let through by <InertText text={by} spaces />
        </li>
      ))}
      {glasses.length > SHOWN && <li>and {glasses.length - SHOWN} more</li>}
    </ul>
  );
}

function HeldBack({
  held: { caller, source, refused, waiting },
}: {
  held: NoticesView["heldBack"][number];
}) {
  return (
    <Strip
      icon={Hourglass}
      title={
        <>
          <InertText text={identityLabel(caller).name} spaces /> is held back
        </>
      }
    >
      {waiting.toLocaleString("en")} of their calls wait, and at most {MOST_PENDING} may. What{" "}
      <InertText text={source.name} spaces /> asked for beyond them was refused{" "}
      {refused === 1 ? "once" : `${refused.toLocaleString("en")} times`}.
    </Strip>
  );
}
