import { Check, CircleDashed, GitBranch, Trash2 } from "lucide-react";
import Link from "next/link";
import { type DraftRow, isOpenDraft } from "@/lib/policy/drafts/model";
import { routes } from "@/lib/routes";
import { ActorName } from "../actor-name";

type Draft = Pick<
  DraftRow,
  "state" | "agreement" | "publishedAs" | "ended" | "base" | "inForce" | "restores"
>;

/** Where a draft stands, by a sign and in words. */
export function StateLabel({ draft: { state, agreement, publishedAs, ended } }: { draft: Draft }) {
  if (state === "published")
    return (
      <Label icon={<Check aria-hidden />}>
        {publishedAs === null ? "published" : <VersionLink number={publishedAs} />}
      </Label>
    );
  if (state === "discarded")
    return (
      <Label icon={<Trash2 aria-hidden />}>
        discarded
        {ended && (
          <>
            {" by "}
            <ActorName name={ended.by} />
          </>
        )}
      </Label>
    );
  if (agreement === null) return <Label icon={<CircleDashed aria-hidden />}>open</Label>;
  return (
    <Label icon={<Check aria-hidden />}>
      agreed to by <ActorName name={agreement.by} />
    </Label>
  );
}

/** The version that it was made from, and whether another is in force by now. */
export function BaseLabel({ draft: { state, base, inForce, restores } }: { draft: Draft }) {
  const isBehind = isOpenDraft(state) && base !== inForce;
  return (
    <span className="grid leading-tight">
      <span>
        {base === 0 ? "nothing: it is the first" : <VersionLink number={base} />}
        {restores !== null && (
          <>
            , brings back <VersionLink number={restores} />
          </>
        )}
      </span>
      {isBehind && (
        <span className="flex items-center gap-1 text-2xs font-medium">
          <GitBranch aria-hidden className="size-3" />
          version {inForce} is in force by now
        </span>
      )}
    </span>
  );
}

/** "version 7", which opens it. */
export function VersionLink({ number }: { number: number }) {
  return (
    <Link
      href={routes.version(number)}
      prefetch={false}
      className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
    >
      version {number}
    </Link>
  );
}

function Label({ icon, children }: { icon: React.ReactNode; children: React.ReactNode }) {
  return (
    <span className="inline-flex max-w-64 items-center gap-1.5 [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-ink-3">
      {icon}
      <span className="min-w-0 truncate">{children}</span>
    </span>
  );
}
