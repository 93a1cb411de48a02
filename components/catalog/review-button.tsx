"use client";
import { markedText } from "@/lib/hostile-text";
import { review } from "@/lib/catalog/requests";
import type { ToolView } from "@/lib/catalog/model";
import { reviewRefusal } from "@/lib/catalog/review-rules";
import { InertText } from "../ui/inert-text";
import { ReasonDialog } from "../ui/reason-dialog";
import { useCatalogRefresh, useCatalogRefusal } from "./catalog-access";
import { fullName } from "./tool-columns";

type Reviewed = Pick<ToolView, "id" | "sha256" | "state" | "server" | "name">;
const NAMED = 10;

/** Allows or blocks the tools as they are on the screen, with one reason. */
export function ReviewButton({
  tools,
  verdict,
  onDone,
}: {
  tools: readonly Reviewed[];
  verdict: "allowed" | "blocked";
  onDone?: () => void;
}) {
  const refresh = useCatalogRefresh();
  const mayNot = useCatalogRefusal();
  const word = verdict === "allowed" ? "Allow" : "Block";
  const [only] = tools;
  const isOne = tools.length === 1 && only !== undefined;
  return (
    <ReasonDialog
      label={tools.length > 1 ? `${word} ${tools.length}` : word}
      accessibleName={isOne ? `${word} ${fullName(only)}` : undefined}
      variant={verdict === "allowed" ? "primary" : "outline"}
      title={isOne ? <Question word={word} tool={only} /> : `${word} ${tools.length} tools`}
      confirm={word}
      disabledReason={mayNot ?? whyNot(tools, verdict)}
      run={async (reason) => {
        await review(tools, verdict, reason);
        onDone?.();
        await refresh();
      }}
    >
      <p>
        {verdict === "allowed"
          ? "The definitions that you looked at become the reviewed ones. Another one is held where the server is enforced."
          : "No decision lets a blocked tool through, whatever the rules say. Nothing but a review lifts it."}
      </p>
      {!isOne && <Names tools={tools} />}
    </ReasonDialog>
  );
}

function Question({ word, tool }: { word: string; tool: Reviewed }) {
  return (
    <>
      {word} <InertText text={fullName(tool)} spaces />
    </>
  );
}

function Names({ tools }: { tools: readonly Reviewed[] }) {
  return (
    <ul className="grid gap-0.5 font-mono text-xs wrap-anywhere">
      {tools.slice(0, NAMED).map((tool) => (
        <li key={tool.id}>
          <InertText text={fullName(tool)} spaces />
        </li>
      ))}
      {tools.length > NAMED && <li className="font-sans">and {tools.length - NAMED} more</li>}
    </ul>
  );
}

function whyNot(tools: readonly Reviewed[], verdict: "allowed" | "blocked"): string | null {
  if (tools.length === 0) return "Select tools first";
  for (const { state, name } of tools) {
    if (state === null) return `The catalog has not met ${markedText(name)} yet`;
    const refusal = reviewRefusal(state, verdict);
    if (refusal !== null)
      return tools.length === 1 ? capital(refusal) : `${markedText(name)}: ${refusal}`;
  }
  return null;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
