"use client";
import { X } from "lucide-react";
import { useState } from "react";
import { ACTION_WORDS, actionWords } from "@/lib/access/action-words";
import { isFiltered } from "@/lib/access/admin-log-address";
import type { AdminLogAddress } from "@/lib/routes";
import { FilterButton } from "../../calls/filter-button";
import { Button } from "../../ui/button";
import { Input } from "../../ui/input";
import { Menu, MenuContent, MenuTrigger } from "../../ui/menu";
import { MenuRadioGroup, MenuRadioItem } from "../../ui/menu-items";
import type { GoInLog } from "./use-admin-log-address";

const ANY = "any";

/** Who, did what, to what, in which request. The texts apply with Enter. */
export function AdminLogFilters({ address, go }: { address: AdminLogAddress; go: GoInLog }) {
  const [actor, setActor] = useState(address.actor ?? "");
  const [subject, setSubject] = useState(address.subject ?? "");
  const [request, setRequest] = useState(address.request ?? "");
  const { action } = address;
  return (
    <form
      role="search"
      aria-label="Filters of the admin log"
      className="grid grid-cols-2 items-center gap-1.5 px-3 py-2.5 md:flex md:flex-wrap md:gap-x-3 md:px-4"
      onSubmit={(event) => {
        event.preventDefault();
        go({
          actor: actor.trim() || undefined,
          subject: subject.trim() || undefined,
          request: request.trim() || undefined,
        });
      }}
    >
      <FilterInput label="Who" hint="who: e-mail" value={actor} onChange={setActor} />
      <Menu>
        <MenuTrigger asChild>
          <FilterButton name={action ? actionWords(action) : "Did anything"} count={0} />
        </MenuTrigger>
        <MenuContent>
          <MenuRadioGroup
            value={action ?? ANY}
            onValueChange={(chosen) => go({ action: chosen === ANY ? undefined : chosen })}
          >
            <MenuRadioItem value={ANY}>Did anything</MenuRadioItem>
            {ACTIONS.map(([name, words]) => (
              <MenuRadioItem key={name} value={name}>
                {words}
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
        </MenuContent>
      </Menu>
      <FilterInput
        label="To what"
        hint="to what: id, e-mail"
        value={subject}
        onChange={setSubject}
      />
      <FilterInput label="Request" hint="request id" value={request} onChange={setRequest} />
      <Button type="submit" size="sm">
        Apply
      </Button>
      {isFiltered(address) && (
        <Button variant="ghost" size="sm" onClick={() => go(NO_FILTER)}>
          <X aria-hidden className="size-3.5" />
          Clear
        </Button>
      )}
    </form>
  );
}

function FilterInput({
  label,
  hint,
  value,
  onChange,
}: {
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <label className="flex min-w-0 items-center gap-1.5 text-xs text-ink-3">
      <span className="max-md:sr-only">{label}</span>
      <Input
        className="h-7 w-44 text-xs max-md:h-9 max-md:w-full"
        placeholder={hint}
        maxLength={1000}
        spellCheck={false}
        autoCapitalize="none"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

const NO_FILTER: AdminLogAddress = {
  actor: undefined,
  action: undefined,
  subject: undefined,
  request: undefined,
  from: undefined,
  to: undefined,
};

const ACTIONS = Object.entries(ACTION_WORDS).toSorted(([, one], [, other]) =>
  one.localeCompare(other, "en"),
);
