/** Import of a dossier folder from a ZIP file: at once for a dry run, as a job otherwise. */
import type { FastifyRequest } from "fastify";
import { may, type Actor } from "#access";
import { readZip } from "#interchange/dossier-zip";
import { importFolder, openDossier, reportJson, startJob, type ImportFolderCommand } from "#workbench/stored";
import { expectedVersion, taken } from "../answers.ts";
import type { Handlers, Sent } from "../bind.ts";
import { refuse } from "../refusal.ts";
import type { ServerContext } from "../server-context.ts";
import { jobEvent } from "../tell.ts";
import { contentOf, demandMediaType } from "../upload.ts";
import { jobShape } from "./shapes.ts";

interface Wanted {
  readonly into: ImportFolderCommand["into"];
  /** In whose name a job runs. */
  readonly organisationId: string;
  readonly flags: { readonly dryRun: boolean; readonly despiteProblems: boolean; readonly leaveOut: boolean };
}

interface FlagQuery {
  readonly dryRun?: string | undefined;
  readonly despiteProblems?: string | undefined;
  readonly leaveOut?: string | undefined;
}

export function importHandlers(context: ServerContext): Handlers<"importDossier" | "replaceDossier"> {
  return {
    importDossier: ({ identity: { actor }, query, request }) => {
      const { organisationId } = query;
      const right = may(actor, "dossier.create", { organisationId });
      if (!right.allowed) return refuse("not-allowed", right.because);
      return runImport(context, actor, request, {
        into: { organisationId },
        organisationId,
        flags: flagsOf(query),
      });
    },
    replaceDossier: async ({ identity: { actor }, params, query, request }) => {
      const expectedRevision = expectedVersion(request.headers, "r");
      const { head, mayDo } = taken(await openDossier(context.ports, actor, params));
      if (!mayDo.some((one) => one.endsWith(".write")))
        return refuse("not-allowed", "You may write nothing in this dossier.");
      if (head.revision !== expectedRevision) {
        return refuse("version-conflict", `The dossier is at revision ${String(head.revision)}.`, {
          currentVersion: head.revision,
        });
      }
      return runImport(context, actor, request, {
        into: { dossierId: head.id, expectedRevision },
        organisationId: ownOrganisation(actor, head.organisationId),
        flags: flagsOf(query),
      });
    },
  };
}

async function runImport(
  context: ServerContext,
  actor: Actor,
  request: FastifyRequest,
  { into, organisationId, flags }: Wanted,
): Promise<Sent> {
  const { ports, settings } = context;
  demandMediaType(request, "application/zip");
  const content = contentOf(request, settings.limits.importBytes);
  if (flags.dryRun) {
    const zip = await readZip(content, { archiveBytes: settings.limits.importBytes });
    if (!zip.ok) return refuse("invalid", "The archive cannot be read.", { problems: [...zip.error] });
    return {
      json: reportJson(taken(await importFolder(ports, actor, { into, ...zip.value, ...flags }))),
      status: 200,
    };
  }
  const kept = await ports.blobs.put(content, { maxBytes: settings.limits.importBytes });
  if (kept === "too-large")
    return refuse("too-large", `The archive has more than ${String(settings.limits.importBytes)} bytes.`);
  const dossierId = "dossierId" in into ? into.dossierId : undefined;
  const input = {
    upload: kept.sha256,
    ...("dossierId" in into
      ? { dossierId: into.dossierId, expectedRevision: into.expectedRevision }
      : { organisationId }),
    ...flags,
  };
  const job = taken(
    await startJob(ports, actor, { kind: "import-folder", organisationId, dossierId, input }),
  );
  context.tell(jobEvent(job));
  context.jobAdded();
  return { json: jobShape(job), status: 202, headers: { location: `/api/v1/jobs/${job.id}` } };
}

function flagsOf({ dryRun, despiteProblems, leaveOut }: FlagQuery): Wanted["flags"] {
  return {
    dryRun: dryRun === "true",
    despiteProblems: despiteProblems === "true",
    leaveOut: leaveOut === "true",
  };
}

/** That of the dossier where the actor belongs to it, else the first of the actor's own. */
export function ownOrganisation(actor: Actor, preferred: string): string {
  const own =
    actor.token === undefined
      ? actor.memberships.map((one) => one.organisationId)
      : [actor.token.organisationId];
  return own.includes(preferred) ? preferred : (own[0] ?? preferred);
}
