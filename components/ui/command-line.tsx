import { CopyButton } from "./copy-button";

/** A command to run, exactly, with a button that copies it. */
export function CommandLine({
  command,
  copyLabel = "Copy the command",
}: {
  command: string;
  copyLabel?: string;
}) {
  return (
    <div className="flex items-start gap-2 rounded-md border bg-sunken py-1.5 pr-1.5 pl-3">
      <code className="min-w-0 flex-1 py-0.5 font-mono text-xs leading-5 wrap-anywhere text-ink">
        {command}
      </code>
      <CopyButton label={copyLabel} text={command} />
    </div>
  );
}
