import { behindPath } from "@/lib/overview/drill";
import type { Overview, PathView } from "@/lib/overview/view";
import { VERDICT_WORDS } from "../identity/verdict-words";
import { CallsNumber } from "./calls-number";
import { Card, CardEmpty } from "../ui/card";
import { PathPair } from "./path-pair";
import { ServerName } from "./server-name";
import { Cell, HeadCell, Row, Table } from "../ui/plain-table";

/** The ways from callers to downstream identities that grew or changed most. */
export function PathsCard({ overview: { paths, range, before } }: { overview: Overview }) {
  return (
    <Card
      title="What changed"
      lead="Paths with most calls more of some verdict than in the period before"
      className="xl:col-span-2"
    >
      {before && paths.length > 0 ? (
        <div className="@container/pairs">
          <Table label="Paths that changed">
            <thead>
              <tr>
                <HeadCell>Caller and ran as</HeadCell>
                <HeadCell>Server</HeadCell>
                <HeadCell>Change</HeadCell>
                <HeadCell numeric>Calls</HeadCell>
                <HeadCell numeric>Before</HeadCell>
              </tr>
            </thead>
            <tbody>
              {paths.map((path) => (
                <Row key={behindPath(path)}>
                  <Cell className="w-full min-w-[300px] py-1 md:min-w-[420px]">
                    <PathPair path={path} />
                  </Cell>
                  <Cell className="max-w-48 truncate">
                    <ServerName server={path.server} />
                  </Cell>
                  <Cell className="text-xs whitespace-nowrap text-ink-2">{changeOf(path)}</Cell>
                  <Cell numeric>
                    <CallsNumber
                      n={path.calls}
                      q={behindPath(path)}
                      range={range}
                      of="calls on this path"
                    />
                  </Cell>
                  <Cell numeric>
                    <CallsNumber
                      n={path.callsBefore}
                      q={behindPath(path)}
                      range={before}
                      of="calls on this path in the period before"
                      className="text-ink-3"
                    />
                  </Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        </div>
      ) : (
        <CardEmpty>
          {before
            ? "No path has more calls of any verdict than in the period before."
            : "There are no calls before this time to compare with."}
        </CardEmpty>
      )}
    </Card>
  );
}

/** In words: the colour of the mark is not all there is. */
function changeOf({ verdict, verdictBefore, calls, callsBefore }: PathView): string {
  if (verdictBefore === null) return "new";
  if (verdictBefore !== verdict) return `was ${VERDICT_WORDS[verdictBefore]}`;
  const growth = calls / callsBefore;
  if (growth >= 2) return `× ${growth.toFixed(growth < 10 ? 1 : 0)}`;
  return calls >= callsBefore
    ? `+ ${(calls - callsBefore).toLocaleString("en")}`
    : "other verdicts grew";
}
