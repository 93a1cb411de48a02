import type { PolicyToday } from "@/lib/calls/policy-view";
import { routes } from "@/lib/routes";
import { InertText } from "../../ui/inert-text";
import { Instant } from "../../ui/instant";

/** A version with who published it, when and why. */
export function VersionWords({
  version: { number, author, publishedAt, reason },
  zone,
}: {
  version: PolicyToday["version"];
  zone: string;
}) {
  if (number === 0) return <>none was published</>;
  return (
    <span className="grid leading-tight">
      <a
        href={routes.version(number)}
        target="_blank"
        rel="noreferrer"
        aria-label={`Version ${number}`}
        className="justify-self-start underline underline-offset-2 hover:text-ink"
      >
        {number}
      </a>
      <span className="text-2xs text-ink-3 wrap-anywhere">
        {publishedAt && <Instant iso={publishedAt} zone={zone} />}
        {author && (
          <>
            {" by "}
            <InertText text={author.replace(/^member:/, "")} />
          </>
        )}
        {reason && (
          <>
            {": "}
            <InertText text={reason} spaces />
          </>
        )}
      </span>
    </span>
  );
}
