"use client";
import type { ToolDetail } from "@/lib/catalog/detail-view";
import { SectionHead } from "../directory/section-head";
import { InertJson } from "../ui/inert-json";
import { Hints } from "./hints";
import { MarkedText } from "./marked-text";
import { ParameterTable } from "./parameter-table";

/** What the server says of the tool, beside what was reviewed. */
export function ToolDefinition({ tool }: { tool: ToolDetail }) {
  const { diff } = tool;
  if (diff === null) return <NotKept tool={tool} />;
  return (
    <>
      <Hints diff={diff} />
      <SectionHead title="Description" lead={diff.compared ? COMPARED : undefined} />
      <div className="px-3 pb-2 md:px-4">
        {diff.description.length === 0 ? (
          <p className="text-sm text-ink-3">It has none.</p>
        ) : (
          <MarkedText parts={diff.description} />
        )}
      </div>
      <SectionHead title="Parameters" />
      <ParameterTable label="Parameters" schema={diff.input} compared={diff.compared} />
      {(diff.output.parameters.length > 0 || diff.output.rest !== null) && (
        <>
          <SectionHead title="What it answers with" />
          <ParameterTable
            label="What it answers with"
            schema={diff.output}
            compared={diff.compared}
          />
        </>
      )}
      <details className="px-3 pt-4 md:px-4">
        <summary className="w-max cursor-pointer text-sm font-medium">The whole definition</summary>
        <InertJson
          className="mt-2"
          label="The whole definition"
          text={JSON.stringify(tool.definition)}
        />
      </details>
    </>
  );
}

const COMPARED = "Underlined came since the review, struck went.";

function NotKept({ tool }: { tool: ToolDetail }) {
  return (
    <>
      <SectionHead title="Definition" />
      <p className="max-w-[72ch] px-3 pb-4 text-sm text-ink-2 md:px-4">{whyNotKept(tool)}</p>
    </>
  );
}

function whyNotKept({ sha256, definitions }: ToolDetail): string {
  if (sha256 === null) {
    return "Nobody told its definition yet: it is known from calls alone. A list of tools tells it, or an import.";
  }
  const bytes = definitions.find((one) => one.sha256 === sha256)?.bytes ?? null;
  return bytes === null
    ? "Only its fingerprint is known, from a call. What it says comes with the next list of tools, or an import."
    : `It has ${bytes.toLocaleString("en")} bytes: more than is kept, so only its fingerprint is known.`;
}
