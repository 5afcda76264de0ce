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
  "file/zip-unreadable": {
    severity: "blocker",
    title: "An archive that is no ZIP file, or only a part of one",
    explanation:
      "The table at the end of a ZIP file says what it holds. Where that table is missing, cut off or contradicts itself, nothing in the archive can be trusted, and nothing of it is read.",
    resolve: "Make the ZIP again, and upload the whole file.",
    example: "An upload that broke off after half of the bytes.",
  },
  "file/zip-damaged": {
    severity: "blocker",
    title: "A file in an archive that does not come out as it was packed",
    explanation:
      "A ZIP file records the name, the size and a checksum of every file in it. A file that inflates to something else was damaged or tampered with, so the archive as a whole is refused.",
    resolve: "Make the ZIP again from the dossier folder, and upload the whole file.",
    example: "evidence/scan.txt, whose checksum in the archive is that of another text.",
  },
  "file/zip-too-large": {
    severity: "blocker",
    title: "An archive above the size limits",
    explanation:
      "An archive, a file in it, and all its files together have limits, so that one upload cannot fill the memory or the disk. Sizes are counted while inflating; what the archive says of itself is not relied on.",
    resolve:
      "Leave out of the archive what is no evidence, add large evidence on its own afterwards, or have the limit raised by whoever runs the server.",
    example: "A ZIP of 300 MB where uploads may have 100 MB.",
  },
  "file/zip-ratio": {
    severity: "blocker",
    title: "A file that inflates out of all proportion",
    explanation:
      "Texts and logs shrink to a tenth or a fiftieth when they are packed. A file that grows many hundredfold is how archives are built that fill a disk; inflating stops at the limit.",
    resolve:
      "Where the file is real evidence, such as an empty disk image, pack it inside the dossier folder first (for example as .gz), so that it stays packed.",
    example: "evidence/zeros.bin: 1 MB in the archive, 1 GB outside.",
  },
  "file/zip-path": {
    severity: "blocker",
    title: "A file in an archive whose path is not one inside a folder",
    explanation:
      "Paths that are absolute, begin with a drive, lead upwards, use backslashes, hold control characters or are overlong could write outside the dossier folder or mean different files on different systems.",
    resolve: "Pack the dossier folder with a tool that stores relative paths with forward slashes.",
    example: "../../etc/cron.d/job",
  },
  "file/zip-name-encoding": {
    severity: "blocker",
    title: "A file name in an archive that is not UTF-8",
    explanation:
      "The name would come out with wrong letters, and evidence.yaml could not find the file. Old tools store names in the code page of one country.",
    resolve: "Pack the folder with a tool that stores names as UTF-8, or rename the file to plain letters.",
    example: "evidence/Pr\\x81fbericht.pdf   # one byte 0x81, which is code page 437",
  },
  "file/zip-name-twice": {
    severity: "blocker",
    title: "Two files of an archive that would be one in a folder",
    explanation:
      "An archive may hold a name twice, or two names that differ in capitals only, or a file where another one needs a folder. In a folder one would replace the other, and it would be unclear what was assessed.",
    resolve: "Rename or remove one of the two, and make the ZIP again.",
    example: "ics.yaml and ICS.yaml",
  },
  "file/zip-special": {
    severity: "blocker",
    title: "A link or device in an archive",
    explanation:
      "A symbolic link could lead out of the dossier, and devices, pipes and sockets hold no content. A dossier consists of regular files and folders.",
    resolve: "Copy the file itself into the dossier folder in place of the link, and make the ZIP again.",
    example: "evidence/report.pdf -> /etc/passwd",
  },
  "file/zip-encrypted": {
    severity: "blocker",
    title: "An encrypted file in an archive",
    explanation:
      "Plumbline asks for no passwords of archives. What is encrypted can be neither read nor judged.",
    resolve: "Make the ZIP without a password; the connection to the server protects it on the way.",
    example: "zip --encrypt dossier.zip …",
  },
  "file/zip-method": {
    severity: "blocker",
    title: "A file packed in a way that is not read",
    explanation:
      "Files in a ZIP are stored as they are or with Deflate; every tool writes these. Rarer methods would need more code that reads foreign bytes.",
    resolve: "Make the ZIP with Deflate, which is what tools do unless told otherwise.",
    example: "zip -Z bzip2 dossier.zip …",
  },
  "file/zip-left-out": {
    severity: "note",
    title: "Files of an archive that are no part of the dossier",
    explanation:
      "Operating systems put files of their own into archives, and folders that start with a dot belong to other tools. They are left out.",
    resolve: "Nothing needs to be done; to be rid of the note, pack the folder without these files.",
    example: "__MACOSX/._ics.yaml, .DS_Store, .git/config",
  },
} as const satisfies Record<string, ProblemKind>;
