/** The first page: the dossiers that a person sees, how far each is, and its report. */
import type { DossierSummary } from "#workbench/stored";
import { html, type Html } from "./html.ts";
import { page } from "./layout.ts";

export interface HomeInput {
  readonly person: string;
  readonly dossiers: readonly DossierSummary[];
  /** Cursor of the next page. */
  readonly next: string | undefined;
  readonly mode: "local" | "shared";
}

export function homePage({ person, dossiers, next, mode }: HomeInput): string {
  const content = html`<h1>Dossiers</h1>
    <p class="lead">
      How far each dossier is from a credible conformance statement, as evaluated today. The report names
      every problem with its clause and what to do.
    </p>
    ${dossiers.length === 0 ? emptyText(mode) : table(dossiers)}
    ${next === undefined ? undefined : html`<p><a rel="next" href="/?after=${encodeURIComponent(next)}">More dossiers</a></p>`}`;
  return page({ title: "Dossiers", person }, content);
}

function emptyText(mode: HomeInput["mode"]): Html {
  return html`<div class="empty">
    <p>There is no dossier yet. Import a dossier folder as a ZIP file:</p>
    <pre>
curl --data-binary @dossier.zip -H 'Content-Type: application/zip' -H 'Authorization: Bearer …' \\
  '…/api/v1/dossiers/import?organisationId=${mode === "local" ? "local" : "…"}'</pre>
  </div>`;
}

function table(dossiers: readonly DossierSummary[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Dossiers">
    <table>
      <thead>
        <tr>
          <th scope="col">Dossier</th>
          <th scope="col">Readiness</th>
          <th scope="col" class="number">Blockers</th>
          <th scope="col" class="number">Warnings</th>
          <th scope="col">Verdict</th>
          <th scope="col">Changed</th>
        </tr>
      </thead>
      <tbody>
        ${dossiers.map(row)}
      </tbody>
    </table>
  </div>`;
}

function row({
  id,
  name,
  release,
  kind,
  organisationName,
  evaluation,
  revision,
  updatedAt,
}: DossierSummary): Html {
  const summary = evaluation?.summary;
  const stale = evaluation !== undefined && evaluation.revision !== revision;
  return html`<tr>
    <th scope="row">
      <a href="/api/v1/dossiers/${id}/report">${name}${release === undefined ? "" : ` ${release}`}</a
      ><small>${kind === "product" ? "Consumer IoT product" : "Trust service"} · ${organisationName}</small>
    </th>
    <td class="conclusion">
      ${summary === undefined ? html`<span class="quiet">Not evaluated yet; opening the report does it.</span>` : html`${phases(summary.phasesDone, summary.phases)}${summary.conclusion}${stale ? html`<small>of an earlier state</small>` : undefined}`}
    </td>
    <td class="number" data-label="Blockers">${count(summary?.blockers, "blocker")}</td>
    <td class="number" data-label="Warnings">${count(summary?.warnings, "warning")}</td>
    <td data-label="Verdict">${verdict(summary?.verdict)}</td>
    <td class="number" data-label="Changed">
      <time datetime="${updatedAt}">${updatedAt.slice(0, 10)}</time>
    </td>
  </tr>`;
}

function phases(done: number | undefined, all: number | undefined): Html | undefined {
  if (done === undefined || all === undefined || all > 12) return undefined;
  const dots = Array.from({ length: all }, (_, index) =>
    index < done ? html`<i class="done"></i>` : html`<i></i>`,
  );
  return html`<span class="phases" role="img" aria-label="${done} of ${all} phases done">${dots}</span>`;
}

function count(number: number | undefined, state: "blocker" | "warning"): Html {
  if (number === undefined) return html`<span class="quiet">–</span>`;
  return number === 0
    ? html`<span class="quiet">0</span>`
    : state === "blocker"
      ? html`<span class="blocker">${number}</span>`
      : html`<span class="warning">${number}</span>`;
}

function verdict(word: string | undefined): Html {
  if (word === undefined) return html`<span class="quiet">–</span>`;
  return word === "PASS"
    ? html`<span class="good">PASS</span>`
    : word === "FAIL"
      ? html`<span class="blocker">FAIL</span>`
      : html`<span class="warning">${word}</span>`;
}
