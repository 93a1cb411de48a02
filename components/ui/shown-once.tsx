import { CommandLine } from "./command-line";

/** A secret that was just made: it is on this screen and nowhere else. */
export function ShownOnce({ title, text, note }: { title: string; text: string; note: string }) {
  return (
    <div role="status" className="grid min-w-0 gap-2 rounded-md border border-line-strong p-3">
      <p className="font-medium">{title}</p>
      <CommandLine command={text} copyLabel="Copy it" />
      <p className="text-xs text-ink-2">{note}</p>
    </div>
  );
}
