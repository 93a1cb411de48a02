import { type TextSegment, segmentText } from "@/lib/hostile-text";
import { MARK_STYLE, MIXED_STYLE, mixedWarning } from "./inert-style";

/**
 * Text that came from outside, shown as inert characters: what hides or moves other text is a visible
 * mark, a word of mixed scripts is flagged, and nothing inside can change the direction outside.
 */
export function InertText({
  text,
  lines = false,
  spaces = false,
  className,
}: {
  text: string;
  /** Keep line feeds as lines; for blocks, never for names. */
  lines?: boolean;
  /** For identities: spaces that the eye would miss are marks too. */
  spaces?: boolean;
  className?: string;
}) {
  return (
    <bdi className={className}>
      {segmentText(text, { lines, spaces }).map((segment, position) => (
        <Segment key={position} segment={segment} />
      ))}
    </bdi>
  );
}

function Segment({ segment }: { segment: TextSegment }) {
  if (segment.kind === "text") return segment.text;
  if (segment.kind === "mixed") return <MixedWord text={segment.text} scripts={segment.scripts} />;
  return (
    <span title={`${segment.codePoint} ${segment.name}`} className={MARK_STYLE}>
      {segment.label}
    </span>
  );
}

function MixedWord({ text, scripts }: { text: string; scripts: string[] }) {
  const warning = mixedWarning(scripts);
  return (
    <span title={warning} className={MIXED_STYLE}>
      {text}
      <span className="sr-only"> ({warning})</span>
    </span>
  );
}
