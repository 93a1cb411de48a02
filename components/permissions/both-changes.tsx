import { TextDiff } from "./text-diff";

type Side = { title: React.ReactNode; label: string; text: string };

/** Two changes of one text beside each other; on a phone below each other. */
export function BothChanges({ base, theirs, yours }: { base: string; theirs: Side; yours: Side }) {
  return (
    <div className="grid gap-3 xl:grid-cols-2">
      {[theirs, yours].map(({ title, label, text }) => (
        <section key={label} aria-label={label} className="grid min-w-0 content-start gap-1.5">
          <h3 className="text-sm font-medium wrap-anywhere">{title}</h3>
          <TextDiff label={`${label}, line by line`} before={base} after={text} />
        </section>
      ))}
    </div>
  );
}
