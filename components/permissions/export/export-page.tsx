"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useId, useMemo } from "react";
import { EXPORT_TARGETS } from "@/lib/policy/export/model";
import { exportOptions, versionOptions } from "@/lib/policy/options";
import { ruleNames } from "@/lib/policy/rule-names";
import { type ExportAddress, routes } from "@/lib/routes";
import { ListSkeleton } from "../../directory/list-skeleton";
import { PageHeader } from "../../layout/page-header";
import { QueryBoundary } from "../../layout/query-boundary";
import { Button } from "../../ui/button";
import { Input } from "../../ui/input";
import { SelectField } from "../../ui/select-field";
import { Part } from "../review/part";
import { ExportFailed } from "./export-failed";
import { ExportParts } from "./export-parts";
import { TARGET_WORDS } from "./export-words";
import { NotExpressedTable } from "./not-expressed-table";

type Props = { number: number; address: ExportAddress };

/** A version for a gateway that decides by itself, and what that gateway cannot be told. */
export function ExportPage({ number, address }: Props) {
  return (
    <>
      <PageHeader
        title="Export"
        back={{ name: `Version ${number}`, href: routes.version(number) }}
      />
      <div className="relative min-h-0 flex-1 overflow-auto px-3 pb-10 md:px-4" tabIndex={-1}>
        <Choice number={number} address={address} />
        <QueryBoundary
          queryKey={exportOptions(number, address).queryKey}
          loading={<ListSkeleton label="export" />}
          failed={(error, retry) => <ExportFailed error={error} retry={retry} />}
        >
          <Exported number={number} address={address} />
        </QueryBoundary>
      </div>
    </>
  );
}

function Choice({ number, address }: Props) {
  const router = useRouter();
  const id = useId();
  const { target } = address;
  const go = (next: ExportAddress) =>
    router.replace(routes.exportVersion(number, next), { scroll: false });
  return (
    <form
      key={target}
      className="flex flex-wrap items-end gap-3 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const text = (name: string) => String(form.get(name) ?? "").trim() || undefined;
        go({ target, issuer: text("issuer"), gateway: text("gateway") });
      }}
    >
      <SelectField
        label="For"
        compact
        className="w-60"
        options={EXPORT_TARGETS.map((value) => ({ value, name: TARGET_WORDS[value].name }))}
        value={target}
        onChange={(event) =>
          go({ target: EXPORT_TARGETS.find((one) => one === event.target.value) ?? target })
        }
      />
      {target !== "agentgateway" && (
        <div className="grid gap-1.5">
          <label htmlFor={`${id}-issuer`} className="text-sm font-medium">
            Whose tokens it takes
          </label>
          <Input
            id={`${id}-issuer`}
            name="issuer"
            className="w-72"
            placeholder="https://idp.acme.example"
            maxLength={1000}
            defaultValue={address.issuer ?? ""}
          />
        </div>
      )}
      {target === "agentcore" && (
        <div className="grid gap-1.5">
          <label htmlFor={`${id}-gateway`} className="text-sm font-medium">
            The gateway’s ARN
          </label>
          <Input
            id={`${id}-gateway`}
            name="gateway"
            className="w-80"
            placeholder="arn:aws:bedrock-agentcore:…"
            maxLength={2048}
            defaultValue={address.gateway ?? ""}
          />
        </div>
      )}
      {target !== "agentgateway" && <Button type="submit">Apply</Button>}
    </form>
  );
}

function Exported({ number, address }: Props) {
  const { data } = useSuspenseQuery(exportOptions(number, address));
  const { data: version } = useSuspenseQuery(versionOptions(number));
  const names = useMemo(() => ruleNames(version.document), [version]);
  return (
    <>
      <Part
        title="What it cannot be told"
        lead="The export decides by names alone. Where it cannot say what a rule says, it allows less than the policy does, never more."
      >
        <NotExpressedTable items={data.notExpressed} names={names} />
      </Part>
      <Part title="The export" lead={`${TARGET_WORDS[data.target].language}.`}>
        <ExportParts view={data} />
      </Part>
    </>
  );
}
