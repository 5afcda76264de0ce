/** Writes a dossier and its evaluation as one HTML file that needs no network and no script. */
import { markup, nothing, render, trusted, type Html } from "./html.ts";
import { planSection, verdictsSection } from "./assessment-section.ts";
import { icsSection, ixitSection, requirementsSection } from "./claims-section.ts";
import type { HtmlReportInput, ReportEdition } from "./input.ts";
import { markdown } from "./markdown.ts";
import { facts, list, type Section } from "./parts.ts";
import { problemsSection } from "./problems-section.ts";
import { readinessSection } from "./readiness-section.ts";
import { evidenceSection, findingsSection, matrixSection, notesSection } from "./records-section.ts";
import { answersSection, scopeSection } from "./scope-section.ts";
import { style } from "./style.ts";

export function writeHtmlReport(input: HtmlReportInput): string {
  const { header } = input.dossier;
  const sections = sectionsOf(input);
  const title = `${header.subject.name} ${header.subject.release ?? ""}`.trim();
  const page = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer"><title>${title}: conformance dossier</title><style>${trusted(style)}</style></head>
<body><a class="skip" href="#readiness">Skip to the report</a>
<header><h1>${title}</h1><p class="kind">${header.kind === "product" ? "Conformance dossier of a consumer IoT product" : "Conformance dossier of a trust service"}, as of ${input.evaluation.asOf}</p>
${headFacts(input)}${notices(input)}
<nav class="contents" aria-label="Contents"><ol>${sections.map((one) => markup`<li><a href="#${one.id}">${one.title}</a>${one.hint === undefined ? nothing : markup`<span>${one.hint}</span>`}</li>`)}</ol></nav></header>
<main>${sections.map(
    (
      one,
      index,
    ) => markup`<section aria-labelledby="${one.id}"><h2 id="${one.id}"${index === 0 ? markup` class="first"` : nothing}>${one.title}</h2>${one.body}</section>
`,
  )}</main>
<footer><p>Written by Plumbline ${input.version}. It organises evidence; it is no certificate, no statement of conformity and no legal opinion. Requirements are paraphrased; the documents published by ETSI are authoritative.</p></footer>
</body></html>
`;
  return render(page);
}

function sectionsOf(input: HtmlReportInput): readonly Section[] {
  const product = input.dossier.header.kind === "product";
  const all: readonly (Section | undefined)[] = [
    readinessSection(input.evaluation.readiness),
    problemsSection(input),
    scopeSection(input),
    answersSection(input),
    ...(product
      ? [icsSection(input), ixitSection(input), planSection(input), verdictsSection(input)]
      : [requirementsSection(input)]),
    matrixSection(input),
    evidenceSection(input),
    findingsSection(input),
    notesSection(input),
  ];
  return all.filter((one) => one !== undefined);
}

function headFacts({ dossier, evaluation }: HtmlReportInput): Html {
  const { header } = dossier;
  const { supplier, laboratory, client, assessment } = header.parties;
  const policies = (header.policies ?? []).map((one) =>
    typeof one === "string" ? one : `${one.policy} with ${one.with.join(", ")}`,
  );
  return markup`${facts([
    [
      "Editions",
      list(
        evaluation.editions.map(
          (one) =>
            markup`${one.document} ${one.edition}${one.completeness === "partial" ? markup` <span class="state warning">▲ partial data</span>` : nothing}`,
        ),
      ),
    ],
    ["Objective", header.objective.replaceAll("-", " ")],
    [header.kind === "product" ? "Supplier Organization" : "Trust service provider", supplier.name],
    [header.kind === "product" ? "Test Laboratory" : "Auditor", laboratory?.name],
    ["Client", client?.name],
    ["Assessment", assessment],
    ["Certificate policies", policies.join(", ")],
    ["Dossier", markup`<code>${header.id}</code>`],
    ["Statement date", header.statementDate],
  ])}${header.subject.description === undefined ? nothing : markup`<div class="lead">${markdown(header.subject.description)}</div>`}`;
}

function notices({ dossier, editions }: HtmlReportInput): Html {
  const firstParty =
    dossier.header.parties.assessment === "first-party"
      ? markup`<p><b>First-party assessment.</b> The supplier assesses itself; no independent body has confirmed this record.</p>`
      : nothing;
  return markup`<div class="notice">${firstParty}<p>This report organises evidence. It is no certificate, no statement of conformity and no legal opinion.</p></div>
<details><summary>Limits of the standards data behind this report</summary>${editions.map(editionLimits)}</details>`;
}

function editionLimits(one: ReportEdition): Html {
  const confidence = Object.entries(one.confidence)
    .filter(([, number]) => number > 0)
    .map(([name, number]) => `${number} ${name}`)
    .join(", ");
  return markup`<p class="heading">${one.document} ${one.edition} (${one.date}), ${one.completeness} data</p><p class="muted">${one.title}. Records by confidence: ${confidence}.</p>${list(one.limits.map((limit) => markup`${limit}`))}`;
}
