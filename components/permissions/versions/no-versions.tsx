import { History } from "lucide-react";
import Link from "next/link";
import { routes } from "@/lib/routes";
import { buttonStyle } from "../../ui/button-style";
import { StatePanel } from "../../ui/state-panel";

/** Before the first version: what that means, and how to make one. */
export function NoVersions() {
  return (
    <StatePanel
      role="status"
      icon={<History aria-hidden />}
      title="No policy was published yet"
      actions={
        <Link href={routes.drafts()} className={buttonStyle({})}>
          Drafts
        </Link>
      }
    >
      <p>
        Without a policy every question of a gateway is answered no. The first version is made from
        a draft, or by “policy publish” at the command line.
      </p>
    </StatePanel>
  );
}
