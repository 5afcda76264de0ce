/** What the dossier is about: DUT or service, boundary, and the answers on which applicability rests. */
import type { Dossier } from "#dossier";
import { findEdition, indexProvisions, indexRequirements, type Catalogue } from "#standards";
import { anchor, markup, nothing, type Html } from "./html.ts";
import type { HtmlReportInput } from "./input.ts";
import { markdown } from "./markdown.ts";
import { facts, id, list, table, type Section } from "./parts.ts";

export function scopeSection({ dossier }: HtmlReportInput): Section {
  const { scope } = dossier;
  return {
    id: "scope",
    title: dossier.header.kind === "product" ? "Scope and device under test" : "Scope of the trust service",
    body: markup`${dut(dossier)}${service(dossier)}${named(
      "Interfaces",
      scope.interfaces?.map((one) => markup`${one.kind}: ${one.name}${described(one.description)}`),
    )}
${named(
  "Associated services",
  scope.associatedServices?.map((one) => markup`${one.name} ${one.version}${described(one.description)}`),
)}
${named(
  "Apps",
  scope.apps?.map((one) => markup`${one.name} ${one.version}${described(one.description)}`),
)}
${named(
  "User documentation",
  scope.userDocumentation?.map((one) => markup`${one.title} ${one.version}`),
)}
${scope.supportProcess === undefined ? nothing : markup`<h3>Support process</h3>${markdown(scope.supportProcess)}`}
${named(
  "Inside the boundary",
  scope.boundary?.inside?.map((one) => markup`${one}`),
)}
${named(
  "Outside the boundary",
  scope.boundary?.outside?.map((one) => markup`${one}`),
)}`,
  };
}

function dut({ scope }: Dossier): Html {
  const one = scope.dut;
  if (one === undefined) return nothing;
  return facts([
    ["Device under test", one.name],
    ["Model", one.model],
    ["Hardware", one.hardware],
    ["Software", one.software],
    ["Operating system", one.operatingSystem],
    [
      "Constrained device",
      one.constrained === undefined
        ? undefined
        : markup`${one.constrained.answer} ${markdown(one.constrained.because)}`,
    ],
  ]);
}

function service({ scope }: Dossier): Html {
  const one = scope.service;
  if (one === undefined) return nothing;
  const statement = one.practiceStatement;
  return markup`${markdown(one.description)}${facts([
    [
      "Practice statement",
      statement === undefined ? undefined : `${statement.title} ${statement.version ?? ""}`,
    ],
    ["Components", one.components?.join(", ")],
    ["Locations", one.locations?.join(", ")],
    ["Subcontractors", one.subcontractors?.join(", ")],
  ])}`;
}

function named(title: string, items: readonly Html[] | undefined): Html {
  return items === undefined || items.length === 0 ? nothing : markup`<h3>${title}</h3>${list(items)}`;
}

function described(text: string | undefined): Html {
  return text === undefined ? nothing : markup`<div class="muted">${markdown(text)}</div>`;
}

interface AnswerRow {
  readonly document: string;
  readonly ref: string;
  readonly text: string;
  readonly answer: string;
  readonly because: string | undefined;
}

export function answersSection({ dossier, catalogue }: HtmlReportInput): Section {
  const rows = Object.entries(dossier.scope.answers ?? {}).flatMap(([document, answers]) =>
    Object.entries(answers).map(([ref, { answer, because }]): AnswerRow => {
      const edition = dossier.header.standards.find((one) => one.document === document)?.edition;
      return { document, ref, answer, because, text: questionText(catalogue, document, edition, ref) };
    }),
  );
  const open = rows.filter((one) => one.answer === "unknown").length;
  return {
    id: "answers",
    title: "Conditions and features",
    hint: open === 0 ? String(rows.length) : `${open} open`,
    body:
      rows.length === 0
        ? markup`<p>No condition or feature is answered.</p>`
        : table<AnswerRow>(
            [
              { title: "Reference", look: "id", header: true, cell: (row) => id(row.ref) },
              { title: "Question", look: "wide", cell: (row) => row.text },
              { title: "Answer", cell: (row) => row.answer },
              { title: "Because", look: "wide", cell: (row) => markdown(row.because) },
            ],
            rows,
            {
              caption: "Answers to conditions and features",
              anchorOf: (row) => anchor("answer", `${row.document}.${row.ref}`),
            },
          ),
  };
}

function questionText(
  catalogue: Catalogue,
  document: string,
  edition: string | undefined,
  ref: string,
): string {
  const found = edition === undefined ? undefined : findEdition(catalogue, { document, edition });
  if (found?.kind === "provisions") return indexProvisions(found).refText.get(ref) ?? "";
  if (found?.kind === "requirements") return indexRequirements(found).conditionText.get(ref) ?? "";
  return "";
}
