"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { routes } from "@/lib/routes";
import { Notice } from "../../ui/notice";
import { useEditQueue } from "./use-edit-queue";
import { useUnloadGuard } from "./use-unload-guard";

/**
 * For the frame of the console: while edits of a draft are on their way, or were not saved and nobody
 * read it, closing the tab asks first; elsewhere than at the draft it says where to look.
 */
export function UnsavedEdits() {
  const { pending, failed } = useEditQueue();
  const path = usePathname();
  useUnloadGuard(pending.length + failed.length > 0);
  const elsewhere = failed
    .map(({ queued: { id } }) => id)
    .find((id) => !path.startsWith(routes.draft(id)));
  if (elsewhere === undefined) return null;
  return (
    <div className="shrink-0 border-t p-2">
      <Notice>
        Edits of a draft were not saved.{" "}
        <Link
          href={routes.draftMatrix(elsewhere)}
          prefetch={false}
          className="font-medium underline underline-offset-2"
        >
          Look at the draft
        </Link>
      </Notice>
    </div>
  );
}
