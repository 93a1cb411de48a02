import { SearchX } from "lucide-react";
import Link from "next/link";
import { Frame } from "@/components/layout/frame";
import { EntryPanel } from "@/components/session/entry-panel";
import { buttonStyle } from "@/components/ui/button-style";
import { StatePanel } from "@/components/ui/state-panel";
import { currentViewer } from "@/lib/access/page-viewer";
import { routes } from "@/lib/routes";

const TITLE = "There is no such page";
const REASON = "The address may be from another version, or misspelt.";

export default async function NotFound() {
  const viewer = await currentViewer();
  const away = (
    <Link href={routes.calls()} className={buttonStyle({ variant: "primary", size: "lg" })}>
      Go to the calls
    </Link>
  );
  if (viewer === null)
    return (
      <EntryPanel title={TITLE} lead={REASON}>
        {away}
      </EntryPanel>
    );
  const { email, name, roles } = viewer;
  return (
    <Frame member={{ email, name, roles }}>
      <StatePanel icon={<SearchX aria-hidden />} title={TITLE} actions={away}>
        <p>{REASON}</p>
      </StatePanel>
    </Frame>
  );
}
