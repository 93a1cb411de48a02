"use client";
import { Check, Users } from "lucide-react";
import Link from "next/link";
import { type CallsAddress, routes } from "@/lib/routes";
import type { SavedView, ViewAddress } from "@/lib/views/model";
import { addressOf, isSameView, keptOf } from "@/lib/views/view-address";
import { InertText } from "../ui/inert-text";
import { EditView } from "./edit-view";

type Listed = SavedView | (ViewAddress & { name: string });

/** Views under a heading; one's own can be changed. */
export function ViewList({
  title,
  views,
  address,
  onChosen,
  mayShare = false,
}: {
  title: string;
  views: readonly Listed[];
  address: CallsAddress;
  onChosen: () => void;
  mayShare?: boolean;
}) {
  if (views.length === 0) return null;
  const kept = keptOf(address);
  return (
    <section aria-label={title}>
      <p aria-hidden className="px-2 pt-1.5 pb-1 text-2xs text-ink-3">
        {title}
      </p>
      <ul>
        {views.map((view) => {
          const saved = "id" in view ? view : null;
          const current = isSameView(view, kept);
          return (
            <li
              key={saved?.id ?? view.name}
              className="flex items-center gap-1 rounded-md hover:bg-hover has-[a:focus-visible]:bg-hover"
            >
              <Link
                href={routes.calls(addressOf(view, address))}
                prefetch={false}
                aria-current={current ? "true" : undefined}
                onClick={onChosen}
                className="flex min-h-9 min-w-0 flex-1 items-center gap-2 px-2 py-1"
              >
                <span className="grid min-w-0 flex-1">
                  <InertText text={view.name} className="truncate" />
                  <InertText
                    text={view.q === "" ? "every call" : view.q}
                    className="truncate font-mono text-2xs text-ink-3"
                  />
                </span>
                {saved?.shared && (
                  <Users
                    className="size-3.5 shrink-0 text-ink-3"
                    aria-label={saved.mine ? "shared" : `by ${saved.by}`}
                  />
                )}
                {current && <Check aria-hidden className="size-3.5 shrink-0 text-accent" />}
              </Link>
              {saved?.mine && <EditView view={saved} kept={kept} mayShare={mayShare} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
