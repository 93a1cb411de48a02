"use client";
import Link from "next/link";
import type { ToolDetail } from "@/lib/catalog/detail-view";
import { confirmRename } from "@/lib/catalog/requests";
import { routes } from "@/lib/routes";
import { InertText } from "../ui/inert-text";
import { ReasonDialog } from "../ui/reason-dialog";
import { useCatalogRefresh, useCatalogRefusal } from "./catalog-access";

/** Tools that are gone and look like this one: an admin says whether it is one of them. */
export function RenameOffer({ tool }: { tool: ToolDetail }) {
  const refresh = useCatalogRefresh();
  const disabledReason = useCatalogRefusal();
  if (tool.mayBe.length === 0) return null;
  return (
    <section
      aria-label="Renamed?"
      className="mx-3 mb-3 grid gap-2 rounded-lg border px-3 py-2.5 text-sm md:mx-4"
    >
      {tool.mayBe.map(({ id, name, likeness }) => (
        <div key={id} className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <p className="min-w-0 flex-1 basis-64">
            Renamed from{" "}
            <Link
              href={routes.tool(id)}
              prefetch={false}
              className="font-mono text-xs font-medium underline underline-offset-2"
            >
              <InertText text={name} spaces />
            </Link>
            ? That one is gone, has the same schemas, and{" "}
            {likeness === 1
              ? "the same words in its description."
              : `${Math.round(likeness * 100)}% of the words of the descriptions in common.`}
          </p>
          <ReasonDialog
            label="It was renamed"
            accessibleName={`It was renamed from ${name}`}
            variant="outline"
            title={
              <>
                <InertText text={tool.name} spaces /> was renamed from{" "}
                <InertText text={name} spaces />
              </>
            }
            confirm="It was renamed"
            disabledReason={disabledReason}
            run={async (reason) => {
              await confirmRename(tool, id, reason);
              await refresh();
            }}
          >
            <p>The review and the risk class of the old name are carried over to the new one.</p>
          </ReasonDialog>
        </div>
      ))}
    </section>
  );
}
