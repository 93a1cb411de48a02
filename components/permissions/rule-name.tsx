import { markedText } from "@/lib/hostile-text";
import { InertText } from "../ui/inert-text";

/** A rule by its name, with the id on hover; by its id where it has none. */
export function RuleName({ id, names }: { id: string; names: ReadonlyMap<string, string> }) {
  const name = names.get(id);
  return name === undefined ? (
    <InertText text={id} spaces className="font-mono wrap-anywhere" />
  ) : (
    <span title={markedText(id)} className="wrap-anywhere">
      “<InertText text={name} spaces />”
    </span>
  );
}
