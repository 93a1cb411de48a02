"use client";
import { toolQuery } from "@/lib/catalog/model";
import type { CatalogServerView } from "@/lib/catalog/model";
import { markedText } from "@/lib/hostile-text";
import type { CatalogAddress } from "@/lib/routes";
import { SearchBox } from "../directory/search-box";
import { SelectField } from "../ui/select-field";
import { NO_RISK, RISK_WORDS } from "./words";

const STATES = [
  { value: "", name: "Every state" },
  { value: "waiting", name: "Waiting" },
  { value: "allowed", name: "Allowed" },
  { value: "new", name: "New" },
  { value: "changed", name: "Changed" },
  { value: "blocked", name: "Blocked" },
  { value: "gone", name: "Gone" },
];

const RISKS = [
  { value: "", name: "Every risk" },
  ...Object.entries(RISK_WORDS).map(([value, name]) => ({ value, name })),
  { value: "none", name: NO_RISK },
];

/** Search and choices; the address follows. */
export function CatalogFilters({
  address,
  servers,
  go,
}: {
  address: CatalogAddress;
  servers: readonly CatalogServerView[];
  go: (change: CatalogAddress) => void;
}) {
  const named = servers.map(({ name }) => ({ value: name, name: markedText(name) }));
  return (
    <>
      <SearchBox text={address.q ?? ""} what="Search tools" onText={(q) => go({ q })} />
      <SelectField
        compact
        hideLabel
        label="Server"
        className="w-40"
        value={address.server ?? ""}
        options={[{ value: "", name: "Every server" }, ...named]}
        onChange={(event) => go({ server: event.target.value || undefined })}
      />
      <SelectField
        compact
        hideLabel
        label="State"
        value={address.state ?? ""}
        options={STATES}
        onChange={(event) =>
          go({ state: toolQuery.shape.state.catch(undefined).parse(event.target.value) })
        }
      />
      <SelectField
        compact
        hideLabel
        label="Risk"
        value={address.risk ?? ""}
        options={RISKS}
        onChange={(event) =>
          go({ risk: toolQuery.shape.risk.catch(undefined).parse(event.target.value) })
        }
      />
    </>
  );
}
