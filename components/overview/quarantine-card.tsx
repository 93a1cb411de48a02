"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { catalogServersOptions } from "@/lib/catalog/options";
import { markedText } from "@/lib/hostile-text";
import { routes } from "@/lib/routes";
import { Card, CardEmpty } from "../ui/card";
import { InertText } from "../ui/inert-text";
import { Cell, HeadCell, Row, Table } from "../ui/plain-table";

const MOST = 6;

/** Tools that gateways are refused until somebody reviews them, by server. */
export function QuarantineCard() {
  const { data, error } = useQuery(catalogServersOptions());
  const waiting = data?.items.filter((server) => server.waiting > 0) ?? [];
  return (
    <Card
      className="xl:col-span-2"
      title="Tools in quarantine"
      lead="New or changed since an admin looked: refused until they are reviewed"
      action={
        data !== undefined &&
        data.waiting > 0 && (
          <Link
            href={routes.catalog({ state: "waiting" })}
            prefetch={false}
            className="text-xs text-ink-2 underline underline-offset-2 hover:text-ink"
          >
            Review {data.waiting.toLocaleString("en")}
          </Link>
        )
      }
    >
      {error ? (
        <CardEmpty>The catalog could not be read: {error.message}</CardEmpty>
      ) : data === undefined ? (
        <CardEmpty>Looking…</CardEmpty>
      ) : waiting.length === 0 ? (
        <CardEmpty>
          {data.items.length === 0
            ? "No tool was seen yet."
            : "No tool waits for a review. Servers that are still learning hold nothing back."}
        </CardEmpty>
      ) : (
        <Table label="Tools in quarantine, by server">
          <thead>
            <tr>
              <HeadCell>Server</HeadCell>
              <HeadCell numeric>Tools</HeadCell>
              <HeadCell numeric>In quarantine</HeadCell>
            </tr>
          </thead>
          <tbody>
            {waiting.slice(0, MOST).map(({ id, name, tools, waiting: held }) => (
              <Row key={id}>
                <Cell className="w-full max-w-0 min-w-28 truncate">
                  <InertText text={name} />
                </Cell>
                <Cell numeric className="text-ink-2">
                  {tools.toLocaleString("en")}
                </Cell>
                <Cell numeric>
                  <Link
                    href={routes.catalog({ server: name, state: "waiting" })}
                    prefetch={false}
                    className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
                  >
                    {held.toLocaleString("en")}
                    <span className="sr-only"> tools of {markedText(name)} in quarantine</span>
                  </Link>
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}
