/** The line diff, checked by applying it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { diffFiles } from "./line-diff.ts";

/** Applies a unified diff as `patch` does, strictly. */
function patch(before: string, diff: string): string {
  const old = before === "" ? [] : before.split(/(?<=\n)/);
  const out: string[] = [];
  let at = 0;
  const lines = diff.split(/(?<=\n)/).slice(2);
  lines.forEach((line, index) => {
    const header = /^@@ -(\d+)(?:,(\d+))? /.exec(line);
    if (header !== null) {
      const start = Number(header[1]) - (header[2] === "0" ? 0 : 1);
      while (at < start) out.push(old[at++] ?? "");
      return;
    }
    if (line.startsWith("\\")) return;
    const text = lines[index + 1]?.startsWith("\\") === true ? line.slice(1, -1) : line.slice(1);
    if (line[0] !== "+") expect(old[at++]).toBe(text);
    if (line[0] !== "-") out.push(text);
  });
  return [...out, ...old.slice(at)].join("");
}

test("applying the diff gives the second text", () => {
  const text = fc
    .array(fc.constantFrom("a\n", "b\n", "c\n", "\n", "d\n", "e"), { maxLength: 30 })
    .map((lines) => lines.join(""));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const diff = diffFiles("f", before, after);
      expect(before === after ? before : patch(before, diff)).toBe(after);
    }),
    { numRuns: 2000 },
  );
});

test("one changed line shows as one line out and one line in, with three lines around it", () => {
  const before = Array.from({ length: 20 }, (_, index) => `line ${String(index + 1)}\n`).join("");
  const diff = diffFiles("ics.yaml", before, before.replace("line 10\n", "line ten\n"));
  expect(diff).toBe(
    "--- a/ics.yaml\n+++ b/ics.yaml\n@@ -7,7 +7,7 @@\n line 7\n line 8\n line 9\n-line 10\n+line ten\n line 11\n line 12\n line 13\n",
  );
});

test("a new file comes from /dev/null", () => {
  expect(diffFiles("a.yaml", undefined, "x: y\n")).toBe(
    "--- /dev/null\n+++ b/a.yaml\n@@ -0,0 +1 @@\n+x: y\n",
  );
});
