import type postgres from "postgres";
import { listTables } from "../../db/catalogue";
import { operationalFigures } from "../metrics/operational-figures";
import { fail, type Finding, ok, warn } from "./model";

const DAY_MS = 24 * 3_600_000;
const START_WORKER = "See that a process with the role worker runs, and what its log says.";
const BACKLOG_WARN_SECONDS = 30;
const BACKLOG_FAIL_SECONDS = 600;

/** What the workers should have done. */
export async function checkWork(sql: postgres.Sql): Promise<Finding[]> {
  return [
    await checkPartitions(sql),
    ...(await checkBacklogs(sql)),
    await checkJobs(sql),
    await checkOutbox(sql),
  ];
}

async function checkPartitions(sql: postgres.Sql): Promise<Finding> {
  const ends = (await listTables(sql)).flatMap(({ name, relations }) => {
    if (relations.some(({ bound, name: relation }) => bound === null && relation === name))
      return [];
    const last = relations.map(({ bound }) =>
      Date.parse(/TO \('([^']+)'\)/.exec(bound ?? "")?.[1] ?? ""),
    );
    return [{ name, end: Math.max(0, ...last.filter(Number.isFinite)) }];
  });
  const [first] = ends.toSorted((a, b) => a.end - b.end);
  if (first === undefined || first.end > Date.now() + 7 * DAY_MS) {
    const days = first ? Math.floor((first.end - Date.now()) / DAY_MS) : 0;
    return ok("partitions", `made for ${days} days ahead`);
  }
  const until = first.end === 0 ? "has none" : `ends ${new Date(first.end).toISOString()}`;
  return warn("partitions", `${first.name} ${until}`, START_WORKER);
}

async function checkBacklogs(sql: postgres.Sql): Promise<Finding[]> {
  const { unsequenced, rejudgeWaiting } = await operationalFigures(sql);
  const age = Math.round(unsequenced.oldestSeconds);
  const found = `${unsequenced.events} events wait for their index, the oldest for ${age} s`;
  const sequence = age > BACKLOG_FAIL_SECONDS ? fail : age > BACKLOG_WARN_SECONDS ? warn : null;
  const judged = `${rejudgeWaiting} calls wait to be judged again`;
  return [
    sequence ? sequence("sequence", found, START_WORKER) : ok("sequence", found),
    rejudgeWaiting > 0 && age > BACKLOG_WARN_SECONDS
      ? warn("re-judging", judged, START_WORKER)
      : ok("re-judging", judged),
  ];
}

async function checkJobs(sql: postgres.Sql): Promise<Finding> {
  const [row] = await sql<{ stuck: number; failed: number; open: number }[]>`
    SELECT count(*) FILTER (
             WHERE state = 'running' AND lease_until < now() - interval '1 minute'
                OR state = 'queued' AND asked_at < now() - interval '10 minutes' AND NOT EXISTS (
                  SELECT 1 FROM job r WHERE r.kind = job.kind AND r.state = 'running'))::int AS stuck,
           count(*) FILTER (WHERE state = 'failed'
             AND finished_at > now() - interval '7 days')::int AS failed,
           count(*) FILTER (WHERE state IN ('queued', 'running'))::int AS open
    FROM job`;
  const { stuck, failed, open } = row ?? { stuck: 0, failed: 0, open: 0 };
  if (stuck > 0) return warn("jobs", `${stuck} are not worked on`, START_WORKER);
  if (failed > 0) {
    return warn("jobs", `${failed} failed in the last 7 days`, "The worker's log says why.");
  }
  return ok("jobs", `${open} open`);
}

async function checkOutbox(sql: postgres.Sql): Promise<Finding> {
  const [row] = await sql<{ dead: number; late: number; waiting: number }[]>`
    SELECT count(*) FILTER (WHERE status = 'dead'
             AND settled_at > now() - interval '7 days')::int AS dead,
           count(*) FILTER (WHERE status = 'waiting'
             AND created_at < now() - interval '1 hour')::int AS late,
           count(*) FILTER (WHERE status = 'waiting')::int AS waiting
    FROM outbox`;
  const { dead, late, waiting } = row ?? { dead: 0, late: 0, waiting: 0 };
  const todo = "Settings → Notifications shows the receiver's answer and tries again.";
  if (dead > 0) return warn("messages", `${dead} were given up in the last 7 days`, todo);
  if (late > 0) return warn("messages", `${late} wait for more than an hour`, todo);
  return ok("messages", `${waiting} waiting`);
}
