/** Whoever read standard output has closed it, as `head` does: nobody is left to print for. */
export class ReaderGone extends Error {}

/** Prints lines; waits where the reader is slower. Throws `ReaderGone` once there is none. */
export function print(lines: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${lines}\n`, (error) => {
      if (error) reject(isReaderGone(error) ? new ReaderGone() : error);
      else resolve();
    });
  });
}

/** A reader that left is no failure of a command; a full disk is one. */
export function watchStandardOutput(): void {
  process.stdout.on("error", (error) => {
    if (isReaderGone(error)) return;
    process.stderr.write(`Standard output cannot be written: ${error.message}\n`);
    process.exitCode = 1;
  });
}

function isReaderGone(error: Error): boolean {
  return "code" in error && (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED");
}
