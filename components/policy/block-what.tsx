import type { BlockView } from "@/lib/policy/block-view";
import { InertText } from "../ui/inert-text";

/** Whom and what a block names: by name where the directory has one, with the selector below. */
export function BlockWhat({
  block: { subject, subjectName, resource, credential },
}: {
  block: Pick<BlockView, "subject" | "subjectName" | "resource" | "credential">;
}) {
  return (
    <ul className="grid w-max max-w-40 gap-1 leading-tight whitespace-normal wrap-anywhere sm:max-w-80">
      {subject !== null && (
        <li>
          {subjectName && <InertText text={subjectName} spaces className="block font-medium" />}
          <InertText
            text={subject}
            className={subjectName ? "font-mono text-2xs text-ink-3" : "font-mono text-xs"}
          />
        </li>
      )}
      {resource !== null && (
        <li>
          <InertText text={resource} className="font-mono text-xs" />
        </li>
      )}
      {credential !== null && (
        <li>
          <span className="text-ink-3">credential </span>
          <InertText text={credential} className="font-mono text-xs" />
        </li>
      )}
    </ul>
  );
}
