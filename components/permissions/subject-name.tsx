import { InertText } from "../ui/inert-text";

/** Whom a rule means: its kind and its name; the selector as it is written on hover. */
export function SubjectName({ subject }: { subject: string }) {
  if (subject === "anyone") return <span className="font-medium">anyone</span>;
  const at = subject.indexOf(":");
  return (
    <span className="min-w-0 wrap-anywhere">
      <span className="text-ink-3">{subject.slice(0, at)} </span>
      <InertText text={subject.slice(at + 1)} spaces className="font-medium" />
    </span>
  );
}
