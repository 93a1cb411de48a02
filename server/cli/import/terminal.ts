// What a long import tells a person, on standard error; standard output is for its result.

/** A line that the next one replaces; nothing where nobody looks. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
}

/** A line that stays. */
export function say(sentence: string): void {
  process.stderr.write(`${process.stderr.isTTY ? "\r\u001B[K" : ""}${sentence}\n`);
}
