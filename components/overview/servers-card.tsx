import Link from "next/link";
import { behindServer } from "@/lib/overview/drill";
import type { Overview } from "@/lib/overview/view";
import { routes } from "@/lib/routes";
import { CallsNumber } from "./calls-number";
import { Card, CardEmpty } from "../ui/card";
import { ServerName } from "./server-name";
import { Cell, HeadCell, Row, Table } from "../ui/plain-table";
import { percent } from "./verdict-order";

/** Where nobody knows whom calls ran as, and the way out of it. */
export function ServersCard({ overview: { servers, range } }: { overview: Overview }) {
  return (
    <Card title="Unknown by server" lead="Share of calls whose downstream identity nobody knows">
      {servers.length === 0 ? (
        <CardEmpty>No call of this time is unknown.</CardEmpty>
      ) : (
        <Table label="Unknown by server">
          <thead>
            <tr>
              <HeadCell>Server</HeadCell>
              <HeadCell numeric>Unknown</HeadCell>
              <HeadCell numeric>Share</HeadCell>
              <HeadCell numeric>Calls</HeadCell>
              <HeadCell numeric>Way out</HeadCell>
            </tr>
          </thead>
          <tbody>
            {servers.map(({ server, declared, calls, unknown }) => (
              <Row key={server ?? ""}>
                <Cell className="w-full max-w-0 min-w-28 truncate">
                  <ServerName server={server} />
                </Cell>
                <Cell numeric>
                  <CallsNumber
                    n={unknown}
                    q={behindServer(server, "unknown")}
                    range={range}
                    of="unknown calls"
                  />
                </Cell>
                <Cell numeric>
                  <ShareBar part={unknown} whole={calls} />
                </Cell>
                <Cell numeric>
                  <CallsNumber n={calls} q={behindServer(server)} range={range} of="calls in all" />
                </Cell>
                <Cell className="text-right text-xs whitespace-nowrap">
                  {server !== null && <Declare declared={declared} />}
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

function Declare({ declared }: { declared: boolean }) {
  return (
    <Link
      href={routes.servers()}
      prefetch={false}
      className="text-ink-2 underline decoration-line-strong underline-offset-4 hover:text-ink hover:decoration-ink"
    >
      {declared ? "declared; review" : "declare how this server signs in"}
    </Link>
  );
}

function ShareBar({ part, whole }: { part: number; whole: number }) {
  return (
    <span data-verdict="unknown" className="inline-flex items-center gap-2">
      <span aria-hidden className="hidden h-1.5 w-14 overflow-hidden rounded-full bg-v-bg sm:block">
        <span
          className="block h-full rounded-full bg-v-line"
          style={{ width: `${(part / whole) * 100}%` }}
        />
      </span>
      <span className="w-14 text-v-fg">{percent(part, whole)}</span>
    </span>
  );
}
