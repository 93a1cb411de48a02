"use client";
import Link from "next/link";
import { routes } from "@/lib/routes";
import { Button } from "../ui/button";

/** That it is done, and where it can be lifted. */
export function BlockSet({ close }: { close: () => void }) {
  return (
    <>
      <p role="status" className="text-base text-ink">
        In force: within a second every gateway that asks here is answered no, because it is
        blocked. It can be lifted in{" "}
        <Link href={routes.blocks()} className="font-medium underline underline-offset-2">
          the list of blocks
        </Link>
        .
      </p>
      <div className="flex justify-end">
        <Button onClick={close}>Close</Button>
      </div>
    </>
  );
}
