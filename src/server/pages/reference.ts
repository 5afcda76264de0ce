/** The API reference as a page, rendered from the contract; it needs no script. */
import {
  areaTitles,
  endpointOf,
  operationIds,
  problemsOf,
  problemTypes,
  type Area,
  type Endpoint,
  type OperationId,
} from "#contract";
import { html, type Html } from "./html.ts";
import { page } from "./layout.ts";

const rendered = new Map<string, string>();

export function referencePage(version: string): string {
  const known = rendered.get(version);
  if (known !== undefined) return known;
  const areas = Object.keys(areaTitles) as Area[];
  const content = html`<h1>API reference</h1>
    <p class="lead">
      Version ${version}. The same as <a href="/api/v1/openapi.json">OpenAPI 3.1</a>. Sign in with a session
      cookie or send an API token as <code>Authorization: Bearer plumbline_…</code>.
    </p>
    <pre>
curl -H 'Authorization: Bearer plumbline_…' …/api/v1/dossiers
curl -X PUT -H 'Authorization: Bearer plumbline_…' -H 'If-Match: "v3"' -H 'Content-Type: application/json' \\
  -d '{"body": {"support": "Y", "detail": "…"}}' …/api/v1/dossiers/ID/records/ics/5.1-1</pre>
    <ul>
      <li>
        Changes with a session cookie need the header <code>X-Plumbline-Request: 1</code>; with a token they
        do not.
      </li>
      <li>
        Writing a record needs <code>If-Match</code> with the ETag that was read, or
        <code>If-None-Match: *</code> for a new one. A conflict answers 412 with both sides.
      </li>
      <li>Lists are paged: <code>next</code> of one page is <code>after</code> of the following.</li>
      <li>Errors are <code>application/problem+json</code> (RFC 9457).</li>
    </ul>
    <nav aria-label="Areas">
      <ul class="columns">
        ${areas.map((area) => html`<li><a href="#${area}">${areaTitles[area]}</a></li>`)}
        <li><a href="#problems">Problem types</a></li>
      </ul>
    </nav>
    ${areas.map(areaSection)}
    <h2 id="problems">Problem types</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Problem types">
      <table>
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Type</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          ${Object.entries(problemTypes).map(
            ([type, info]) =>
              html`<tr id="problem-${type}">
                <td>${info.status}</td>
                <th scope="row"><code>${type}</code></th>
                <td>${info.title}<small>${info.meaning}</small></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  const text = page({ title: "API reference" }, content);
  rendered.set(version, text);
  return text;
}

function areaSection(area: Area): Html {
  const ids = operationIds.filter((id) => endpointOf(id).area === area);
  return html`<h2 id="${area}">${areaTitles[area]}</h2>
    ${ids.map((id) => operationSection(id, endpointOf(id)))}`;
}

function operationSection(id: OperationId, one: Endpoint): Html {
  const parameters = [...Object.entries(one.params?.shape ?? {}), ...Object.entries(one.query?.shape ?? {})];
  const fields = bodyFields(one);
  return html`<section class="operation" id="${id}">
    <h3><span class="method">${one.method}</span> <code>${one.path}</code></h3>
    <p>${one.summary}.${one.details === undefined ? "" : ` ${one.details}`}</p>
    <dl class="facts">
      <dt>Who</dt>
      <dd>${callerText(one)}</dd>
      ${
        parameters.length === 0
          ? undefined
          : html`<dt>Parameters</dt>
              <dd>
                ${listOf(parameters.map(([name, schema]) => [name, (schema as { readonly description?: string }).description]))}
              </dd>`
      }
      ${
        one.headers === undefined
          ? undefined
          : html`<dt>Headers</dt>
              <dd>${listOf(Object.entries(one.headers))}</dd>`
      }
      ${
        one.binary === undefined
          ? undefined
          : html`<dt>Body</dt>
              <dd>the file, as ${one.binary.mediaTypes.join(", ")}</dd>`
      }
      ${
        fields.length === 0
          ? undefined
          : html`<dt>Body</dt>
              <dd>${listOf(fields)}</dd>`
      }
      <dt>Answers</dt>
      <dd>${one.replies.map((reply) => html`<div>${reply.status} ${withCode(reply.description)}</div>`)}</dd>
      <dt>Problems</dt>
      <dd>
        ${problemsOf(one).map((type, index) => html`${index === 0 ? "" : ", "}<a href="#problem-${type}">${type}</a>`)}
      </dd>
    </dl>
  </section>`;
}

function callerText({ caller, scopes }: Endpoint): string {
  if (caller === "anyone") return "anyone";
  if (caller === "session") return "a signed-in person; no token";
  return scopes === undefined
    ? "a signed-in person or a token"
    : `a signed-in person, or a token with the scope ${scopes.join(" or ")}`;
}

function bodyFields({ body }: Endpoint): readonly (readonly [string, string | undefined])[] {
  if (body === undefined || !("shape" in body))
    return body === undefined ? [] : [["JSON", "see the OpenAPI document"]];
  return Object.entries(
    (body as unknown as { readonly shape: Readonly<Record<string, { readonly description?: string }>> })
      .shape,
  ).map(([name, schema]) => [name, schema.description]);
}

function listOf(entries: readonly (readonly [string, string | undefined])[]): readonly Html[] {
  return entries.map(
    ([name, description]) =>
      html`<div>
        <code>${name}</code>${description === undefined ? "" : html` ${withCode(description)}`}
      </div>`,
  );
}

/** Words between backticks as code. */
function withCode(text: string): readonly Html[] {
  return text.split("`").map((part, index) => (index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`));
}
