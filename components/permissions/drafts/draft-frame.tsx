"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { markedText } from "@/lib/hostile-text";
import { type DraftView, isOpenDraft } from "@/lib/policy/drafts/model";
import { draftOptions } from "@/lib/policy/options";
import { routes } from "@/lib/routes";
import { ListSkeleton } from "../../directory/list-skeleton";
import { Failed } from "../../layout/failed";
import { PageHeader } from "../../layout/page-header";
import { QueryBoundary } from "../../layout/query-boundary";
import { TabLinks } from "../../layout/tab-links";
import { NotSaved } from "../edits/not-saved";
import { DescribeDraft } from "./describe-draft";
import { DiscardDraft } from "./discard-draft";
import { DraftEnded } from "./draft-ended";

const BACK = { name: "Drafts", href: routes.drafts() };

/** The views of one draft, each at an address of its own. */
const VIEWS = [
  { view: "matrix", name: "Matrix", hrefOf: (id: string) => routes.draftMatrix(id) },
  { view: "rules", name: "Rules", hrefOf: (id: string) => routes.draftRules(id) },
  { view: "text", name: "Text", hrefOf: (id: string) => routes.draft(id) },
  { view: "review", name: "Review and publish", hrefOf: routes.draftReview },
] as const;

/** How often an open draft is read anew; a long text less often. */
const [OFTEN_MS, SELDOM_MS, LONG] = [4_000, 30_000, 500_000];

/** What every view of a draft has around it: what it is called, the way to the other views, its end. */
export function DraftFrame({
  id,
  view,
  children,
}: {
  id: string;
  view: (typeof VIEWS)[number]["view"];
  children: (draft: DraftView, now: number) => React.ReactNode;
}) {
  return (
    <QueryBoundary
      queryKey={draftOptions(id).queryKey}
      loading={
        <>
          <PageHeader title="Draft" back={BACK} />
          <ListSkeleton label="draft" />
        </>
      }
      failed={(error, retry) => (
        <>
          <PageHeader title="Draft" back={BACK} />
          <Failed error={error} retry={retry} />
        </>
      )}
    >
      <Frame id={id} view={view}>
        {children}
      </Frame>
    </QueryBoundary>
  );
}

function Frame({ id, view, children }: Parameters<typeof DraftFrame>[0]) {
  const { data: draft, dataUpdatedAt: now } = useSuspenseQuery({
    ...draftOptions(id),
    // Others write it too, and a version can be published meanwhile.
    refetchInterval: ({ state: { data } }) =>
      data && isOpenDraft(data.state) && (data.document.length < LONG ? OFTEN_MS : SELDOM_MS),
    refetchOnWindowFocus: "always",
  });
  return (
    <>
      <PageHeader title={markedText(draft.title)} back={BACK}>
        {isOpenDraft(draft.state) && (
          <>
            <DescribeDraft draft={draft} />
            <DiscardDraft draft={draft} />
          </>
        )}
      </PageHeader>
      <TabLinks
        label="Views of the draft"
        tabs={VIEWS.map(({ view: one, name, hrefOf }) => ({
          name,
          href: hrefOf(id),
          current: one === view,
        }))}
      />
      <DraftEnded draft={draft} now={now} />
      <NotSaved id={id} />
      {children(draft, now)}
    </>
  );
}
