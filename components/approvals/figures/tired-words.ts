import { LEAST_SECONDS, MOST_A_DAY } from "@/lib/approvals/model";

/** Why somebody counts as tired. */
export function tiredWords({
  aDay,
  medianSeconds,
}: {
  aDay: number;
  medianSeconds: number;
}): string {
  const reasons = [
    ...(aDay > MOST_A_DAY ? [`decides over ${MOST_A_DAY} a day`] : []),
    ...(medianSeconds < LEAST_SECONDS
      ? [`takes less than ${LEAST_SECONDS} seconds for half of them`]
      : []),
  ];
  const words = reasons.join(" and ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
