import { behindFanIn } from "@/lib/overview/drill";
import type { FanInView, Overview } from "@/lib/overview/view";
import { IdentityPeek } from "../identity/identity-peek";
import { InertText } from "../ui/inert-text";
import { CallsNumber } from "./calls-number";
import { Card, CardEmpty } from "../ui/card";
import { Cell, HeadCell, Row, Table } from "../ui/plain-table";

/** The credentials behind which most callers stand: what one leak, or one mix-up, would reach. */
export function FanInCard({ overview: { fanIn, range } }: { overview: Overview }) {
  return (
    <Card title="Shared credentials" lead="Used for two or more callers; most callers first">
      {fanIn.length === 0 ? (
        <CardEmpty>
          No credential or downstream identity was used for more than one caller.
        </CardEmpty>
      ) : (
        <Table label="Shared credentials">
          <thead>
            <tr>
              <HeadCell>Credential</HeadCell>
              <HeadCell>Ran as</HeadCell>
              <HeadCell numeric>Callers</HeadCell>
              <HeadCell numeric>Calls</HeadCell>
            </tr>
          </thead>
          <tbody>
            {fanIn.map((shared) => (
              <Row key={behindFanIn(shared)}>
                <Cell className="max-w-56 truncate">
                  <CredentialName credential={shared.credential} />
                </Cell>
                <Cell className="w-full max-w-0 min-w-40">
                  <IdentityPeek
                    chip={{
                      side: "ranAs",
                      identity: shared.ranAs,
                      evidence: null,
                      verdict: "match",
                    }}
                  />
                </Cell>
                <Cell numeric>
                  <CallsNumber
                    n={shared.callers}
                    q={behindFanIn(shared)}
                    range={range}
                    of="callers; opens their calls"
                  />
                </Cell>
                <Cell numeric>
                  <CallsNumber n={shared.calls} q={behindFanIn(shared)} range={range} of="calls" />
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

function CredentialName({ credential }: Pick<FanInView, "credential">) {
  if (credential === null) return <span className="text-ink-3">not reported</span>;
  const { fingerprint, label, kind } = credential;
  return (
    <span title={`Fingerprint ${fingerprint}`}>
      {label ? (
        <InertText text={label} spaces className="font-mono text-xs" />
      ) : (
        <code className="font-mono text-xs">{fingerprint.slice(0, 12)}…</code>
      )}
      {kind && <span className="ml-1.5 text-2xs text-ink-3">{kind.replaceAll("_", " ")}</span>}
    </span>
  );
}
