import type { Choice } from "@/lib/approvals/model";
import type { ApprovalDetail } from "@/lib/approvals/view";
import { RadioChoice } from "./radio-choice";

/** Whose power it is: one's own, or that of a member whose deputy one is. Null until it is chosen. */
export type Power = "self" | (string & {}) | null;

/** Asked only where there is somebody to decide for. */
export function PowerChoice({
  mayDecide,
  choice,
  power,
  onPower,
}: {
  mayDecide: ApprovalDetail["mayDecide"];
  choice: Choice;
  power: Power;
  onPower: (power: Power) => void;
}) {
  if (mayDecide.for.length === 0) return null;
  const own = choice === "approve" ? mayDecide.able : mayDecide.deny;
  return (
    <RadioChoice
      legend="As whom"
      value={power}
      onValue={onPower}
      options={[
        ...(own ? [{ value: "self", name: "Myself" }] : []),
        ...mayDecide.for.map(({ memberId, name }) => ({
          value: memberId,
          name: `Deputy of ${name}`,
        })),
      ]}
    />
  );
}
