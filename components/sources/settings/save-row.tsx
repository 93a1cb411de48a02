import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";

/** The button that saves a form of settings, and what came of it. */
export function SaveRow({
  words,
  fixed,
  unchanged,
  saving,
}: {
  words: string;
  /** Why nothing can be changed. */
  fixed: string | null;
  /** Why there is nothing to save. */
  unchanged: string | null;
  saving: { isPending: boolean; isSuccess: boolean; error: Error | null };
}) {
  return (
    <div className="grid gap-2.5">
      {saving.error && <Notice>{saving.error.message}</Notice>}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          variant="primary"
          disabledReason={fixed ?? (saving.isPending ? "Saving…" : unchanged)}
        >
          {words}
        </Button>
        <span role="status" className="text-sm text-ink-2">
          {saving.isSuccess && unchanged !== null && "Saved. It holds from the next event on."}
        </span>
      </div>
    </div>
  );
}
