"use client";
import { useState } from "react";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { beginCompanySession } from "./session-client";

/** Leaves for the company's sign-in; `prepare` runs first. */
export function CompanyButton({
  next,
  prepare,
}: {
  next: string;
  prepare?: () => Promise<unknown>;
}) {
  const [problem, setProblem] = useState<string | null>(null);
  const [leaving, setLeaving] = useState(false);
  async function leave() {
    setLeaving(true);
    setProblem(null);
    try {
      await prepare?.();
      await beginCompanySession(next);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "The server did not answer.");
      setLeaving(false);
    }
  }
  return (
    <div className="grid gap-3">
      <Button
        variant="primary"
        size="lg"
        disabledReason={leaving ? "Going to the company’s sign-in…" : null}
        onClick={() => void leave()}
      >
        Sign in with the company account
      </Button>
      {problem !== null && <Notice>{problem}</Notice>}
    </div>
  );
}
