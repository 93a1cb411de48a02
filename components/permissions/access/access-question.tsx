"use client";
import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { rulesOptions } from "@/lib/policy/reach/options";
import type { AccessAddress } from "@/lib/routes";
import { Button } from "../../ui/button";
import { GrantDialog } from "../grant/grant-dialog";
import { ResourceField } from "../rules/selector-lists";
import { SubjectField } from "../subject-field";

/** Of whom, or of what, the page speaks. */
export function AccessQuestion({
  address,
  go,
}: {
  address: AccessAddress;
  go: (to: AccessAddress) => void;
}) {
  const [subject, setSubject] = useState(address.subject ?? "");
  const [resource, setResource] = useState(address.tool ? `tool:${address.tool}` : "");
  const { data: rules } = useQuery(rulesOptions(null));
  const tool = resource.replace(/^tool:/, "");
  const isTool = /^[^/*]+\/[^/*]+$/.test(tool);
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-3 border-b px-3 py-3 md:px-4">
      <form
        aria-label="What somebody may use"
        className="flex flex-1 basis-72 items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (subject !== "") go({ subject });
        }}
      >
        <div className="min-w-0 flex-1">
          <SubjectField label="Identity" value={subject} onValue={setSubject} />
        </div>
        <Button
          type="submit"
          className="mt-7 h-9"
          disabledReason={subject === "" ? "Say whom first" : null}
        >
          Show
        </Button>
      </form>
      <form
        aria-label="Who may use a tool"
        className="flex flex-1 basis-72 items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (isTool) go({ tool });
        }}
      >
        <div className="min-w-0 flex-1">
          <ResourceField
            label="Tool"
            value={resource}
            hint="One tool, such as tool:github/create_issue."
            onValue={setResource}
          />
        </div>
        <Button
          type="submit"
          className="mt-7 h-9"
          disabledReason={isTool ? null : "Name one tool first: tool:SERVER/NAME"}
        >
          Show
        </Button>
      </form>
      <div className="md:mt-8">
        <GrantDialog
          key={`${address.subject} ${address.tool}`}
          taken={new Set(rules?.items.map(({ id }) => id))}
          subject={address.subject ?? ""}
          resource={address.tool ? `tool:${address.tool}` : ""}
        />
      </div>
    </div>
  );
}
