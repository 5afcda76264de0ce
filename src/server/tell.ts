/** Tells live streams what happened, here and on other servers of the same database. */
import { visibleTo, type Database, type Job } from "#workbench/stored";
import type { Actor } from "#access";
import type { EventHub, LiveEvent, Tell } from "./event-hub.ts";
import type { Log } from "./log.ts";
import type { ServerContext } from "./server-context.ts";

const channel = "plumbline_events";

/** Joins the hub to those of other servers. Resolves to the way to tell, and the way to stop. */
export async function joinServers(
  database: Pick<Database, "query" | "listen"> | undefined,
  hub: EventHub,
  name: string,
  log: Log,
): Promise<{ readonly tell: Tell; readonly stop: () => Promise<void> }> {
  if (database === undefined) return { tell: hub.publish, stop: () => Promise.resolve() };
  const stop = await database.listen(channel, (payload) => {
    // The empty text says that messages may have been lost.
    if (payload === "") hub.gap();
    else {
      const message = JSON.parse(payload) as { readonly from: string; readonly event: LiveEvent };
      if (message.from !== name) hub.publish(message.event);
    }
  });
  return {
    tell: (event) => {
      hub.publish(event);
      database
        .query("SELECT pg_notify($1, $2)", [channel, JSON.stringify({ from: name, event })])
        .catch((error: unknown) => {
          log.warn({ err: error }, "other servers could not be told of a change");
        });
    },
    stop,
  };
}

/** Tells everybody who sees the dossier that it changed. */
export async function tellDossier(context: ServerContext, actor: Actor, dossierId: string): Promise<void> {
  const head = await context.ports.work.inTransaction(
    visibleTo(actor),
    (stores) => stores.dossiers.find(dossierId),
    { readOnly: true },
  );
  if (head === undefined) return;
  const organisationIds = [
    ...new Set([head.organisationId, ...head.parties.map((one) => one.organisationId)]),
  ];
  context.tell({ type: "dossier", organisationIds, dossierId, data: { dossierId, revision: head.revision } });
}

export function jobEvent({ id, organisationId, dossierId, state, progress }: Job): LiveEvent {
  return { type: "job", organisationIds: [organisationId], dossierId, data: { jobId: id, state, progress } };
}
