/** Matrix, evidence, findings and notes. */
import type { MatrixRow } from "#base/matrix";
import type { EvidenceItem } from "#dossier";
import { anchor, markup, join, nothing, type Html } from "./html.ts";
import type { HtmlReportInput } from "./input.ts";
import { markdown } from "./markdown.ts";
import {
  evidenceState,
  groupBy,
  id,
  ids,
  lineBreak,
  link,
  list,
  state,
  table,
  type Section,
} from "./parts.ts";

export function matrixSection({ evaluation }: HtmlReportInput): Section {
  const groups = groupBy(
    evaluation.matrix,
    (row) => `${row.document} ${row.edition} · ${row.clause} ${row.clauseTitle}`,
  );
  return {
    id: "matrix",
    title: "Clause-to-control matrix",
    hint: `${evaluation.matrix.length} requirements`,
    body: markup`${groups.map(([title, rows]) =>
      table<MatrixRow>(
        [
          { title: "Requirement", share: 11, look: "id", header: true, cell: (row) => id(row.id) },
          { title: "Title", share: 14, cell: (row) => row.title },
          { title: "Claim", share: 7, look: "id", cell: (row) => (row.claim === "" ? "–" : row.claim) },
          {
            title: "Controls",
            share: 17,
            cell: (row) =>
              list(
                row.controls.map(
                  (one) =>
                    markup`${id(one.id)} ${one.title}${one.owner === undefined ? nothing : markup` <span class="muted">(${one.owner})</span>`}`,
                ),
              ),
          },
          {
            title: "Acceptance criteria",
            share: 15,
            cell: (row) => list(row.controls.flatMap((one) => one.acceptance).map((one) => markup`${one}`)),
          },
          {
            title: "Verification",
            share: 13,
            cell: (row) =>
              join(
                [...row.testCases.map(id), ...otherVerification(row).map((one) => markup`${one}`)],
                lineBreak,
              ),
          },
          {
            title: "Evidence",
            share: 14,
            cell: (row) =>
              join(
                row.evidence.map((one) => markup`${link("evidence", one.id)} ${evidenceState(one.state)}`),
                lineBreak,
              ),
          },
          {
            title: "State",
            share: 9,
            look: "id",
            cell: (row) =>
              row.applicability.state === "does-not-apply" ? state("not-applicable") : state(row.state),
          },
        ],
        rows,
        { caption: title, anchorOf: (row) => anchor("matrix", row.key) },
      ),
    )}`,
  };
}

export function evidenceSection({ dossier, evaluation }: HtmlReportInput): Section {
  const statuses = new Map(evaluation.evidence.map((one) => [one.id, one]));
  const items = Object.entries(dossier.evidence);
  const unusable = evaluation.evidence.filter((one) => !one.usable).length;
  return {
    id: "evidence",
    title: "Evidence",
    hint: unusable === 0 ? String(items.length) : `${items.length}, ${unusable} unusable`,
    body:
      items.length === 0
        ? markup`<p>No evidence is recorded.</p>`
        : table<readonly [string, EvidenceItem]>(
            [
              { title: "Id", look: "id", header: true, cell: ([one]) => id(one) },
              {
                title: "What",
                look: "wide",
                cell: ([, item]) =>
                  markup`${item.title}<br><span class="muted">${item.type}${item.issuer === undefined ? nothing : markup`, ${item.issuer}`}</span>`,
              },
              { title: "Where", cell: ([, item]) => where(item) },
              { title: "State", cell: ([one]) => stateOf(statuses.get(one)) },
              { title: "Made", look: "id", cell: ([, item]) => item.madeOn },
              { title: "Until", look: "id", cell: ([one]) => statuses.get(one)?.until },
              { title: "Supports", cell: ([, item]) => ids(idsIn(item.supports)) },
            ],
            items,
            {
              caption: "Evidence items as on the day of the report",
              anchorOf: ([one]) => anchor("evidence", one),
            },
          ),
  };
}

function stateOf(status: HtmlReportInput["evaluation"]["evidence"][number] | undefined): Html {
  return status === undefined
    ? nothing
    : markup`${evidenceState(status.state)}<br><span class="muted">${status.because}</span>`;
}

function where(item: EvidenceItem): Html {
  const confidential =
    item.confidential === true ? markup`<br><span class="muted">confidential</span>` : nothing;
  const file = item.file === undefined ? nothing : markup`<code>${item.file}</code>`;
  const address =
    item.link === undefined
      ? nothing
      : /^https?:\/\//i.test(item.link)
        ? markup`<a rel="noreferrer noopener" href="${item.link}">${item.link}</a>`
        : markup`<code>${item.link}</code>`;
  const hash =
    item.sha256 === undefined ? nothing : markup`<br><code class="hash muted">${item.sha256}</code>`;
  return markup`${file} ${address}${hash}${confidential}`;
}

export function findingsSection({ dossier }: HtmlReportInput): Section | undefined {
  const findings = Object.entries(dossier.findings);
  if (findings.length === 0) return undefined;
  return {
    id: "findings",
    title: "Findings and corrective actions",
    hint: String(findings.length),
    body: table(
      [
        { title: "Id", look: "id", header: true, cell: ([one]) => id(one) },
        {
          title: "Finding",
          look: "wide",
          cell: ([, item]) => markup`${item.title}${markdown(item.description)}`,
        },
        { title: "Kind", cell: ([, item]) => `${item.grade ?? ""} ${item.kind}` },
        { title: "State", look: "id", cell: ([, item]) => item.state },
        { title: "Concerns", cell: ([, item]) => ids(idsIn(item.concerns)) },
        {
          title: "Actions",
          look: "wide",
          cell: ([, item]) =>
            list(
              (item.actions ?? []).map((one) => {
                const when =
                  one.doneOn === undefined
                    ? one.due === undefined
                      ? ""
                      : `due ${one.due}`
                    : `done ${one.doneOn}`;
                const effect = one.effective === undefined ? "" : `; effective: ${one.effective.answer}`;
                return markup`${one.what} <span class="muted">${[one.owner, when].filter((part) => part !== undefined && part !== "").join(", ")}${effect}</span>`;
              }),
            ),
        },
      ],
      findings,
      { caption: "Findings", anchorOf: ([one]) => anchor("finding", one) },
    ),
  };
}

export function notesSection({ dossier }: HtmlReportInput): Section | undefined {
  if (dossier.notes.length === 0) return undefined;
  return {
    id: "notes",
    title: "Notes kept from imports",
    hint: String(dossier.notes.length),
    body: markup`${dossier.notes.map(
      (one) =>
        markup`<details><summary><span class="place">${one.source}:${one.line}</span>${one.about === undefined ? nothing : markup` ${id(one.about)}`} <span class="muted">${one.why}</span></summary><pre>${one.text}</pre></details>`,
    )}`,
  };
}

/** Verification beyond the test cases that stand above it anyway. */
function otherVerification(row: MatrixRow): readonly string[] {
  const all = row.controls.flatMap((one) => one.verification);
  return [...new Set(all)].filter(
    (one) => !row.testCases.some((testCase) => one === `test-case: ${testCase}`),
  );
}

function idsIn(supports: EvidenceItem["supports"]): readonly string[] {
  return Object.values(supports ?? {}).flatMap((one) => one ?? []);
}
