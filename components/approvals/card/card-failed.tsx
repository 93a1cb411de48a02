import { SearchX } from "lucide-react";
import { ApiError } from "@/lib/api-client";
import { Failed } from "../../layout/failed";
import { Button } from "../../ui/button";
import { StatePanel } from "../../ui/state-panel";

/** Why a card cannot be shown; what is not there, or not theirs, has no use for trying again. */
export function CardFailed({
  error,
  retry,
  onClose,
  missing,
}: {
  error: unknown;
  retry: () => void;
  onClose: () => void;
  missing: { title: string; why: string };
}) {
  if (!(error instanceof ApiError) || error.status !== 404)
    return <Failed error={error} retry={retry} />;
  return (
    <StatePanel
      role="alert"
      icon={<SearchX aria-hidden />}
      title={missing.title}
      actions={<Button onClick={onClose}>All approvals</Button>}
    >
      <p>{missing.why}</p>
    </StatePanel>
  );
}
