/** Records: read, write and remove with optimistic concurrency, history. */
import { openDossier, readChanges, readHistory, readRecord, writeRecord } from "#workbench/stored";
import { dossierTag, expectedVersion, isSameTag, recordTag, taken } from "../answers.ts";
import type { Handlers } from "../bind.ts";
import { refuse } from "../refusal.ts";
import type { ServerContext } from "../server-context.ts";
import { tellDossier } from "../tell.ts";
import { recordShape, versionShape } from "./shapes.ts";

type Ids =
  "listRecords" | "readRecord" | "writeRecord" | "removeRecord" | "readRecordHistory" | "listChanges";

export function recordHandlers(context: ServerContext): Handlers<Ids> {
  const { ports } = context;
  return {
    listRecords: async ({ identity: { actor }, params, query, request }) => {
      const { revision, records } = taken(
        await openDossier(ports, actor, { ...params, revision: query.revision }),
      );
      const tag = dossierTag(revision);
      if (isSameTag(request.headers["if-none-match"], tag))
        return { none: true, status: 304, headers: { etag: tag } };
      const items = records
        .filter((one) => query.kind === undefined || one.kind === query.kind)
        .map(recordShape);
      return { json: { revision, items }, headers: { etag: tag } };
    },
    readRecord: async ({ identity: { actor }, params, request }) => {
      const record = taken(await readRecord(ports, actor, params));
      const headers = { etag: recordTag(record.version) };
      if (isSameTag(request.headers["if-none-match"], headers.etag))
        return { none: true, status: 304, headers };
      return { json: recordShape(record), headers };
    },
    writeRecord: async ({ identity: { actor }, params, body, request }) => {
      const expected = expectedVersion(request.headers, "v");
      const written = taken(
        await writeRecord(ports, actor, { ...params, body: body.body, expected, position: body.position }),
      );
      await tellDossier(context, actor, params.dossierId);
      const { record, version } = written;
      if (record === undefined) return refuse("internal");
      return {
        json: recordShape(record),
        status: expected === 0 ? 201 : 200,
        headers: { etag: recordTag(version) },
      };
    },
    removeRecord: async ({ identity: { actor }, params, request }) => {
      const expected = expectedVersion(request.headers, "v");
      taken(await writeRecord(ports, actor, { ...params, body: undefined, expected }));
      await tellDossier(context, actor, params.dossierId);
      return { none: true, status: 204 };
    },
    readRecordHistory: async ({ identity: { actor }, params, query }) => {
      const page = taken(await readHistory(ports, actor, { ...params, ...query }));
      return { json: { items: page.items.map(versionShape), next: page.next } };
    },
    listChanges: async ({ identity: { actor }, params, query }) => {
      const page = taken(await readChanges(ports, actor, { ...params, ...query }));
      return { json: { items: page.items.map(versionShape), next: page.next } };
    },
  };
}
