"use client";
import { factsOf } from "@/lib/calls/facts";
import type { CallRow } from "@/lib/calls/view";
import { markedText } from "@/lib/hostile-text";
import { InertText } from "../ui/inert-text";
import { onDemand } from "../ui/on-demand";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { ToolName } from "./tool-name";

const Pivots = onDemand(async () => (await import("./pivots")).Pivots);

/** The tool's full name, and from it to the calls of the same tool or server. */
export function ToolPeek({ call, tabIndex }: { call: CallRow; tabIndex: number }) {
  if (call.tool === null && call.server === null) return <ToolName call={call} />;
  const full = [call.server, call.tool].filter((part) => part !== null).join("/");
  return (
    <Popover preload={Pivots.preload}>
      <PopoverTrigger
        tabIndex={tabIndex}
        title={markedText(full)}
        onClick={(event) => event.stopPropagation()}
        className="flex h-6 max-w-full min-w-0 items-center rounded-sm hover:underline data-[state=open]:underline"
      >
        <ToolName call={call} />
      </PopoverTrigger>
      <PopoverContent className="w-80 text-xs" onClick={(event) => event.stopPropagation()}>
        {factsOf(call, "tool").map(
          (fact) =>
            fact.text !== null && (
              <PivotRow key={fact.name} name={fact.name} text={fact.text}>
                <Pivots fact={fact} call={call} />
              </PivotRow>
            ),
        )}
      </PopoverContent>
    </Popover>
  );
}

function PivotRow({
  name,
  text,
  children,
}: {
  name: string;
  text: string;
  children: React.ReactNode;
}) {
  return (
    <div className="border-t p-1.5 first:border-t-0">
      <p className="px-2 pt-1 pb-1.5 font-mono break-all">
        <span className="font-sans text-ink-3">{name} </span>
        <InertText text={text} />
      </p>
      {children}
    </div>
  );
}
