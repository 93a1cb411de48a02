import { Grid3x3, SearchX, ShieldBan } from "lucide-react";
import Link from "next/link";
import type { MatrixView } from "@/lib/policy/matrix/model";
import { routes } from "@/lib/routes";
import { Button } from "../../ui/button";
import { buttonStyle } from "../../ui/button-style";
import { StatePanel } from "../../ui/state-panel";

/** What was left out, and how to get to it. */
export function Cut({ view: { cut } }: { view: MatrixView }) {
  if (cut.tools + cut.columns === 0) return null;
  const left = [
    ...(cut.tools > 0 ? [`${cut.tools.toLocaleString("en")} tools: choose a server`] : []),
    ...(cut.columns > 0
      ? [`${cut.columns.toLocaleString("en")} columns: compare those you mean`]
      : []),
  ];
  return (
    <p role="status" className="shrink-0 px-3 pb-2 text-xs text-ink-2 md:px-4">
      Not everything fits. Left out: {left.join("; ")}.
    </p>
  );
}

/** What denies before the rules that the matrix shows. */
export function BlocksNote({ blocks }: { blocks: MatrixView["blocks"] }) {
  if (blocks.length === 0) return null;
  const many = blocks.length > 1;
  return (
    <p className="flex shrink-0 flex-wrap items-center gap-x-1.5 px-3 pb-2 text-xs text-ink-2 md:px-4">
      <ShieldBan aria-hidden className="size-3.5" />
      {many ? `${blocks.length.toLocaleString("en")} blocks deny` : "A block denies"} calls here,
      whatever the rules say.
      <Link href={routes.blocks()} className="underline underline-offset-2">
        Look at {many ? "them" : "it"}
      </Link>
    </p>
  );
}

/** Nothing is known yet, or nothing fits what is searched. */
export function NoRows({ view, clear }: { view: MatrixView; clear: () => void }) {
  if (view.serverNames.length === 0) {
    return (
      <StatePanel
        role="status"
        icon={<Grid3x3 aria-hidden />}
        title="No tool is known yet"
        actions={
          <Link href={routes.catalog()} className={buttonStyle({})}>
            Open the catalog
          </Link>
        }
      >
        <p>
          Tools appear here once a gateway reports a list of them or a call, and where a rule names
          one.
        </p>
      </StatePanel>
    );
  }
  return (
    <StatePanel
      role="status"
      className="flex-1"
      icon={<SearchX aria-hidden />}
      title="No tool fits"
      actions={<Button onClick={clear}>Show all tools</Button>}
    >
      <p>No tool fits what is searched and chosen above.</p>
    </StatePanel>
  );
}
