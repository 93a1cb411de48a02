import { Plus } from "lucide-react";
import Link from "next/link";
import { routes } from "@/lib/routes";
import { Button } from "../ui/button";
import { buttonStyle } from "../ui/button-style";

export const NEEDS_WRITE = "This needs the permission sources:write (role admin or owner)";

/** The way to a new source; says why where it is not open. */
export function ConnectButton({ mayWrite }: { mayWrite: boolean }) {
  const words = (
    <>
      <Plus aria-hidden className="size-3.5" />
      Connect a source
    </>
  );
  if (!mayWrite) return <Button disabledReason={NEEDS_WRITE}>{words}</Button>;
  return (
    <Link href={routes.newSource()} className={buttonStyle({})}>
      {words}
    </Link>
  );
}
