/** Jobs: start reports and evaluations, see how far they are, fetch what they made, cancel. */
import { Readable } from "node:stream";
import { may } from "#access";
import { cancelJob, listJobs, openDossier, readJob, startJob, type Job, type Json } from "#workbench/stored";
import { taken } from "../answers.ts";
import type { Handlers, Sent } from "../bind.ts";
import { attachment } from "../file-reply.ts";
import { refuse } from "../refusal.ts";
import type { ServerContext } from "../server-context.ts";
import { jobEvent } from "../tell.ts";
import { ownOrganisation } from "./imports.ts";
import { jobShape } from "./shapes.ts";

type Ids = "startReport" | "startEvaluation" | "listJobs" | "readJob" | "downloadJobFile" | "cancelJob";

export function jobHandlers(context: ServerContext): Handlers<Ids> {
  const { ports } = context;
  const started = (job: Job): Sent => {
    context.tell(jobEvent(job));
    context.jobAdded();
    return { json: jobShape(job), status: 202, headers: { location: `/api/v1/jobs/${job.id}` } };
  };
  return {
    startReport: async ({ identity: { actor }, params, body }) => {
      const { head } = taken(await openDossier(ports, actor, params));
      const input: Record<string, Json> = {
        dossierId: head.id,
        ...(body.asOf === undefined ? {} : { asOf: body.asOf }),
      };
      const organisationId = ownOrganisation(actor, head.organisationId);
      return started(
        taken(
          await startJob(ports, actor, { kind: "write-report", organisationId, dossierId: head.id, input }),
        ),
      );
    },
    startEvaluation: async ({ identity: { actor }, params }) => {
      const { organisationId } = params;
      const right = may(actor, "evaluations.renew", { organisationId });
      if (!right.allowed) return refuse("not-allowed", right.because);
      return started(
        taken(
          await startJob(ports, actor, { kind: "evaluate-all", organisationId, input: { organisationId } }),
        ),
      );
    },
    listJobs: async ({ identity: { actor }, query }) => {
      const page = taken(await listJobs(ports, actor, query));
      return { json: { items: page.items.map(jobShape), next: page.next } };
    },
    readJob: async ({ identity: { actor }, params }) => ({
      json: jobShape(taken(await readJob(ports, actor, params))),
    }),
    downloadJobFile: async ({ identity: { actor }, params }) => {
      const job = taken(await readJob(ports, actor, params));
      if (job.state !== "done") return refuse("conflict", "The job has made nothing yet.");
      const { sha256 } = (job.result ?? {}) as { readonly sha256?: unknown };
      const file = typeof sha256 === "string" ? await ports.blobs.get(sha256) : undefined;
      if (file === undefined) return refuse("not-found", "The job made no file, or it was cleared away.");
      const { mediaType, headers } = attachment("report", "html", "text/html; charset=utf-8");
      return {
        content: Readable.from(file.content),
        mediaType,
        headers: { ...headers, "content-length": String(file.bytes) },
      };
    },
    cancelJob: async ({ identity: { actor }, params }) => {
      const job = taken(await cancelJob(ports, actor, params));
      context.tell(jobEvent(job));
      return { json: jobShape(job) };
    },
  };
}
