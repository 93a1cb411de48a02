// Follows JSON text that comes line by line, to see when it is complete.
import { endOfString } from "./end-of-string";

export type JsonProgress = {
  state: "open" | "closed" | "broken";
  /** Whether the next line may begin with an element of the top-level array. */
  awaitsElement: boolean;
};

/** Feed it the lines of one value, the first of which begins with `{` or `[`. */
export function followJson(): (line: string) => JsonProgress {
  const open: string[] = [];
  let last = "";
  return (line) => {
    for (let at = 0; at < line.length; at++) {
      const char = line[at] ?? "";
      if (isSpace(char)) continue;
      const isComplete = open.length === 0 && last !== "";
      if (isComplete) return { state: "broken", awaitsElement: false };
      last = char;
      if (char === '"') {
        at = endOfString(line, at) - 1;
        if (at < 0) return { state: "broken", awaitsElement: false };
      } else if (char === "{" || char === "[") open.push(char);
      else if (char === "}" || char === "]") {
        if (open.pop() !== (char === "}" ? "{" : "["))
          return { state: "broken", awaitsElement: false };
      }
    }
    const inTopArray = open.length === 1 && open[0] === "[";
    return {
      state: open.length === 0 ? "closed" : "open",
      awaitsElement: inTopArray && (last === "[" || last === ","),
    };
  };
}

function isSpace(char: string): boolean {
  return char === " " || char === "\t" || char === "\n" || char === "\r";
}
