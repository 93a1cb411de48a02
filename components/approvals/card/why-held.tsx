import Link from "next/link";
import { Fragment } from "react";
import type { ApprovalDetail } from "@/lib/approvals/view";
import { routes } from "@/lib/routes";
import { useMay } from "../approval-rights";
import { InertText } from "../../ui/inert-text";
import { CardSection } from "./card-section";
import { selectorWords } from "./selector-words";
import type { CardData } from "./card-data";

/** Which rules hold it, who has to say yes, and why the viewer is among them. */
export function WhyHeld({ approval }: { approval: CardData }) {
  const mayReadPolicy = useMay("policy:read");
  const { rules, policyVersion, steps } = approval;
  return (
    <CardSection title="Why it is held, and who decides">
      <ul className="grid gap-1.5">
        {rules.map((rule) => (
          <li key={rule.id} className="flex flex-wrap items-baseline gap-x-2">
            <RuleName rule={rule} linked={mayReadPolicy} />
            {rule.name !== null && (
              <InertText text={rule.id} spaces className="font-mono text-2xs text-ink-3" />
            )}
          </li>
        ))}
        <li className="text-xs text-ink-3">
          {mayReadPolicy ? (
            <Link href={routes.version(policyVersion)} prefetch={false} className={LINK}>
              version {policyVersion} of the policy
            </Link>
          ) : (
            `version ${policyVersion} of the policy`
          )}
        </li>
      </ul>
      <ul aria-label="Who has to say yes" className="grid gap-1.5">
        {steps.map(({ from, count, filled }, at) => (
          <li key={at} className="flex items-baseline gap-2">
            <span className="rounded-full bg-hover px-1.5 text-2xs font-medium text-ink tabular-nums">
              {filled}/{count}
            </span>
            <span className="min-w-0 wrap-anywhere text-ink-2">
              {count === 1 ? "one" : count} of <InertText text={selectorWords(from)} spaces />
            </span>
          </li>
        ))}
      </ul>
      <p className="text-ink-2">
        <WhyYou approval={approval} />
      </p>
    </CardSection>
  );
}

function WhyYou({ approval: { toMe, mayDecide } }: { approval: CardData }) {
  if (!toMe) return "You are not one of them.";
  const { able, deny, for: absent } = mayDecide;
  if (absent.length === 0)
    return able || deny
      ? "You are asked because you are one of them."
      : "You are one of them, or the deputy of somebody who is.";
  const names = absent.map(({ name, memberId }, at) => (
    <Fragment key={memberId}>
      {at > 0 && ", "}
      <InertText text={name} spaces className="font-medium" />
    </Fragment>
  ));
  return able || deny ? (
    <>You are one of them, and also the deputy of {names}.</>
  ) : (
    <>You are asked as the deputy of {names}.</>
  );
}

function RuleName({
  rule: { id, name },
  linked,
}: {
  rule: ApprovalDetail["rules"][number];
  linked: boolean;
}) {
  const text = <InertText text={name ?? id} spaces className="wrap-anywhere" />;
  if (!linked) return text;
  return (
    <Link href={routes.rules({ rule: id })} prefetch={false} className={LINK}>
      {text}
    </Link>
  );
}

const LINK = "underline decoration-line-strong underline-offset-2 hover:decoration-ink";
