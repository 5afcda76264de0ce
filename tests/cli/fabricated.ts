/** A small made-up evaluation with every kind of thing the outputs show, hostile strings among them. */
import type { MatrixRow } from "#base/matrix";
import type { Place, Placed } from "#base/place";
import type { Dossier, Header } from "#dossier";
import type { Evaluation } from "#evaluation";
import { problem, type Problem } from "#problems";

export const hostile = `<script>alert(1)</script></style><img src=x onerror=alert(2)> =cmd|'/c calc'!A1 \u001b[31mred\u202e`;

export const header: Header = {
  plumbline: 1,
  id: "plug",
  kind: "product",
  subject: { name: "Plug", release: "1.0" },
  standards: [
    { document: "ETSI EN 303 645", edition: "V3.1.3" },
    { document: "ETSI TS 103 701", edition: "V2.1.1" },
  ],
  objective: "self-assessment",
  parties: { supplier: { name: "Example Ltd" }, assessment: "first-party" },
};

export const files: Readonly<Record<string, string>> = {
  "ics.yaml":
    "rows:\n  5.1-1:\n    support: N/A\n    detail: none\n  5.1-2:\n    support: N/A\n  5.1-3:\n    support: N/A\n  5.1-4:\n    support: N/A\n",
  "evidence.yaml": "items:\n  EV-1: { title: Scan }\n",
};

export function sourceLine({ file, line }: Place): string | undefined {
  return files[file]?.split("\n")[line - 1];
}

const edition = { document: "ETSI EN 303 645", edition: "V3.1.3" } as const;

function row(id: string, parts: Partial<MatrixRow> = {}): MatrixRow {
  return {
    key: id,
    ...edition,
    clause: id.split("-")[0] ?? "",
    clauseTitle: id.startsWith("5.1") ? "No universal default passwords" : "Keep software updated",
    id,
    title: `Provision ${id}`,
    modality: "shall",
    status: "M C (1)",
    applicability: { state: "applies", because: ["it is mandatory"], open: [] },
    claim: "N/A",
    owner: undefined,
    practiceStatement: [],
    controls: [],
    testCases: [`${id}-1`],
    evidence: [],
    state: "not-tested",
    stateBecause: "not claimed Y",
    findings: [],
    blockers: 1,
    warnings: 0,
    ...parts,
  };
}

export const matrix: readonly MatrixRow[] = [
  row("5.1-1", {
    controls: [
      {
        id: "CTL-1",
        title: hostile,
        owner: "=SUM(A1)",
        acceptance: ["+1", 'a,b\n"c"'],
        verification: ["test-case: 5.1-1-1"],
      },
    ],
    evidence: [{ id: "EV-1", title: "Scan", state: "expired" }],
    title: hostile,
  }),
  row("5.1-2"),
  row("5.1-3"),
  row("5.1-4"),
  row("5.3-1", { blockers: 0, claim: "Y", state: "PASS", owner: "Ann" }),
  row("5.3-2", {
    blockers: 0,
    claim: "N/A",
    applicability: { state: "does-not-apply", because: ["no updates"], open: [] },
  }),
];

const cites = [{ ...edition, clause: "Table B.1" }];

function notAllowed(id: string, line: number): Placed<Problem> {
  const place = { file: "ics.yaml", line, column: 14, endLine: line, endColumn: 17 };
  return {
    ...problem("ics/na-not-allowed", {
      message: `${id} is mandatory and applies, but its support is N/A`,
      cites,
      at: ["ics", id, "support"],
      subject: id,
    }),
    place,
  };
}

export const problems: readonly Placed<Problem>[] = [
  notAllowed("5.1-1", 3),
  notAllowed("5.1-2", 6),
  notAllowed("5.1-3", 8),
  notAllowed("5.1-4", 10),
  {
    ...problem("ics/owner-missing", {
      message: `Nobody owns ${hostile}`,
      at: ["ics", "5.3-1", "owner"],
      subject: "5.3-1",
    }),
    place: undefined,
  },
  {
    ...problem("ixit/placeholder", {
      message: "AuthMech-Web, Description still holds a placeholder",
      at: ["ixit", "1-AuthMech", "AuthMech-Web", "Description"],
    }),
    place: undefined,
  },
];

export const evaluation: Evaluation = {
  asOf: "2026-01-01",
  editions: [
    { ...edition, completeness: "complete" },
    { document: "ETSI TS 103 701", edition: "V2.1.1", completeness: "partial" },
  ],
  problems,
  applicability: new Map(matrix.map((one) => [one.key, one.applicability])),
  plan: {
    specification: undefined,
    groups: [],
    questions: [],
    counts: { groups: 0, cases: 0, units: 0, runs: 0 },
  },
  verdicts: undefined,
  requirements: [],
  evidence: [
    {
      id: "EV-1",
      state: "expired",
      usable: false,
      because: "it was valid until 2025-01-01",
      until: "2025-01-01",
    },
  ],
  matrix,
  readiness: {
    phases: [
      { number: 1, title: "Identify the DUT", role: "Supplier Organization", state: "done", items: [] },
      {
        number: 2,
        title: "Complete the ICS",
        role: "Supplier Organization",
        state: "blocked",
        items: [
          {
            title: "Every provision has a claim",
            state: "blocked",
            because: "4 × ics/na-not-allowed",
            codes: ["ics/na-not-allowed"],
            blockers: 4,
            warnings: 0,
          },
        ],
      },
    ],
    current: 2,
    blockers: 4,
    warnings: 0,
    notes: 1,
    conclusion: "4 blockers stand in the way of a credible claim.",
  },
};

export const dossier: Dossier = {
  header: {
    ...header,
    subject: {
      name: hostile,
      release: "1.0",
      description: `${hostile} [link](javascript:alert(3)) ![x](https://example.com/x.png)`,
    },
  },
  scope: {
    dut: { name: hostile },
    answers: { "ETSI EN 303 645": { a: { answer: "no", because: hostile } } },
  },
  ics: { "5.1-1": { support: "N/A", detail: `${hostile}\n\n| a | b |\n|---|---|\n| 1 | 2 |` } },
  requirements: {},
  ixit: {
    "1-AuthMech": {
      [`A"><script>`]: {
        fields: { Description: hostile, List: [hostile] },
        own: { additional: { [hostile]: hostile } },
      },
    },
  },
  controls: {},
  evidence: {
    "EV-1": { title: hostile, type: "scan", link: "javascript:alert(4)", file: "evidence/<b>.txt" },
  },
  assessment: { selections: {}, cases: {}, groups: {}, externalEvidence: {} },
  findings: { "F-1": { title: hostile, kind: "gap", concerns: {}, state: "open", description: hostile } },
  governance: {},
  notes: [{ source: "<a>.md", line: 1, text: hostile }],
};
