/** Problems of the area `file/…`: what is wrong with the files of a dossier folder, before any standard is asked. */
import type { ProblemKind } from "../kind.ts";

export const fileKinds = {
  "file/no-dossier": {
    severity: "blocker",
    title: "Not a dossier folder",
    explanation:
      "A dossier is a folder that holds a file plumbline.yaml. That file says what is assessed and against which editions; without it nothing else can be judged.",
    resolve: "Name the folder that holds plumbline.yaml, or make a dossier with `plumbline init`.",
    example: "plumbline check .   # in a folder without plumbline.yaml",
  },
  "file/unreadable": {
    severity: "blocker",
    title: "A file that cannot be opened",
    explanation:
      "The operating system refused to open or read the file. What it says is unknown, so nothing is concluded from it.",
    resolve: "Give yourself the right to read the file, or restore it, and check again.",
    example: "chmod 000 ics.yaml",
  },
  "file/not-utf-8": {
    severity: "blocker",
    title: "A file that is not UTF-8 text",
    explanation:
      "Dossier files are UTF-8. A file in another encoding, or a binary file, would be read with wrong letters, so it is not read at all.",
    resolve: "Save the file as UTF-8 in your editor.",
    example: "owner: J\\xfcrgen   # one byte 0xFC, which is Latin-1",
  },
  "file/too-large": {
    severity: "blocker",
    title: "A YAML file above the size limit",
    explanation:
      "A YAML file of a dossier may have 8 MB; the largest real ones have a few hundred kilobytes. A larger file is usually evidence that was put in the wrong place, and it is not read.",
    resolve: "Move long artefacts into evidence/ and name them in evidence.yaml, or split the file.",
    example: "A packet capture renamed to ixit/11-SecComMech.yaml.",
  },
  "file/too-many": {
    severity: "blocker",
    title: "More files than a dossier has",
    explanation:
      "A dossier has about a hundred YAML files. Where there are thousands, the folder is probably not a dossier, and reading stops at the limit.",
    resolve: "Name the dossier folder itself, and keep other material outside it.",
    example: "plumbline check /   # a whole disk",
  },
  "file/symlink-outside": {
    severity: "blocker",
    title: "A symbolic link that leaves the dossier folder",
    explanation:
      "A dossier has to be complete in itself and must not make Plumbline read files elsewhere on the machine. A link to a place outside the folder is therefore not followed.",
    resolve: "Copy the file into the dossier folder in place of the link.",
    example: "evidence/report.pdf -> /etc/passwd",
  },
  "file/not-written": {
    severity: "blocker",
    title: "A file that could not be written",
    explanation:
      "Plumbline writes all files of a change or none. Where one of them cannot be written, because of rights, space, a symbolic link or a path that leaves the folder, all files stay as they were.",
    resolve: "Remove what stands in the way and try again.",
    example: "plumbline fix in a folder without the right to write.",
  },
  "file/edit-impossible": {
    severity: "blocker",
    title: "A change that could not be made in the file",
    explanation:
      "Plumbline changes single lines and leaves comments and order alone. Where the text of a file does not allow that safely, it changes nothing rather than guess.",
    resolve: "Make the change in the file by hand.",
    example: "A fix for a value in a file that is not well-formed YAML.",
  },
  "file/yaml-syntax": {
    severity: "blocker",
    title: "A file that is not well-formed YAML",
    explanation:
      "The file breaks the rules of YAML 1.2, so it is not certain what it says. Nothing of this file is read; all other files are.",
    resolve: "Correct the YAML at the place named; until then nothing in this file is read.",
    example: "rows:\n  5.1-1:\n    detail: no passwords: tokens only",
  },
  "file/yaml-feature": {
    severity: "blocker",
    title: "YAML that dossiers leave out",
    explanation:
      "Anchors, aliases, merge keys, tags and keys that are lists make a file hard to review and can blow up in memory. Dossiers do without them: every value stands where it belongs.",
    resolve: "Write the value out where it belongs.",
    example: "detail: *same-as-above",
  },
  "file/format-version": {
    severity: "blocker",
    title: "A dossier format that this Plumbline does not know",
    explanation:
      "The key `plumbline` in plumbline.yaml is the version of the dossier format. A dossier in a later format may mean things that this version would overlook.",
    resolve: "Use a newer Plumbline, or correct the number if it is a slip: the only format so far is 1.",
    example: "plumbline: 7",
  },
  "file/unknown-key": {
    severity: "blocker",
    title: "A key that dossiers do not know",
    explanation:
      "A mistyped key would silently lose what is written under it. Unknown keys are therefore refused; the value under it counts as absent until the key is right.",
    resolve: "Rename the key, or remove it. In an IXIT entry, put fields of your own under `additional`.",
    example: "rows:\n  5.1-1:\n    suport: Y",
  },
  "file/duplicate-key": {
    severity: "blocker",
    title: "A key that stands twice in one map",
    explanation:
      "Where a key stands twice it is unclear which value is meant. The first one counts, and the second is not read.",
    resolve: "Join the two, or give one of them another name.",
    example: "rows:\n  5.1-1:\n    support: Y\n  5.1-1:\n    support: N",
  },
  "file/defined-twice": {
    severity: "blocker",
    title: "One record in two files",
    explanation:
      "Test results, requirement rows and IXIT entries can be spread over several files, but each record has one home. The record in the file that comes first by name counts.",
    resolve: "Keep the record in one of the two files.",
    example: "Case 5.1-1-1 stands in assessment/5.1.yaml and in assessment/extra.yaml.",
  },
  "file/missing-key": {
    severity: "blocker",
    title: "A required key that is missing",
    explanation: "Without this key the record cannot be judged. Everything else in it is read.",
    resolve: "Add the key.",
    example: "items:\n  EV-1:\n    type: scan      # and no title",
  },
  "file/wrong-type": {
    severity: "blocker",
    title: "A value of the wrong type",
    explanation:
      "A list, map, text or number stands where something else is expected. The value counts as absent.",
    resolve: "Write the value in the form that is named.",
    example: "rows:\n  5.1-1:\n    evidence: EV-1      # a list is expected: [EV-1]",
  },
  "file/invalid-value": {
    severity: "blocker",
    title: "A value that is not allowed",
    explanation:
      "The value has the right type but is none of those that are allowed here. It counts as absent.",
    resolve: "Replace the value by one that is allowed.",
    example: "rows:\n  5.1-1:\n    support: Yes",
  },
  "file/unknown-file": {
    severity: "warning",
    title: "A YAML file that is no part of a dossier",
    explanation:
      "The layout of a dossier folder is fixed, so that a misspelt file name is noticed. The file is not read. Files under evidence/, Markdown files and files that start with a dot are left alone.",
    resolve: "Rename the file to its place in the layout, or move it to evidence/ or out of the folder.",
    example: "isc.yaml in place of ics.yaml",
  },
  "file/name-disagrees": {
    severity: "warning",
    title: "A file whose name and content disagree",
    explanation:
      "The file says inside which IXIT table or document it holds, and that counts. A name that says something else misleads whoever looks for the table.",
    resolve: "Rename the file, or correct what it says inside.",
    example: "ixit/01-AuthMech.yaml with `table: 2-UserInfo`",
  },
  "file/standards-unreadable": {
    severity: "blocker",
    title: "A file of the standards catalogue that cannot be used",
    explanation:
      "Editions are JSON files. One that is not well-formed JSON or breaks the layout of its kind is left out, so that nothing is judged against half an edition.",
    resolve: "Correct the file at the place named, or take it out of the standards folder.",
    example: "An edition file of your own with a comma missing.",
  },
} as const satisfies Record<string, ProblemKind>;
