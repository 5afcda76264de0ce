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
  "import/file-refused": {
    severity: "warning",
    title: "A file that was too large or too deeply nested to import",
    explanation:
      "Reading a file costs memory and time that grow with its length and with lists inside lists, so files beyond a limit are not read at all. Nothing of such a file is in the dossier.",
    resolve: "Split the file, or remove the nesting, and import again.",
    example: "A Markdown file of 10 MB, or one with lists nested a thousand deep.",
  },
  "import/nothing-recognised": {
    severity: "warning",
    title: "No IXIT, ICS or test group in the imported files",
    explanation:
      "A file is recognised by its name (ixit_1-AuthMech.md), by its headings (IXIT 1-AuthMech, Test group 5.1-1), or by a table with provision ids and support values. None of the files has any of these; their text is kept as notes.",
    resolve:
      "Check that this is the right folder, or name the files or headings after the table or test group they hold.",
    example: "A folder with nothing but a README.md.",
  },
  "import/edition-unknown": {
    severity: "blocker",
    title: "The edition to import against is not in the catalogue",
    explanation:
      "Tables, fields, cases and units are recognised by what the edition of the standard defines. Without the edition nothing can be recognised and everything is kept as notes.",
    resolve: "Name an edition that the catalogue holds, or add the edition to the catalogue.",
    example: "An import against ETSI TS 103 701 V9.9.9.",
  },
  "import/to-complete": {
    severity: "warning",
    title: "A required value that the imported files do not give",
    explanation:
      "A dossier names the Supplier Organization. An import does not guess it: a placeholder that says so stands in its place.",
    resolve: "Write the value into plumbline.yaml.",
    example: "parties:\n  supplier:\n    name: to be completed (not given by the imported files)",
  },
} as const satisfies Record<string, ProblemKind>;
