import { behindSource } from "@/lib/overview/drill";
import type { HeardView, Overview } from "@/lib/overview/view";
import { duration } from "@/lib/time-range";
import { Ago } from "../ui/ago";
import { InertText } from "../ui/inert-text";
import { CallsNumber } from "./calls-number";
import { Card, CardEmpty } from "../ui/card";
import { Cell, HeadCell, Row, Table } from "../ui/plain-table";

/** Which gateways are heard, and how late. */
export function SourcesCard({
  overview: { sources, range },
  now,
}: {
  overview: Overview;
  now: number;
}) {
  return (
    <Card
      className="xl:col-span-2"
      title="Sources"
      lead="When each was heard last, and how long its newest event took to arrive"
    >
      {sources.length === 0 ? (
        <CardEmpty>Every source was revoked.</CardEmpty>
      ) : (
        <Table label="Sources">
          <thead>
            <tr>
              <HeadCell>Source</HeadCell>
              <HeadCell numeric>Newest event</HeadCell>
              <HeadCell numeric>Lag</HeadCell>
              <HeadCell numeric>Received</HeadCell>
              <HeadCell numeric>Calls</HeadCell>
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <Row key={source.id}>
                <Cell className="w-full max-w-0 min-w-28 truncate" title={source.id}>
                  <InertText text={source.name} />
                </Cell>
                <Cell numeric>
                  <Moment iso={source.newestAt} now={now} />
                </Cell>
                <Cell numeric className="text-ink-2">
                  {lagOf(source)}
                </Cell>
                <Cell numeric>
                  <Moment iso={lastHeard(source)} now={now} />
                </Cell>
                <Cell numeric>
                  <CallsNumber
                    n={source.calls}
                    q={behindSource(source.name)}
                    range={range}
                    of={`calls from ${source.name}`}
                  />
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

function Moment({ iso, now }: { iso: string | null; now: number }) {
  return iso === null ? <span className="text-ink-3">never</span> : <Ago iso={iso} now={now} />;
}

/** From the newest event until it was received; a clock that runs ahead makes no negative lag. */
function lagOf({ newestAt, newestReceivedAt }: HeardView): string {
  if (newestAt === null || newestReceivedAt === null) return "–";
  return duration(Math.max(0, Date.parse(newestReceivedAt) - Date.parse(newestAt)));
}

/** A key's use is known to the minute, a call's receipt exactly. */
function lastHeard({ receivedAt, contactAt }: HeardView): string | null {
  if (receivedAt === null || contactAt === null) return receivedAt ?? contactAt;
  return Date.parse(contactAt) > Date.parse(receivedAt) ? contactAt : receivedAt;
}
