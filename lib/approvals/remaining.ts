// How much of the time to decide is left. Pure: `now` is an argument.

/** "9:41", "3:09:41", "2 d 4 h"; "0:00" when it is over. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3600)];
  if (days > 0) return `${days} d ${hours} h`;
  const minutes = Math.floor((seconds % 3600) / 60);
  const two = (n: number) => String(n).padStart(2, "0");
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

type Window = { requestedAt: string; decideUntil: string };

/** Milliseconds left, and which share of the time that it had; never under zero. */
export function remaining({ requestedAt, decideUntil }: Window, now: number) {
  const [from, until] = [Date.parse(requestedAt), Date.parse(decideUntil)];
  const ms = Math.max(0, until - now);
  return { ms, share: until > from ? Math.min(1, ms / (until - from)) : 0 };
}
