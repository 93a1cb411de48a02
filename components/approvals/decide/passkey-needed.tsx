"use client";
import { KeyRound } from "lucide-react";
import Link from "next/link";
import { routes } from "@/lib/routes";
import { useMay } from "../approval-rights";
import type { CardData } from "../card/card-data";
import { ClassifyTool } from "./classify-tool";

/** Why the viewer's yes takes a passkey that they do not have, and the ways out of that. */
export function PasskeyNeeded({ approval }: { approval: CardData }) {
  const { id, risk, catalogTool, server, tool, sentence } = approval;
  const { why, canAdd } = approval.mayDecide.passkey;
  const mayClassify = useMay("catalog:write");
  const mayName = useMay("directory:write");
  const isUnmet = risk === null && catalogTool === null && sentence.kind === "tool";
  return (
    <div className="flex gap-2 text-xs text-ink-2 short:sm:order-first">
      <KeyRound aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0">
        {why}
        {canAdd && <Way href={routes.passkeys(routes.approval(id))}>Add a passkey</Way>}
        {risk === null && catalogTool !== null && mayClassify && (
          <Way href={routes.tool(catalogTool)}>Say what it does</Way>
        )}
        {isUnmet && server !== null && tool !== null && mayName && (
          <>
            {" "}
            <ClassifyTool server={server} name={tool} />
          </>
        )}
      </span>
    </div>
  );
}

function Way({ href, children }: { href: string; children: string }) {
  return (
    <>
      {" "}
      <Link
        href={href}
        className="font-medium whitespace-nowrap text-ink underline decoration-line-strong underline-offset-2 hover:decoration-ink"
      >
        {children}
      </Link>
    </>
  );
}
