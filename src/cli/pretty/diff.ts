/** A unified diff on the terminal. */
import type { Terminal } from "../terminal.ts";
import { safeText } from "../text-width.ts";

export function printDiff(diff: string, { paint }: Pick<Terminal, "paint">): string {
  return diff
    .split("\n")
    .map((line) => {
      const text = safeText(line);
      if (/^(?:---|\+\+\+) /.test(text)) return paint.bold(text);
      if (text.startsWith("@@")) return paint.blue(text);
      if (text.startsWith("+")) return paint.green(text);
      return text.startsWith("-") ? paint.red(text) : text;
    })
    .join("\n");
}
