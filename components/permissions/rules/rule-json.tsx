import { AreaField } from "../../ui/area-field";

/** The whole rule as it stands in the document. */
export function RuleJson({ text, onText }: { text: string; onText: (text: string) => void }) {
  return (
    <AreaField
      label="The rule as JSON"
      value={text}
      rows={22}
      onChange={(event) => onText(event.target.value)}
    />
  );
}
