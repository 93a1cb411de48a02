"use client";
import { useMutation } from "@tanstack/react-query";
import type { ToolDetail } from "@/lib/catalog/detail-view";
import { setRisk } from "@/lib/catalog/requests";
import { RISKS } from "@/lib/identity/model";
import { Button } from "../ui/button";
import { InertText } from "../ui/inert-text";
import { Notice } from "../ui/notice";
import { useCatalogRefresh, useCatalogRefusal } from "./catalog-access";
import { RISK_WORDS } from "./words";

/** The admin's word on how risky the tool is; the calls that it concerns are judged again. */
export function RiskChoice({ tool }: { tool: ToolDetail }) {
  const refresh = useCatalogRefresh();
  const refusal = useCatalogRefusal();
  const change = useMutation({
    mutationFn: (risk: (typeof RISKS)[number]) => setRisk(tool.id, risk),
    onSuccess: refresh,
  });
  return (
    <div className="grid gap-1.5">
      <div role="group" aria-label="Risk class" className="flex flex-wrap gap-1">
        {RISKS.map((risk) => (
          <Button
            key={risk}
            size="sm"
            variant={tool.risk === risk ? "primary" : "outline"}
            aria-pressed={tool.risk === risk}
            disabledReason={change.isPending ? "Being saved…" : refusal}
            onClick={() => tool.risk !== risk && change.mutate(risk)}
          >
            {RISK_WORDS[risk]}
          </Button>
        ))}
      </div>
      {tool.risk === null && (
        <p className="text-xs text-ink-3">Not classified: it counts as destructive.</p>
      )}
      {change.error && (
        <Notice>
          <InertText text={change.error.message} />
        </Notice>
      )}
    </div>
  );
}
