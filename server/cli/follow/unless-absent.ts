const ABSENT = new Set(["ENOENT", "ENOTDIR", "EACCES", "EPERM"]);

/** Null where a file or folder is not there or may not be read: while it rotates, or for good. */
export async function unlessAbsent<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Error && "code" in error && ABSENT.has(String(error.code))) return null;
    throw error;
  }
}
