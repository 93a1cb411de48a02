import { ApiError } from "@/lib/api-client";
import { Failed } from "../../layout/failed";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";

/** What has to be said before it can be exported, or that it failed. */
export function ExportFailed({ error, retry }: { error: unknown; retry: () => void }) {
  if (error instanceof ApiError && error.status === 400)
    return (
      <Notice>
        <InertText text={error.message} />
      </Notice>
    );
  return <Failed error={error} retry={retry} />;
}
