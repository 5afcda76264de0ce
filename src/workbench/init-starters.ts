/** The files of a new dossier that do not follow from the standards: header, scope, and starters to fill. */
import type { Header } from "#dossier";
import { scalar } from "./yaml-text.ts";

type CommentFor = (path: string, schema: string) => string;

export function headerText(header: Header, schemaComment: string): string {
  const { subject, parties } = header;
  const lines = [
    "# What this dossier is about, against which editions, and between whom.",
    "plumbline: 1",
    `id: ${scalar(header.id)}`,
    `kind: ${header.kind}`,
    "subject:",
    `  name: ${scalar(subject.name)}`,
    subject.release === undefined ? "  # release: " : `  release: ${scalar(subject.release)}`,
    "standards:",
    ...header.standards.flatMap((one) => [`  - document: ${one.document}`, `    edition: ${one.edition}`]),
    "# self-assessment, laboratory-assessment, audit-preparation or conformity-assessment-audit",
    `objective: ${header.objective}`,
    ...policyLines(header),
    "parties:",
    header.kind === "product" ? "  # Supplier Organization" : "  # Trust service provider",
    "  supplier:",
    `    name: ${scalar(parties.supplier.name)}`,
    ...(parties.laboratory === undefined
      ? []
      : ["  laboratory:", `    name: ${scalar(parties.laboratory.name)}`]),
    "  # first-party: the supplier assesses itself, and every report says so",
    `  assessment: ${parties.assessment}`,
  ];
  return `${schemaComment}${lines.join("\n")}\n`;
}

function policyLines(header: Header): readonly string[] {
  if (header.policies === undefined) return [];
  const items = header.policies.map((one) =>
    typeof one === "string"
      ? `  - ${scalar(one)}`
      : `  - policy: ${scalar(one.policy)}\n    with: [${one.with.map(scalar).join(", ")}]`,
  );
  return ["policies:", ...items];
}

export function starterFiles(header: Header, answers: string, commentFor: CommentFor) {
  const starter = (name: string, lines: readonly string[]) => ({
    path: `${name}.yaml`,
    text: `${commentFor(`${name}.yaml`, name)}${lines.join("\n")}\n`,
  });
  const example = header.kind === "product" ? "5.1-1" : "EN 319 401/REQ-5-01";
  return [
    { path: "scope.yaml", text: `${commentFor("scope.yaml", "scope")}${scopeText(header)}${answers}` },
    starter("controls", [
      "# Controls: what the organisation does to meet requirements.",
      "controls:",
      "  # CTL-01:",
      "  #   title: ",
      "  #   statement: ",
      `  #   requirements: [${example}]`,
      "  #   owner: ",
      "  #   acceptance: []",
      "  #   verification:",
      "  #     - kind: inspection",
      "  #       what: ",
      "  #   evidence: []",
    ]),
    starter("evidence", [
      "# Evidence: files lie in the folder evidence/ and are named here, or a link is given.",
      "items:",
      "  # EV-01:",
      "  #   title: ",
      "  #   type: document",
      "  #   file: evidence/",
      "  #   madeOn: YYYY-MM-DD",
      "  #   boundary:",
      "  #     software: ",
    ]),
    starter("findings", [
      "# Findings: gaps, nonconformities and observations, with what is done about them.",
      "findings:",
      "  # F-01:",
      "  #   title: ",
      "  #   kind: gap",
      "  #   concerns:",
      header.kind === "product" ? "  #     provisions: []" : "  #     requirements: []",
      "  #   state: open",
    ]),
    starter("governance", [
      "# Governance: what recurs, and events that reopen evidence.",
      "cadence:",
      "  # evidence-review:",
      "  #   kind: evidence-review",
      "  #   title: Review of all evidence",
      "  #   every: P1Y",
      "events: []",
    ]),
  ];
}

function scopeText(header: Header): string {
  if (header.kind === "trust-service") {
    return `# The trust service and its boundary.
service:
  description:
  components: []
  locations: []
  # practiceStatement:
  #   title:
  #   version:
  subcontractors: []
boundary:
  inside: []
  outside: []
`;
  }
  return `# The device under test and its boundary.
dut:
  name:
  model:
  hardware:
  software:
  operatingSystem:
interfaces: []
#  - kind: network
#    name: Wi-Fi
userDocumentation: []
associatedServices: []
apps: []
boundary:
  inside: []
  outside: []
`;
}
