/** Acts: start long work, see how far it is, and cancel it. */
import { may, type Actor, type Scope } from "#access";
import { ok } from "#base/result";
import type { ActPorts } from "./act-ports.ts";
import { auditOrganisation } from "./audit-organisation.ts";
import type { JobKind } from "./job-kinds.ts";
import { loadDossier } from "./load-dossier.ts";
import type { Job, JobQuery, NewJob } from "./ports/jobs.ts";
import type { Json, Page } from "./ports/values.ts";
import { forbidden, inState, invalid, notFound, visibleTo, type Answer } from "./refusal.ts";

export interface StartJobCommand {
  readonly kind: JobKind;
  /** In whose name the job runs; one of the actor's. */
  readonly organisationId: string;
  readonly dossierId?: string | undefined;
  readonly input: Readonly<Record<string, Json>>;
}

/** Whether the work is allowed is judged again when it is done, with the rights of then. */
export function startJob(ports: ActPorts, actor: Actor, command: StartJobCommand): Promise<Answer<Job>> {
  const { kind, organisationId, dossierId, input } = command;
  return ports.work.inTransaction(visibleTo(actor), async (stores) => {
    const right = may(actor, "organisation.read", { organisationId });
    if (!right.allowed) return forbidden(right.because);
    if (dossierId !== undefined) {
      const loaded = await loadDossier(ports, stores, actor, dossierId);
      if (!loaded.ok) return loaded;
    }
    const job: NewJob = {
      id: ports.ids.next(),
      organisationId,
      dossierId,
      kind,
      input: { ...input, ...askedWith(actor) },
      createdBy: actor.personId,
      createdAt: ports.clock.now(),
    };
    await stores.jobs.enqueue(job);
    await auditOrganisation(ports, stores, actor, {
      organisationId,
      action: "job.start",
      subject: `job/${job.id}`,
      detail: { kind, ...(dossierId === undefined ? {} : { dossier: dossierId }) },
    });
    const found = await stores.jobs.find(job.id);
    return found === undefined ? notFound("job") : ok(found);
  });
}

/** A job that a token started can do no more than the token. */
function askedWith({ token }: Actor): Readonly<Record<string, Json>> {
  return token === undefined
    ? {}
    : { token: { id: token.id, organisationId: token.organisationId, scopes: [...token.scopes] } };
}

/** The one who asked for the job, with the memberships of now; undefined where the account is gone. */
export function actorOfJob(
  ports: Pick<ActPorts, "work">,
  { createdBy, input }: Job,
): Promise<Actor | undefined> {
  return ports.work.inTransaction(
    "system",
    async (stores) => {
      const person = await stores.organisations.findPerson(createdBy);
      if (person === undefined || person.disabledAt !== undefined) return undefined;
      const memberships = await stores.organisations.membershipsOf(createdBy);
      const token = (
        input as {
          readonly token?: {
            readonly id: string;
            readonly organisationId: string;
            readonly scopes: readonly Scope[];
          };
        }
      ).token;
      return { personId: createdBy, memberships, ...(token === undefined ? {} : { token }) };
    },
    { readOnly: true },
  );
}

export async function listJobs(
  ports: ActPorts,
  actor: Actor,
  query: JobQuery = {},
): Promise<Answer<Page<Job>>> {
  const page = await ports.work.inTransaction(visibleTo(actor), (stores) => stores.jobs.list(query), {
    readOnly: true,
  });
  return page.ok ? page : invalid("The list cannot go on from there; begin it again.");
}

export function readJob(
  ports: ActPorts,
  actor: Actor,
  command: { readonly jobId: string },
): Promise<Answer<Job>> {
  return ports.work.inTransaction(
    visibleTo(actor),
    async (stores) => {
      const job = await stores.jobs.find(command.jobId);
      if (job === undefined) return notFound("job");
      // What a job on a dossier made is for those who see the dossier.
      const seen =
        job.dossierId === undefined ? ok(undefined) : await loadDossier(ports, stores, actor, job.dossierId);
      return seen.ok ? ok(job) : notFound("job");
    },
    { readOnly: true },
  );
}

/** For the one who started it, and for admins. */
export function cancelJob(
  ports: ActPorts,
  actor: Actor,
  command: { readonly jobId: string },
): Promise<Answer<Job>> {
  return ports.work.inTransaction(visibleTo(actor), async (stores) => {
    const job = await stores.jobs.find(command.jobId);
    if (job === undefined) return notFound("job");
    const admin = may(actor, "organisation.manage", { organisationId: job.organisationId });
    if (!admin.allowed && job.createdBy !== actor.personId)
      return forbidden("Only who started a job, or an admin, can cancel it.");
    if (!(await stores.jobs.cancel(job.id, ports.clock.now()))) return inState("The job has ended.");
    await auditOrganisation(ports, stores, actor, {
      organisationId: job.organisationId,
      action: "job.cancel",
      subject: `job/${job.id}`,
    });
    const after = await stores.jobs.find(job.id);
    return after === undefined ? notFound("job") : ok(after);
  });
}
