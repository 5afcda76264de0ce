/** Dossiers as wholes: list, create, read, rename, copy, archive, parties, export. */
import { Readable } from "node:stream";
import { writeZip } from "#interchange/dossier-zip";
import {
  archiveDossier,
  createDossier,
  duplicateDossier,
  evaluateStored,
  exportFolder,
  listDossiers,
  openDossier,
  renameDossier,
  setParties,
  type DossierHead,
} from "#workbench/stored";
import { dossierTag, taken } from "../answers.ts";
import type { Endpoints } from "#contract";
import type { Call, Handlers, Sent } from "../bind.ts";
import { attachment } from "../file-reply.ts";
import { refuse } from "../refusal.ts";
import type { ServerContext } from "../server-context.ts";
import { tellDossier } from "../tell.ts";
import { headShape } from "./shapes.ts";

type Ids =
  | "listDossiers"
  | "createDossier"
  | "readDossier"
  | "changeDossier"
  | "duplicateDossier"
  | "archiveDossier"
  | "restoreDossier"
  | "setParties"
  | "exportDossier";

export function dossierHandlers(context: ServerContext): Handlers<Ids> {
  const { ports } = context;
  const made = (head: DossierHead): Sent => ({
    json: headShape(head),
    status: 201,
    headers: { location: `/api/v1/dossiers/${head.id}`, etag: dossierTag(head.revision) },
  });
  const changed = (head: DossierHead): Sent => ({
    json: headShape(head),
    headers: { etag: dossierTag(head.revision) },
  });
  const archiving =
    (archived: boolean) =>
    async ({
      identity: { actor },
      params,
    }: Pick<Call<Endpoints["archiveDossier"]>, "identity" | "params">): Promise<Sent> => {
      const head = taken(await archiveDossier(ports, actor, { ...params, archived }));
      await tellDossier(context, actor, head.id);
      return changed(head);
    };
  return {
    listDossiers: async ({ identity: { actor }, query }) => {
      const page = taken(
        await listDossiers(ports, actor, { ...query, asOf: query.asOf ?? ports.clock.today() }),
      );
      return {
        json: {
          items: page.items.map((one) => ({
            ...headShape(one),
            organisationName: one.organisationName,
            evaluation: one.evaluation,
          })),
          next: page.next,
        },
      };
    },
    createDossier: async ({ identity: { actor }, body }) => {
      const head = taken(await createDossier(ports, actor, body));
      await tellDossier(context, actor, head.id);
      return made(head);
    },
    readDossier: async ({ identity: { actor }, params }) => {
      const opened = taken(await openDossier(ports, actor, params));
      const evaluated = taken(await evaluateStored(ports, actor, params));
      const { head, mode, records, mayDo } = opened;
      const counts: Record<string, number> = {};
      for (const { kind } of records) counts[kind] = (counts[kind] ?? 0) + 1;
      const organisationName = await ownerName(context, head);
      return {
        json: {
          ...headShape(head),
          organisationName,
          mode,
          evaluation: { asOf: evaluated.asOf, summary: evaluated.summary },
          records: counts,
          mayDo,
        },
        headers: { etag: dossierTag(head.revision) },
      };
    },
    changeDossier: async ({ identity: { actor }, params, body }) => {
      const head = taken(await renameDossier(ports, actor, { ...params, ...body }));
      await tellDossier(context, actor, head.id);
      return changed(head);
    },
    duplicateDossier: async ({ identity: { actor }, params, body }) => {
      const head = taken(await duplicateDossier(ports, actor, { ...params, ...body }));
      await tellDossier(context, actor, head.id);
      return made(head);
    },
    archiveDossier: archiving(true),
    restoreDossier: archiving(false),
    setParties: async ({ identity: { actor }, params, body }) => {
      const head = taken(await setParties(ports, actor, { ...params, ...body }));
      await tellDossier(context, actor, head.id);
      return changed(head);
    },
    exportDossier: async ({ identity: { actor }, params }) => {
      const { head, files, schemas, evidence } = taken(await exportFolder(ports, actor, params));
      const zip = writeZip([...files, ...schemas], evidence);
      if (!zip.ok)
        return refuse("invalid", "Some evidence file has a path that no archive can hold.", {
          problems: [...zip.error],
        });
      return {
        content: Readable.from(zip.value),
        ...attachment(`${head.name} ${head.release ?? ""}`.trim(), "zip", "application/zip"),
      };
    },
  };
}

/** The name of the owner is shown to all who see the dossier, members or not. */
async function ownerName({ ports }: ServerContext, { organisationId }: DossierHead): Promise<string> {
  const owner = await ports.work.inTransaction(
    "system",
    (stores) => stores.organisations.find(organisationId),
    { readOnly: true },
  );
  return owner?.name ?? organisationId;
}
