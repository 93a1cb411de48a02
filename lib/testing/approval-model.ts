// Approvals as a model of them has it: what people, gateways and the policy may do, and what then holds.
import { deepEqual, rejects } from "node:assert/strict";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { digestMac } from "../approvals/binding";
import { expireApprovals } from "../approvals/expire";
import { handleOf } from "../approvals/handle";
import { type ApprovalWorld, ASK, carrying, heldCall, type Person } from "./approvals";
import type { Authenticator } from "./authenticator";

export type ApprovalSteps = "leads" | "security" | "nobody";
type Held = {
  id: string;
  issue: number;
  steps: ApprovalSteps;
  /** Its tool is: a yes takes a passkey. */
  destructive: boolean;
  state: "pending" | "approved" | "gone";
  /** Follows the policy when somebody votes or redeems. */
  version: number;
  voters: string[];
};
type ApprovalModel = {
  held: Held[];
  steps: ApprovalSteps;
  version: number;
  disabled: Set<string>;
};
type ModelMember = Person & { key: Authenticator };
export type RealApprovals = {
  world: ApprovalWorld;
  people: Record<string, ModelMember>;
  /** In all runs: how many calls were held, and how many of them ran. */
  held: number;
  ran: number;
};
type Command = fc.AsyncCommand<ApprovalModel, RealApprovals>;

/** Who is in which group; alice is the one who asks, through a linked account. */
export const MODEL_GROUPS: Record<string, ApprovalSteps[]> = {
  alice: ["leads", "security"],
  bob: ["leads"],
  carol: ["leads", "security"],
  dave: ["leads"],
};

const pick = (model: ApprovalModel, n: number) => model.held[n % model.held.length];
const callOf = ({ issue, destructive }: Pick<Held, "issue" | "destructive">, more = {}) => ({
  ...heldCall({ issue, ...more }),
  resource: {
    type: "tool",
    id: destructive ? "jira/delete_issue" : "jira/comment",
    properties: undefined,
  },
});

/** Two leads, or one of security. */
export const modelRules = (steps: ApprovalSteps) =>
  steps === "nobody"
    ? [{ ...ASK, resources: ["tool:other/*"] }]
    : [
        {
          ...ASK,
          approval: { steps: [{ from: [`group:${steps}`], count: steps === "leads" ? 2 : 1 }] },
        },
      ];
const needed = (held: Held) => (held.steps === "leads" ? 2 : 1);

/** What whoever comes first after a publish makes of it. */
function follow(model: ApprovalModel, held: Held): void {
  if (held.state === "gone" || held.version === model.version) return;
  if (model.steps === held.steps) held.version = model.version;
  else held.state = "gone";
}

class Request implements Command {
  constructor(readonly destructive: boolean) {}
  check = (model: ApprovalModel) => model.steps !== "nobody" && model.held.length < 4;
  async run(model: ApprovalModel, real: RealApprovals) {
    const issue = (real.held += 1);
    const { destructive } = this;
    const id = await real.world.request(callOf({ issue, destructive }));
    const { steps, version } = model;
    model.held.push({ id, issue, steps, destructive, version, state: "pending", voters: [] });
  }
  toString = () => `request ${this.destructive ? "destructive" : "harmless"}`;
}

class Vote implements Command {
  constructor(
    readonly n: number,
    readonly who: string,
    readonly choice: "approve" | "deny",
    readonly proof: "session" | "passkey",
  ) {}
  check = (model: ApprovalModel) => model.held.length > 0;
  async run(model: ApprovalModel, real: RealApprovals) {
    const held = pick(model, this.n);
    const person = real.people[this.who];
    if (!held || !person) return;
    const answer = { choice: this.choice, reason: "as the model says" };
    const { status } =
      this.proof === "passkey"
        ? await real.world.decideWith(person.key, person, held.id, answer)
        : await real.world.decide(person, held.id, answer);
    if (model.disabled.has(this.who))
      return deepEqual([this.toString(), status], [this.toString(), 401]);
    follow(model, held);
    const counted = held.voters.filter((one) => !model.disabled.has(one));
    const able =
      held.state === "pending" &&
      this.who !== "alice" &&
      MODEL_GROUPS[this.who]?.includes(held.steps) === true &&
      !held.voters.includes(this.who) &&
      (this.choice === "deny" ||
        (counted.length < needed(held) && (this.proof === "passkey" || !held.destructive)));
    deepEqual([this.toString(), status === 200], [this.toString(), able]);
    if (!able) return;
    held.voters.push(this.who);
    if (this.choice === "deny") held.state = "gone";
    else if (counted.length + 1 === needed(held)) held.state = "approved";
  }
  toString = () => `${this.who} ${this.choice} ${this.n} by ${this.proof}`;
}

/** Everybody who might: alone, two yeses on one approval would hardly ever meet. */
class Approve implements Command {
  constructor(readonly n: number) {}
  check = (model: ApprovalModel) => model.held.length > 0;
  async run(model: ApprovalModel, real: RealApprovals) {
    for (const who of ["bob", "carol", "dave"]) {
      await new Vote(this.n, who, "approve", "passkey").run(model, real);
    }
  }
  toString = () => `approve ${this.n}`;
}

class Redeem implements Command {
  constructor(
    readonly n: number,
    readonly sameArguments: boolean,
    readonly times: number,
  ) {}
  check = (model: ApprovalModel) => model.held.length > 0;
  async run(model: ApprovalModel, real: RealApprovals) {
    const held = pick(model, this.n);
    if (!held) return;
    const handle = handleOf(digestMac(real.world.api.container.keys), held.id);
    const call = this.sameArguments ? callOf(held) : callOf(held, { more: true });
    const answers = await Promise.all(
      Array.from({ length: this.times }, () => real.world.evaluate(carrying(call, handle))),
    );
    if (model.steps !== "nobody" && this.sameArguments) followRedeem(model, held);
    const entitled = held.voters.filter((one) => !model.disabled.has(one)).length === needed(held);
    const runs =
      held.state === "approved" && this.sameArguments && entitled && model.steps !== "nobody";
    const allowed = answers.filter(({ body }) => body["decision"] === true).length;
    deepEqual([this.toString(), allowed], [this.toString(), runs ? 1 : 0]);
    if (!runs) return;
    held.state = "gone";
    real.ran += 1;
  }
  toString = () => `redeem ${this.n} ${this.sameArguments ? "the same" : "another"} ×${this.times}`;
}

/** Only one that is approved, and whose people still count, gets as far as its version. */
function followRedeem(model: ApprovalModel, held: Held): void {
  const entitled = held.voters.filter((one) => !model.disabled.has(one)).length === needed(held);
  if (held.state === "approved" && entitled) follow(model, held);
}

class Publish implements Command {
  constructor(readonly steps: ApprovalSteps) {}
  /** ApprovalSteps that too few people could fill are refused. */
  check = ({ disabled }: ApprovalModel) =>
    Object.entries(MODEL_GROUPS).filter(
      ([who, all]) => all.includes(this.steps) && !disabled.has(who),
    ).length >= (this.steps === "leads" ? 2 : this.steps === "security" ? 1 : 0);
  async run(model: ApprovalModel, real: RealApprovals) {
    model.version = await real.world.publish(modelRules(this.steps));
    model.steps = this.steps;
  }
  toString = () => `publish ${this.steps}`;
}

class Disable implements Command {
  constructor(
    readonly who: string,
    readonly off: boolean,
  ) {}
  check = () => true;
  async run(model: ApprovalModel, real: RealApprovals) {
    const at = this.off ? sql`now()` : sql`NULL`;
    await real.world.api.deployment.pool.db.execute(
      sql`UPDATE member SET disabled_at = ${at} WHERE id = ${real.people[this.who]?.id}`,
    );
    if (this.off) model.disabled.add(this.who);
    else model.disabled.delete(this.who);
  }
  toString = () => `${this.off ? "disable" : "enable"} ${this.who}`;
}

class Expire implements Command {
  constructor(
    readonly n: number,
    readonly written: boolean,
  ) {}
  check = (model: ApprovalModel) => model.held.length > 0;
  async run(model: ApprovalModel, real: RealApprovals) {
    const held = pick(model, this.n);
    if (!held) return;
    await real.world.api.deployment.pool.db.execute(
      sql`ALTER TABLE approval DISABLE TRIGGER approval_keep`,
    );
    await real.world.api.deployment.pool.db
      .execute(sql`UPDATE approval SET decide_until = now(), use_until =
      CASE WHEN use_until IS NOT NULL THEN now() END WHERE id = ${held.id}`);
    await real.world.api.deployment.pool.db.execute(
      sql`ALTER TABLE approval ENABLE TRIGGER approval_keep`,
    );
    if (this.written) await expireApprovals(real.world.api.deployment.pool);
    held.state = "gone";
  }
  toString = () => `expire ${this.n}`;
}

class Crash implements Command {
  check = () => true;
  async run(_model: ApprovalModel, real: RealApprovals) {
    // What a process knew is gone, and what it was in the middle of is rolled back.
    const { deployment } = real.world.api;
    const halfway = deployment.pool.sql.begin(async (tx) => {
      await tx`UPDATE approval SET reason = 'half' WHERE state = 'pending'`;
      throw new Error("the process died");
    });
    await rejects(halfway, /died/);
    deployment.dimensions.principals.clear();
  }
  toString = () => "crash";
}

const who = fc.constantFrom(...Object.keys(MODEL_GROUPS));
const n = fc.nat(3);
const proof = fc.constantFrom<("session" | "passkey")[]>("session", "passkey");
/** Whatever may happen next; requests, yeses and redemptions more often than the rest. */
export const approvalCommands = [
  fc.boolean().map((destructive) => new Request(destructive)),
  fc.boolean().map((destructive) => new Request(destructive)),
  fc
    .tuple(
      n,
      who,
      fc.constantFrom<("approve" | "deny")[]>("approve", "approve", "approve", "deny"),
      proof,
    )
    .map(([at, name, choice, by]) => new Vote(at, name, choice, by)),
  ...[1, 2, 3].map(() => n.map((at) => new Approve(at))),
  ...[1, 2, 3].map(() => n.map((at) => new Redeem(at, true, 2))),
  fc
    .tuple(n, fc.constantFrom(true, true, false), fc.constantFrom(1, 2))
    .map(([at, same, times]) => new Redeem(at, same, times)),
  fc.constantFrom<ApprovalSteps>("leads", "security", "nobody").map((steps) => new Publish(steps)),
  fc.tuple(who, fc.boolean()).map(([name, off]) => new Disable(name, off)),
  fc.tuple(n, fc.boolean()).map(([at, written]) => new Expire(at, written)),
  fc.constant(new Crash()),
];
