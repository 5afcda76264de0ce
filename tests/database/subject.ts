/** What the conformance tests start from: open stores, a fresh organisation, a fresh dossier. */
import { randomIds, type OpenStores } from "#store/server";
import type { Authorship, Json, Page, RecordWrite, Stores, Visibility } from "#workbench/stored";

/** The stores under test; opened before the first test. */
export interface Subject {
  readonly stores: () => OpenStores;
}

export const at = "2026-03-01T12:00:00.000Z";
export const author: Authorship = { by: "person-1", at };

export function within<T>(
  subject: Subject,
  organisations: Visibility,
  work: (stores: Stores) => Promise<T>,
): Promise<T> {
  return subject.stores().unitOfWork.inTransaction(organisations, work);
}

export async function newOrganisation(subject: Subject, name = "Maker"): Promise<string> {
  const id = randomIds.next();
  await within(subject, "system", ({ organisations }) => organisations.create({ id, name, createdAt: at }));
  return id;
}

export async function newPerson(subject: Subject, name = "Ada"): Promise<string> {
  const id = randomIds.next();
  const person = { id, email: `${id}@example.org`, name, createdAt: at };
  await within(subject, "system", ({ organisations }) => organisations.createPerson(person));
  return id;
}

export async function newDossier(
  subject: Subject,
  organisationId: string,
  more: { readonly name?: string; readonly laboratory?: string; readonly at?: string } = {},
): Promise<string> {
  const id = randomIds.next();
  const parties = [
    { organisationId, party: "supplier" as const },
    ...(more.laboratory === undefined
      ? []
      : [{ organisationId: more.laboratory, party: "laboratory" as const }]),
  ];
  const dossier = { id, organisationId, name: more.name ?? "Smart plug", kind: "product" as const, parties };
  await within(subject, [organisationId], ({ dossiers }) => dossiers.create(dossier, more.at ?? at));
  return id;
}

export function icsWrite(
  key: string,
  body: Json | undefined,
  expected: RecordWrite["expected"],
): RecordWrite {
  return { kind: "ics", key, body, expected };
}

/** The page of a list whose cursor was good. */
export function pageIn<T>(result: { ok: true; value: Page<T> } | { ok: false; error: unknown }): Page<T> {
  if (result.ok) return result.value;
  throw new Error(`The list refused its cursor: ${String(result.error)}`);
}

/** All pieces of a list, and how many there were. */
export async function allPages<T>(
  read: (after: string | undefined) => Promise<{ ok: true; value: Page<T> } | { ok: false; error: unknown }>,
): Promise<{ readonly items: readonly T[]; readonly pieces: number }> {
  const items: T[] = [];
  let after: string | undefined;
  for (let pieces = 1; ; pieces += 1) {
    const page = pageIn(await read(after));
    items.push(...page.items);
    if (page.next === undefined) return { items, pieces };
    after = page.next;
  }
}
