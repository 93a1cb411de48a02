import { CopyButton } from "./copy-button";

/** Lines to put somewhere, exactly as they are, with a button that copies them. */
export function CodeLines({ lines, label }: { lines: string; label: string }) {
  return (
    <div className="flex items-start rounded-md border bg-sunken">
      <pre
        tabIndex={0}
        data-scrolls
        aria-label={label}
        className="relative min-w-0 flex-1 overflow-x-auto py-2.5 pl-3 font-mono text-xs leading-5 text-ink focus-visible:outline-offset-[-2px]"
      >
        {lines}
      </pre>
      <CopyButton label={`Copy: ${label}`} text={lines} className="m-1.5" />
    </div>
  );
}
