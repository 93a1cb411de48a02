import Link from "next/link";
import { EntryPanel } from "@/components/session/entry-panel";
import { buttonStyle } from "@/components/ui/button-style";
import { routes } from "@/lib/routes";

export default function NotFound() {
  return (
    <EntryPanel
      title="There is no such page"
      lead="The address may be from another version, or misspelt."
    >
      <Link href={routes.calls()} className={buttonStyle({ variant: "primary", size: "lg" })}>
        Go to the calls
      </Link>
    </EntryPanel>
  );
}
