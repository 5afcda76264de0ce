/** In-memory records, dossiers, evaluations and evidence links of one transaction. */
import type {
  DossierHead,
  DossierStore,
  DossierSummary,
  EvaluationStore,
  EvidenceStore,
  Json,
  RecordName,
  RecordStore,
  RecordVersion,
  RecordWrite,
  StoredRecord,
  Visibility,
} from "#workbench/stored";
import { removeRows, replaceRow, type MemoryState, type RecordRow, type VersionRow } from "./memory-state.ts";
import { pageOf } from "./pages.ts";

interface Reach {
  readonly state: MemoryState;
  readonly visibility: Visibility;
}

function reached({ state, visibility }: Reach, id: string): DossierHead | undefined {
  const seen = (organisationId: string): boolean =>
    visibility !== "system" && visibility.includes(organisationId);
  const head = state.dossiers.find((one) => one.id === id);
  const visible =
    head !== undefined && (seen(head.organisationId) || head.parties.some((one) => seen(one.organisationId)));
  return visible ? head : undefined;
}

const named =
  (dossierId: string, { kind, key }: RecordName) =>
  (row: RecordName & { readonly dossierId: string }) =>
    row.dossierId === dossierId && row.kind === kind && row.key === key;

function toStored(row: RecordRow): StoredRecord | undefined {
  const { kind, key, position, body, version, revision, updatedAt, updatedBy } = row;
  if (body === undefined) return undefined;
  return { kind, key, position, body: JSON.parse(body) as Json, version, revision, updatedAt, updatedBy };
}

function toVersion({ kind, key, version, revision, position, body, at, by }: VersionRow): RecordVersion {
  return {
    kind,
    key,
    version,
    revision,
    position,
    body: body === undefined ? undefined : (JSON.parse(body) as Json),
    at,
    by,
  };
}

function versionOf({ updatedAt: at, updatedBy: by, ...row }: RecordRow): VersionRow {
  return { ...row, at, by };
}

function inStoreOrder(a: RecordRow, b: RecordRow): number {
  return compare(a.kind, b.kind) || a.position - b.position || compare(a.key, b.key);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function memoryRecords(reach: Reach): RecordStore {
  const { state } = reach;
  const store: RecordStore = {
    readAll: async (dossierId) => {
      const head = reached(reach, dossierId);
      if (head === undefined) return undefined;
      const rows = state.records.filter((row) => row.dossierId === dossierId).sort(inStoreOrder);
      return Promise.resolve({
        dossierId,
        revision: head.revision,
        records: rows.flatMap((row) => toStored(row) ?? []),
      });
    },
    read: async (dossierId, name) => {
      const row =
        reached(reach, dossierId) === undefined ? undefined : state.records.find(named(dossierId, name));
      return Promise.resolve(row === undefined ? undefined : toStored(row));
    },
    write: async (dossierId, write, author) => {
      const outcome = await store.writeMany(dossierId, [write], author);
      if (outcome.outcome === "conflict")
        return outcome.conflicts[0] as NonNullable<(typeof outcome.conflicts)[0]>;
      if (outcome.outcome === "not-found") return outcome;
      const row = state.records.find(named(dossierId, write));
      if (row === undefined) return { outcome: "not-found", what: "record" };
      return { outcome: "written", revision: outcome.revision, version: row.version, record: toStored(row) };
    },
    writeMany: async (dossierId, writes, { by, at }) => {
      const head = reached(reach, dossierId);
      if (head === undefined) return { outcome: "not-found", what: "dossier" };
      const changes: RecordRow[] = [];
      const conflicts = [];
      for (const write of writes) {
        const row = state.records.find(named(dossierId, write));
        const current = row === undefined ? undefined : toStored(row);
        const version = row?.version ?? 0;
        const fits =
          write.expected === "any" ||
          write.expected === version ||
          (write.expected === 0 && current === undefined);
        if (!fits) {
          conflicts.push({ outcome: "conflict" as const, wanted: write, current, currentVersion: version });
          continue;
        }
        if (write.body === undefined && current === undefined) {
          if (write.expected === "any") continue;
          return { outcome: "not-found", what: "record" };
        }
        const position =
          write.position ?? current?.position ?? lastPosition(state, changes, dossierId, write) + 1;
        const body = write.body === undefined ? undefined : JSON.stringify(write.body);
        if (row !== undefined && current !== undefined && body === row.body && position === row.position)
          continue;
        const { kind, key } = write;
        const revision = head.revision + 1;
        changes.push({
          dossierId,
          kind,
          key,
          position,
          body,
          version: version + 1,
          revision,
          updatedAt: at,
          updatedBy: by,
        });
      }
      if (conflicts.length > 0) return { outcome: "conflict", conflicts };
      if (changes.length === 0) return { outcome: "written", revision: head.revision, changed: 0 };
      for (const row of changes) {
        replaceRow(state.records, named(dossierId, row), row);
        state.versions.push(versionOf(row));
      }
      replaceRow(state.dossiers, (one) => one.id === dossierId, {
        ...head,
        revision: head.revision + 1,
        updatedAt: at,
      });
      return Promise.resolve({ outcome: "written", revision: head.revision + 1, changed: changes.length });
    },
    history: async (dossierId, name, page) => {
      const rows =
        reached(reach, dossierId) === undefined ? [] : state.versions.filter(named(dossierId, name));
      return Promise.resolve(pageOf(rows.reverse().map(toVersion), page));
    },
    changesSince: async (dossierId, revision, page) => {
      const rows = visibleVersions(reach, dossierId).filter((row) => row.revision > revision);
      return Promise.resolve(pageOf(rows.map(toVersion), page));
    },
    recentChanges: async (dossierId, page) =>
      Promise.resolve(pageOf([...visibleVersions(reach, dossierId)].reverse().map(toVersion), page)),
    readAllAt: async (dossierId, revision) => {
      const head = reached(reach, dossierId);
      if (head === undefined || revision > head.revision) return undefined;
      const latest = new Map<string, VersionRow>();
      for (const row of visibleVersions(reach, dossierId)) {
        if (row.revision <= revision) latest.set(`${row.kind} ${row.key}`, row);
      }
      const rows = [...latest.values()].map(({ at, by, ...row }): RecordRow => ({
        ...row,
        updatedAt: at,
        updatedBy: by,
      }));
      return Promise.resolve({
        dossierId,
        revision,
        records: rows.sort(inStoreOrder).flatMap((row) => toStored(row) ?? []),
      });
    },
  };
  return store;
}

function visibleVersions(reach: Reach, dossierId: string): readonly VersionRow[] {
  return reached(reach, dossierId) === undefined
    ? []
    : reach.state.versions.filter((row) => row.dossierId === dossierId);
}

function lastPosition(
  state: MemoryState,
  changes: readonly RecordRow[],
  dossierId: string,
  { kind }: RecordWrite,
): number {
  const rows = [...state.records.filter((row) => row.body !== undefined), ...changes];
  const places = rows
    .filter((row) => row.dossierId === dossierId && row.kind === kind)
    .map((row) => row.position);
  return Math.max(-1, ...places);
}

export function memoryDossiers(reach: Reach): DossierStore {
  const { state } = reach;
  const change = (id: string, part: Partial<DossierHead>): boolean => {
    const head = reached(reach, id);
    if (head === undefined) return false;
    replaceRow(state.dossiers, (one) => one.id === id, { ...head, ...part });
    return true;
  };
  const store: DossierStore = {
    create: async ({ release, ...dossier }, at) => {
      if (!reach.visibility.includes(dossier.organisationId)) throw new Error("the owner is out of reach");
      if (state.dossiers.some((one) => one.id === dossier.id)) return "taken";
      state.dossiers.push({
        ...dossier,
        release,
        revision: 0,
        archivedAt: undefined,
        createdAt: at,
        updatedAt: at,
      });
      return Promise.resolve("created");
    },
    find: async (id) => Promise.resolve(reached(reach, id)),
    lock: async (id) => Promise.resolve(reached(reach, id)),
    list: async (query) => {
      const rows = state.dossiers
        .filter((one) => reached(reach, one.id) !== undefined)
        .filter((one) => query.ownedBy === undefined || one.organisationId === query.ownedBy)
        .filter((one) => query.kind === undefined || one.kind === query.kind)
        .filter(
          (one) => query.search === undefined || one.name.toLowerCase().includes(query.search.toLowerCase()),
        )
        .filter(
          (one) =>
            query.archived === "with" || (one.archivedAt !== undefined) === (query.archived === "only"),
        )
        .sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
      return Promise.resolve(
        pageOf(
          rows.map((one) => toSummary(state, one, query.asOf)),
          query,
        ),
      );
    },
    rename: async (id, { name, release }, updatedAt) =>
      Promise.resolve(
        change(id, {
          ...(name === undefined ? {} : { name }),
          ...(release === undefined ? {} : { release: release ?? undefined }),
          updatedAt,
        }),
      ),
    archive: async (id, at) => Promise.resolve(change(id, { archivedAt: at, updatedAt: at })),
    restore: async (id, at) => Promise.resolve(change(id, { archivedAt: undefined, updatedAt: at })),
    duplicate: async (fromId, to, { at, by }) => {
      if (reached(reach, fromId) === undefined) return "not-found";
      if ((await store.create(to, at)) === "taken") return "taken";
      replaceRow(state.dossiers, (one) => one.id === to.id, {
        ...(state.dossiers.find((one) => one.id === to.id) as DossierHead),
        revision: 1,
      });
      for (const row of state.records.filter((one) => one.dossierId === fromId && one.body !== undefined)) {
        const copy = { ...row, dossierId: to.id, version: 1, revision: 1, updatedAt: at, updatedBy: by };
        state.records.push(copy);
        state.versions.push(versionOf(copy));
      }
      for (const link of state.links.filter((one) => one.dossierId === fromId)) {
        state.links.push({ ...link, dossierId: to.id, createdAt: at, createdBy: by });
      }
      return "created";
    },
    setParties: async (id, parties, updatedAt) => {
      const owner = reached(reach, id)?.organisationId;
      // A party could otherwise open the dossier to others.
      const own = owner !== undefined && reach.visibility.includes(owner);
      return Promise.resolve(own && change(id, { parties, updatedAt }));
    },
  };
  return store;
}

function toSummary(state: MemoryState, head: DossierHead, asOf: string): DossierSummary {
  const kept = state.evaluations.filter((one) => one.dossierId === head.id && one.asOf <= asOf);
  const newest = kept.sort((a, b) => b.revision - a.revision || compare(b.asOf, a.asOf))[0];
  return {
    ...head,
    organisationName: state.organisations.find((one) => one.id === head.organisationId)?.name ?? "",
    evaluation:
      newest === undefined
        ? undefined
        : { revision: newest.revision, asOf: newest.asOf, summary: newest.summary },
  };
}

export function memoryEvaluations(reach: Reach): EvaluationStore {
  const { state } = reach;
  return {
    get: async ({ dossierId, revision, asOf }) => {
      const visible = reached(reach, dossierId) !== undefined;
      const fits = state.evaluations.find(
        (one) => one.dossierId === dossierId && one.revision === revision && one.asOf === asOf,
      );
      return Promise.resolve(visible ? fits : undefined);
    },
    put: async (evaluation) => {
      const { dossierId, revision, asOf } = evaluation;
      if (reached(reach, dossierId) === undefined) return false;
      removeRows(state.evaluations, (one) => one.dossierId === dossierId && one.revision < revision);
      const same = (one: typeof evaluation): boolean =>
        one.dossierId === dossierId && one.revision === revision && one.asOf === asOf;
      replaceRow(state.evaluations, same, evaluation);
      return Promise.resolve(true);
    },
    forget: async (dossierId) => {
      removeRows(state.evaluations, (one) => one.dossierId === dossierId);
      return Promise.resolve();
    },
  };
}

export function memoryEvidence(reach: Reach): EvidenceStore {
  const { state } = reach;
  const fits = (dossierId: string, evidenceId: string) => (one: { dossierId: string; evidenceId: string }) =>
    one.dossierId === dossierId && one.evidenceId === evidenceId;
  return {
    link: async (link, { by, at }) => {
      if (reached(reach, link.dossierId) === undefined) return false;
      replaceRow(state.links, fits(link.dossierId, link.evidenceId), {
        ...link,
        createdAt: at,
        createdBy: by,
      });
      return Promise.resolve(true);
    },
    unlink: async (dossierId, evidenceId) =>
      Promise.resolve(
        reached(reach, dossierId) !== undefined && removeRows(state.links, fits(dossierId, evidenceId)),
      ),
    find: async (dossierId, evidenceId) =>
      Promise.resolve(
        reached(reach, dossierId) === undefined ? undefined : state.links.find(fits(dossierId, evidenceId)),
      ),
    list: async (dossierId) =>
      Promise.resolve(
        reached(reach, dossierId) === undefined
          ? []
          : state.links.filter((one) => one.dossierId === dossierId),
      ),
    isReferenced: async (sha256) => Promise.resolve(state.links.some((one) => one.sha256 === sha256)),
  };
}
