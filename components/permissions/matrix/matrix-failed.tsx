"use client";
import { FileWarning } from "lucide-react";
import Link from "next/link";
import { ApiError } from "@/lib/api-client";
import { routes } from "@/lib/routes";
import { Failed } from "../../layout/failed";
import { buttonStyle } from "../../ui/button-style";
import { InertText } from "../../ui/inert-text";
import { StatePanel } from "../../ui/state-panel";

/** A draft whose text has an error has no matrix and no rules until it is mended there. */
export function MatrixFailed({
  error,
  retry,
  draft,
}: {
  error: unknown;
  retry: () => void;
  draft: string | null;
}) {
  const isBroken = error instanceof ApiError && error.status === 400 && draft !== null;
  if (!isBroken) return <Failed error={error} retry={retry} />;
  return (
    <StatePanel
      role="alert"
      icon={<FileWarning aria-hidden />}
      title="The text has an error"
      actions={
        <Link
          href={routes.draft(draft, lineOf(error))}
          prefetch={false}
          className={buttonStyle({ variant: "primary" })}
        >
          Go to the text
        </Link>
      }
    >
      <p>This view is made from the draft’s text, which is no policy as it stands.</p>
      <ul className="list-disc pl-5 text-sm">
        {error.fields.slice(0, 5).map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            line {path.replace("document:", "")}: <InertText text={withoutPlace(message)} />
          </li>
        ))}
      </ul>
    </StatePanel>
  );
}

/** The message names the place too. */
function withoutPlace(message: string): string {
  return message.replace(/^\d+:\d+ /, "");
}

function lineOf({ fields }: ApiError): { line?: string } {
  const line = fields[0]?.path.split(":")[1];
  return line === undefined ? {} : { line };
}
