"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Gavel, SearchX, Unlink } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { useDeferredValue } from "react";
import { ApiError } from "@/lib/api-client";
import { changeDecisionsAddress, parseDecisionsAddress } from "@/lib/decisions/address";
import { decisionsOptions } from "@/lib/decisions/options";
import { ANSWERS } from "@/lib/decisions/view";
import { ANSWER_WORDS } from "@/lib/decisions/words";
import type { DecisionsAddress } from "@/lib/routes";
import { FilterButton } from "../calls/filter-button";
import { ListSkeleton } from "../directory/list-skeleton";
import { Failed } from "../layout/failed";
import { PageHeader } from "../layout/page-header";
import { QueryBoundary } from "../layout/query-boundary";
import { Button } from "../ui/button";
import { Menu, MenuContent, MenuTrigger } from "../ui/menu";
import { MenuRadioGroup, MenuRadioItem } from "../ui/menu-items";
import { InertText } from "../ui/inert-text";
import { StatePanel } from "../ui/state-panel";
import { DecisionsTable } from "./decisions-table";
import { FilterText } from "./filter-text";

type Go = (change: DecisionsAddress) => void;

/** What gateways asked before they forwarded, and what they were answered. */
export function Decisions() {
  const [parameters, setParameters] = useQueryStates(PARAMETERS, { shallow: true, scroll: false });
  const address = parseDecisionsAddress(parameters);
  const shown = useDeferredValue(address);
  const go: Go = (change) => {
    const { answer, caller, tool, block, cursor } = changeDecisionsAddress(address, change);
    void setParameters(
      {
        answer: answer ?? null,
        caller: caller ?? null,
        tool: tool ?? null,
        block: block ?? null,
        cursor: cursor ?? null,
      },
      { history: "push" },
    );
  };
  return (
    <>
      <PageHeader title="Decisions" />
      <Filters
        key={JSON.stringify([address.caller, address.tool, address.block])}
        address={address}
        go={go}
      />
      <div className="flex min-h-0 flex-1 flex-col overflow-auto border-t">
        <QueryBoundary
          queryKey={decisionsOptions(shown).queryKey}
          loading={<ListSkeleton label="decisions" />}
          failed={(error, retry) => <DecisionsFailed error={error} retry={retry} go={go} />}
        >
          <Results address={shown} go={go} />
        </QueryBoundary>
      </div>
    </>
  );
}

function Filters({ address, go }: { address: DecisionsAddress; go: Go }) {
  const answer = ANSWERS.find((one) => one === address.answer);
  return (
    <div
      role="group"
      aria-label="Filters of decisions"
      className="flex flex-wrap items-center gap-1.5 px-3 py-2.5 md:px-4"
    >
      <Menu>
        <MenuTrigger asChild>
          <FilterButton name={answer ? ANSWER_WORDS[answer] : "Any answer"} count={0} />
        </MenuTrigger>
        <MenuContent>
          <MenuRadioGroup
            value={answer ?? ANY}
            onValueChange={(chosen) => go({ answer: chosen === ANY ? undefined : chosen })}
          >
            <MenuRadioItem value={ANY}>Any answer</MenuRadioItem>
            {ANSWERS.map((one) => (
              <MenuRadioItem key={one} value={one}>
                {ANSWER_WORDS[one]}
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
        </MenuContent>
      </Menu>
      <FilterText
        label="Who"
        hint="who: name, subject …"
        text={address.caller}
        onText={(caller) => go({ caller })}
      />
      <FilterText
        label="Tool"
        hint="server/tool, server/*"
        text={address.tool}
        onText={(tool) => go({ tool })}
      />
      <FilterText
        label="Block"
        hint="block: its id"
        text={address.block}
        onText={(block) => go({ block })}
      />
      {isFiltered(address) && (
        <Button variant="ghost" size="sm" onClick={() => go(NO_FILTER)}>
          Clear
        </Button>
      )}
    </div>
  );
}

function Results({ address, go }: { address: DecisionsAddress; go: Go }) {
  const { data: page, dataUpdatedAt } = useSuspenseQuery(decisionsOptions(address));
  if (page.items.length === 0)
    return <NoDecisions address={address} callerKnown={page.callerKnown} go={go} />;
  return (
    <>
      <DecisionsTable
        decisions={page.items}
        now={dataUpdatedAt}
        onCaller={(caller) => go({ caller })}
      />
      {(page.next !== null || address.cursor) && (
        <div className="flex justify-end gap-2 px-3 py-2 md:px-4">
          {address.cursor && (
            <Button onClick={() => go({ cursor: undefined })}>Newest decisions</Button>
          )}
          {page.next !== null && (
            <Button onClick={() => go({ cursor: page.next ?? undefined })}>Older</Button>
          )}
        </div>
      )}
    </>
  );
}

function NoDecisions({
  address,
  callerKnown,
  go,
}: {
  address: DecisionsAddress;
  callerKnown: boolean;
  go: Go;
}) {
  if (!isFiltered(address) && !address.cursor)
    return (
      <StatePanel role="status" icon={<Gavel aria-hidden />} title="No gateway has asked yet">
        <p>
          A gateway asks with a key of the scope decisions:evaluate at /access/v1/evaluation. Its
          questions and answers will be listed here.
        </p>
      </StatePanel>
    );
  return (
    <StatePanel
      role="status"
      icon={<SearchX aria-hidden />}
      title="No decision fits"
      actions={<Button onClick={() => go(NO_FILTER)}>Drop the filters</Button>}
    >
      {!callerKnown && (
        <p>
          Nobody here is called <InertText text={address.caller ?? ""} spaces />. A name, e-mail or
          subject is taken whole; * stands for any part.
        </p>
      )}
    </StatePanel>
  );
}

function DecisionsFailed({ error, retry, go }: { error: unknown; retry: () => void; go: Go }) {
  const isOurs = error instanceof ApiError && error.status === 400;
  if (!isOurs) return <Failed error={error} retry={retry} />;
  return (
    <StatePanel
      role="alert"
      icon={<Unlink aria-hidden />}
      title="This link names no list of decisions"
      actions={<Button onClick={() => go(NO_FILTER)}>All decisions</Button>}
    />
  );
}

function isFiltered({ answer, caller, tool, block }: DecisionsAddress): boolean {
  return [answer, caller, tool, block].some((one) => one !== undefined);
}

const ANY = "any";
const NO_FILTER: DecisionsAddress = {
  answer: undefined,
  caller: undefined,
  tool: undefined,
  block: undefined,
  cursor: undefined,
};
const PARAMETERS = {
  answer: parseAsString,
  caller: parseAsString,
  tool: parseAsString,
  block: parseAsString,
  cursor: parseAsString,
};
