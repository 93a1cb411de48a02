/**
 * Where to go after signing in: a path of this console, whatever the parameter says. Anything that a
 * browser could read as another origin becomes `fallback`.
 */
export function nextPath(given: string | string[] | undefined, fallback: string): string {
  if (typeof given !== "string" || !given.startsWith("/")) return fallback;
  // The parser reads "\" as "/", drops tabs and line feeds, and resolves ".." as a browser does.
  const here = "http://here.invalid";
  if (!URL.canParse(given, here)) return fallback;
  const { origin, pathname, search } = new URL(given, here);
  return origin === here && !pathname.startsWith("//") ? `${pathname}${search}` : fallback;
}
