/** Problems of the area `import/…`: what an import left behind. */
import type { ProblemKind } from "../kind.ts";

export const importKinds = {
  "import/not-understood": {
    severity: "note",
    title: "Imported text that found no place in a record",
    explanation:
      "An import keeps every passage that it could not read into a field as a note, with the file and line it came from, so that nothing is lost.",
    resolve: "Move the text into the record it belongs to and delete the note, or keep it as a note.",
    example: "notes:\n  - source: ixit_4-Conf.md\n    line: 58\n    text: Summary matrix …",
  },
} as const satisfies Record<string, ProblemKind>;
