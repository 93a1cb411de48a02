"use client";
import {
  createContext,
  type RefCallback,
  use,
  useCallback,
  useEffect,
  useEffectEvent,
  useState,
} from "react";
import {
  type Column,
  type ColumnChoice,
  columnsThatFit,
  parseColumns,
  printColumns,
} from "@/lib/calls/columns";
import type { CallsAddress } from "@/lib/routes";
import type { Go } from "./use-calls-address";

type Choosing = ColumnChoice & {
  choose: (columns: readonly Column[]) => void;
  /** Those that there is room for; all of them until the table's width is known, and on cards. */
  shown: readonly Column[];
  /** Of the table, whose width it is. */
  measure: RefCallback<HTMLElement>;
};

const Columns = createContext<Choosing | null>(null);

/** Below this width of the table a row is a card, as in columns.ts. */
const CARDS_BELOW = 640;

/** The columns of the address; where it says nothing, those that the member chose last in this browser. */
export function ColumnsProvider({
  address,
  go,
  remembered,
  remember,
  children,
}: {
  address: CallsAddress;
  go: Go;
  /** As in the address. */
  remembered: string | undefined;
  remember: (cols: string | undefined) => void;
  children: React.ReactNode;
}) {
  const silent = address.cols === undefined && remembered !== undefined;
  // The address always says what is shown, so that one that is passed on does too.
  const say = useEffectEvent(() => go({ cols: remembered }, { replace: true }));
  useEffect(() => {
    if (silent) say();
  }, [silent]);
  const [width, setWidth] = useState<number | null>(null);
  const choice = parseColumns(address.cols ?? remembered);
  const fitting =
    width === null || width < CARDS_BELOW ? null : columnsThatFit(choice.columns, width);
  const shown = fitting
    ? choice.columns.filter(({ key }) => fitting.includes(key))
    : choice.columns;
  const measure: RefCallback<HTMLElement> = useCallback((table: HTMLElement | null) => {
    if (table === null) return;
    const observer = new ResizeObserver(() => setWidth(table.clientWidth));
    observer.observe(table);
    return () => observer.disconnect();
  }, []);
  const choose = (columns: readonly Column[]) => {
    const cols = printColumns(columns);
    remember(cols);
    go({ cols }, { replace: true });
  };
  return <Columns value={{ ...choice, choose, shown, measure }}>{children}</Columns>;
}

/** Throws outside of the explorer. */
export function useColumns(): Choosing {
  const choosing = use(Columns);
  if (choosing === null) throw new Error("columns stand in the explorer only");
  return choosing;
}
