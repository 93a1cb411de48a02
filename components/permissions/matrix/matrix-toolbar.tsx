"use client";
import { parseSubjects, printSubjects } from "@/lib/policy/matrix/model";
import type { MatrixView } from "@/lib/policy/matrix/model";
import type { MatrixAddress } from "@/lib/routes";
import { FilterButton } from "../../calls/filter-button";
import { SearchBox } from "../../directory/search-box";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Menu, MenuContent, MenuTrigger } from "../../ui/menu";
import { MenuCheckboxItem, MenuRadioGroup, MenuRadioItem } from "../../ui/menu-items";
import { usePolicyRefusal } from "../permissions-access";
import { CompareDialog } from "./compare-dialog";

export type Go = (change: MatrixAddress) => void;

/** Which tools and columns are shown. */
export function MatrixToolbar({
  view,
  address,
  go,
}: {
  view: MatrixView;
  address: MatrixAddress;
  go: Go;
}) {
  const refusal = usePolicyRefusal();
  const comparing = address.only !== undefined;
  return (
    <div
      role="group"
      aria-label="What the matrix shows"
      className="flex shrink-0 flex-wrap items-center gap-1.5 px-3 py-2 md:px-4"
    >
      <SearchBox
        text={address.q ?? ""}
        what="Search tools"
        onText={(q) => go({ q: q || undefined })}
      />
      <ServerChoice view={view} address={address} go={go} />
      {!comparing && <PartsMenu view={view} address={address} go={go} />}
      {(view.draft !== null || comparing) && (
        <Button
          size="sm"
          aria-pressed={address.changed === "on"}
          variant={address.changed === "on" ? "primary" : "outline"}
          onClick={() => go({ changed: address.changed === "on" ? undefined : "on" })}
        >
          {comparing ? "Only differences" : "Only changes"}
        </Button>
      )}
      <CompareDialog
        columns={view.columns}
        onCompare={(subjects) => go({ only: printSubjects(subjects) })}
      />
      {comparing && (
        <Button
          size="sm"
          variant="ghost"
          onClick={() => go({ only: undefined, changed: undefined })}
        >
          All columns
        </Button>
      )}
      {view.draft === null && (
        <p className="ml-auto text-xs text-ink-3 max-lg:hidden">
          {view.version === 0 ? "Nothing is in force yet." : `Version ${view.version} is in force.`}{" "}
          {refusal === null ? "A change goes into your draft." : "You may look, not change."}
        </p>
      )}
    </div>
  );
}

function ServerChoice({ view, address, go }: { view: MatrixView; address: MatrixAddress; go: Go }) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <FilterButton name={address.server ?? "Every server"} count={0} />
      </MenuTrigger>
      <MenuContent>
        <MenuRadioGroup
          value={address.server ?? ""}
          onValueChange={(server) => go({ server: server || undefined })}
        >
          <MenuRadioItem value="">Every server</MenuRadioItem>
          {view.serverNames.map((name) => (
            <MenuRadioItem key={name} value={name}>
              <InertText text={name} spaces />
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}

/** People that rules name, and clients: columns that are folded until they are asked for. */
function PartsMenu({ view, address, go }: { view: MatrixView; address: MatrixAddress; go: Go }) {
  const open = openParts(address);
  const parts = view.parts.filter(({ columns }) => columns > 0);
  // What is no group stands first: there are few of it, and many groups.
  const isGroup = ({ key }: { key: string }) => key.startsWith("group:");
  const listed = [...parts.filter((one) => !isGroup(one)), ...parts.filter(isGroup)];
  return (
    <Menu>
      <MenuTrigger asChild>
        <FilterButton name="Columns" count={open.length} />
      </MenuTrigger>
      <MenuContent>
        {listed.map(({ key, columns }) => (
          <MenuCheckboxItem
            key={key}
            checked={open.includes(key)}
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={() => go({ open: toggledPart(address, key) })}
          >
            <span>{partWords(key)}</span>
            <span className="ml-auto pl-3 text-2xs text-ink-3 tabular-nums">{columns}</span>
          </MenuCheckboxItem>
        ))}
      </MenuContent>
    </Menu>
  );
}

function partWords(key: string): React.ReactNode {
  if (key === "people") return "People named in rules";
  if (key === "clients") return "Clients";
  return (
    <>
      People of <InertText text={key.replace(/^group:/, "")} spaces />
    </>
  );
}

function openParts({ open }: MatrixAddress): string[] {
  return open === undefined ? [] : parseSubjects(open);
}

/** The address's open parts with this one opened or closed. */
export function toggledPart(address: MatrixAddress, key: string): string | undefined {
  const open = openParts(address);
  const next = open.includes(key) ? open.filter((one) => one !== key) : [...open, key];
  return printSubjects(next) || undefined;
}
