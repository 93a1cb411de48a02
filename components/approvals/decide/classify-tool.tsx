"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { APPROVALS_KEY } from "@/lib/approvals/options";
import { classifyTool } from "@/lib/catalog/requests";
import { RISKS, type Risk } from "@/lib/identity/model";
import { RISK_WORDS } from "../../catalog/words";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { focusStaysInCard } from "../card/focus-stays";
import { RadioChoice } from "./radio-choice";

type Tool = { server: string; name: string };

/** For a tool that the catalog has not met: what it does is said here, by its name. */
export function ClassifyTool(tool: Tool) {
  return (
    <span ref={(element) => (element ? focusStaysInCard(element) : undefined)}>
      <Dialog
        title={
          <>
            What does <InertText text={`${tool.server}/${tool.name}`} spaces /> do?
          </>
        }
        trigger={(open) => (
          <button
            type="button"
            onClick={open}
            className="inline-flex min-h-6 items-center font-medium whitespace-nowrap text-ink underline decoration-line-strong underline-offset-2 hover:decoration-ink pointer-coarse:min-h-11"
          >
            Say what it does
          </button>
        )}
      >
        {(close) => <ClassifyForm tool={tool} close={close} />}
      </Dialog>
    </span>
  );
}

function ClassifyForm({ tool, close }: { tool: Tool; close: () => void }) {
  const queries = useQueryClient();
  const [risk, setRisk] = useState<Risk | null>(null);
  const saying = useMutation({
    mutationFn: (said: Risk) => classifyTool({ ...tool, risk: said }),
    onSuccess: () => {
      close();
      for (const key of [APPROVALS_KEY, ["catalog"], ["directory"]])
        void queries.invalidateQueries({ queryKey: key });
    },
  });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (risk !== null && !saying.isPending) saying.mutate(risk);
      }}
    >
      <RadioChoice
        legend="It counts for every call of this tool, by whomever"
        value={risk}
        onValue={(value) => setRisk(RISKS.find((one) => one === value) ?? null)}
        options={RISKS.map((one) => ({ value: one, name: `${RISK_WORDS[one]}: ${MEANS[one]}` }))}
      />
      <p className="text-ink-2">
        {risk === "destructive"
          ? "As now: a yes to it takes a passkey."
          : "Somebody else can then approve it with a sign-in; you decide calls of it again in an hour."}
      </p>
      {saying.error && (
        <Notice>
          <InertText text={saying.error.message} />
        </Notice>
      )}
      <div className="flex justify-end gap-2">
        <Button size="lg" onClick={close}>
          Cancel
        </Button>
        <Button
          size="lg"
          type="submit"
          variant="primary"
          disabledReason={
            risk === null ? "Say what it does first" : saying.isPending ? "Being saved…" : null
          }
        >
          Classify it
        </Button>
      </div>
    </form>
  );
}

const MEANS: Record<Risk, string> = {
  read: "it looks at something",
  write: "it adds or changes something, and destroys nothing",
  destructive: "it deletes, pays or sends what cannot be taken back",
};
