import type { Sanction } from "@/lib/identity/model";
import { InertText } from "../ui/inert-text";
import { PrincipalName } from "./principal-name";

/** As whom the sanctioned calls run. */
export function RanAs({ ranAs }: { ranAs: Sanction["ranAs"] }) {
  if ("iss" in ranAs)
    return <PrincipalName principal={{ id: "", ...ranAs, name: null, service: true }} />;
  const [what, text] =
    "person" in ranAs ? ["person", ranAs.person] : ["credential", ranAs.credential];
  return (
    <span className="grid w-max max-w-72 leading-tight">
      <InertText text={text} spaces className="truncate font-medium" />
      <span className="text-2xs text-ink-3">{what}</span>
    </span>
  );
}

const SHOWN = 3;

/** Tools or callers, one a line; of many the first ones. */
export function Selectors({ texts }: { texts: readonly string[] }) {
  return (
    <ul className="grid w-max max-w-56 gap-0.5 font-mono text-2xs">
      {texts.slice(0, SHOWN).map((text) => (
        <li key={text} className="truncate">
          <InertText text={text} spaces />
        </li>
      ))}
      {texts.length > SHOWN && <li className="text-ink-3">and {texts.length - SHOWN} more</li>}
    </ul>
  );
}
