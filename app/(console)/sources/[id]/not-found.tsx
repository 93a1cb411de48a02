import { Cable } from "lucide-react";
import Link from "next/link";
import { PageHeader } from "@/components/layout/page-header";
import { buttonStyle } from "@/components/ui/button-style";
import { StatePanel } from "@/components/ui/state-panel";
import { routes } from "@/lib/routes";

export default function NoSuchSource() {
  return (
    <>
      <PageHeader title="Source" back={{ name: "Sources", href: routes.sources() }} />
      <StatePanel
        icon={<Cable aria-hidden />}
        title="There is no such source"
        actions={
          <Link href={routes.sources()} className={buttonStyle({ variant: "primary" })}>
            Go to the sources
          </Link>
        }
      >
        <p>The address may be cut off or from another deployment.</p>
      </StatePanel>
    </>
  );
}
