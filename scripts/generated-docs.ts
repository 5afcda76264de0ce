/** The pages that are written from the register and the catalogue, so that text cannot drift from code. */
import { problemKinds, type ProblemCode } from "#problems";
import type { TestSpecification } from "#standards";

export interface Page {
  /** Path from the root of the repository. */
  readonly path: string;
  readonly text: string;
}

const areas: Readonly<Record<string, string>> = {
  file: "Files of a dossier folder",
  import: "Imports",
  dossier: "What the dossier is pinned to",
  scope: "DUT, boundary and answers",
  ics: "The implementation conformance statement",
  ixit: "The extra information for testing",
  results: "Recorded results and verdicts",
  guard: "The six misjudgements",
  claims: "Words that say too much",
  evidence: "Evidence",
  control: "Controls",
  governance: "Findings and cadence",
  requirement: "Requirements of trust services",
  engine: "Faults of Plumbline itself",
};

/** One page per area of problem codes, and an index. */
export function problemPages(): readonly Page[] {
  const codes = Object.keys(problemKinds) as ProblemCode[];
  const byArea = new Map<string, ProblemCode[]>();
  for (const code of codes) {
    const area = code.slice(0, code.indexOf("/"));
    const known = byArea.get(area);
    if (known === undefined) byArea.set(area, [code]);
    else known.push(code);
  }
  const pages = [...byArea].map(([area, members]) => ({
    path: `docs/problems/${area}.md`,
    text: areaPage(area, members),
  }));
  return [{ path: "docs/problems/README.md", text: indexPage(byArea) }, ...pages];
}

const generated = "<!-- Written by `npm run docs` from the register in src/problems. Do not edit. -->";

function areaPage(area: string, codes: readonly ProblemCode[]): string {
  const parts = [generated, `# ${areas[area] ?? area} (\`${area}/…\`)`];
  for (const code of codes) {
    const kind = problemKinds[code];
    parts.push(
      `## ${code}`,
      `**${kind.title}** (${kind.severity})`,
      kind.explanation,
      `**To resolve:** ${kind.resolve}`,
      `**Example:**\n\n\`\`\`yaml\n${kind.example}\n\`\`\``,
    );
  }
  return `${parts.join("\n\n")}\n`;
}

function indexPage(byArea: ReadonlyMap<string, readonly ProblemCode[]>): string {
  const parts = [
    generated,
    "# Problems",
    "Everything Plumbline can find wrong with a dossier. A code is stable: once released it is never given another meaning. " +
      "A blocker stands in the way of a credible claim, a warning weakens it, a note is worth knowing. `plumbline explain CODE` prints the same.",
  ];
  for (const [area, codes] of byArea) {
    const rows = codes.map((code) => {
      const kind = problemKinds[code];
      return `| [${code}](${area}.md#${code.replace("/", "")}) | ${kind.severity} | ${kind.title} |`;
    });
    parts.push(`## ${areas[area] ?? area}`, `| code | severity | title |\n|---|---|---|\n${rows.join("\n")}`);
  }
  return `${parts.join("\n\n")}\n`;
}

/** Which IXIT content decides which condition or feature, and what the tester is asked. */
export function answersPage(specification: TestSpecification): Page {
  const trait = new Map(specification.traits.map((one) => [one.id, one]));
  const rules = specification.answerRules.map((rule) => {
    const content =
      rule.someEntryWith.length === 0
        ? "has an entry"
        : `has an entry with ${rule.someEntryWith.map((one) => `${one.is ? "" : "not "}\`${one.trait}\``).join(" and ")}`;
    return `| (${rule.ref}) | ${rule.answer} | ${rule.table} ${content} | ${rule.because} |`;
  });
  const questions = [...trait.values()].map((one) => {
    const decided = one.rule === null ? "asked" : ruleText(one.rule);
    return `| \`${one.id}\` | ${one.ixit} | ${one.question} | ${decided} |`;
  });
  const text = [
    "<!-- Written by `npm run docs` from the test specification in data/standards. Do not edit. -->",
    "# Which IXIT contents decide which condition or feature",
    `From ${specification.document} ${specification.edition}, for ${specification.assesses.document} ${specification.assesses.edition}. ` +
      "These rules are ours. A rule fires only where the content leaves no doubt. It fills an answer that is open and contradicts one that says otherwise " +
      "(`scope/answer-contradicts-ixit`); it never replaces a stated answer.",
    `| condition or feature | answer | when IXIT | because |\n|---|---|---|---|\n${rules.join("\n")}`,
    "# Traits of IXIT entries",
    "Test units select entries by these. Where the content does not decide, the question is put to the tester and answered under `selections`.",
    `| trait | IXIT | question | decided by |\n|---|---|---|---|\n${questions.join("\n")}`,
  ];
  return { path: "docs/answers-from-ixit.md", text: `${text.join("\n\n")}\n` };
}

function ruleText(rule: NonNullable<TestSpecification["traits"][number]["rule"]>): string {
  switch (rule.by) {
    case "yes-no":
      return `${rule.field} begins with yes or no`;
    case "includes":
      return `${rule.field} lists ${rule.words.join(" or ")}`;
    case "starts-with":
      return `${rule.field} begins with ${[...rule.yes, ...rule.no].join(", ")}`;
    case "names-an-entry":
      return `${rule.field} names an entry, or is an empty list`;
    case "filled":
      return `${rule.field} says something other than none`;
    case "referenced-by":
      return `${rule.field} of IXIT ${rule.table} names the entry${rule.where === undefined ? "" : ` (where \`${rule.where.trait}\`)`}`;
    case "refers-to":
      return `${rule.field} names an entry of IXIT ${rule.table} with \`${rule.trait}\``;
  }
}
