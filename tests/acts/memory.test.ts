/** Law: after any writes, what is in memory, what a fresh process reads, and what another server sees are the same. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recordKinds, recordsOf, type RecordKind } from "#dossier";
import {
  createDossierMemory,
  evaluateStored,
  openDossier,
  writeRecord,
  type ActPorts,
} from "#workbench/stored";
import { memoryWork } from "../doubles/ports/memory-work.ts";
import { catalogue, makeDossier, makeWorld, smallDossier, valueOf } from "./world.ts";

interface Edit {
  readonly kind: RecordKind;
  readonly key: string;
  readonly body: unknown;
  /** Which of two servers does it. */
  readonly server: 0 | 1;
}

const text = fc.constantFrom("one", "two", "three");
const bodies: readonly fc.Arbitrary<Omit<Edit, "server">>[] = [
  fc.record({
    kind: fc.constant("ics" as const),
    key: fc.constantFrom("5.1-1", "5.1-2", "5.2-1"),
    body: fc.option(fc.record({ support: fc.constantFrom("Y", "N"), detail: text }), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant("ixit" as const),
    key: fc.constantFrom("1-AuthMech/AuthMech-Web", "1-AuthMech/B", "7-UpdMech/U"),
    body: fc.option(
      text.map((one) => ({ fields: { Description: one }, own: {} })),
      { nil: undefined },
    ),
  }),
  fc.record({
    kind: fc.constant("ixit-table" as const),
    key: fc.constantFrom("3-VulnTypes", "7-UpdMech"),
    body: fc.constantFrom({}, undefined),
  }),
  fc.record({
    kind: fc.constant("case" as const),
    key: fc.constantFrom("5.1-1-1", "5.1-1-2"),
    body: fc.option(fc.record({ verdict: fc.constantFrom("PASS", "FAIL") }), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant("overall" as const),
    key: fc.constant("main"),
    body: fc.option(fc.record({ reason: text }), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant("scope" as const),
    key: fc.constant("main"),
    body: fc.option(fc.record({ supportProcess: text }), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant("header" as const),
    key: fc.constant("main"),
    body: text.map((name) => ({ ...smallDossier().header, subject: { name } })),
  }),
];
const edit: fc.Arbitrary<Edit> = fc
  .tuple(fc.oneof(...bodies), fc.constantFrom(0 as const, 1 as const))
  .map(([one, server]) => ({ ...one, server }));

describe("memory", () => {
  it("never differs from the stores", async () => {
    const world = await makeWorld(memoryWork());
    const admin = world.actor("supplier admin");
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 12 }), async (edits) => {
        const dossierId = await makeDossier(world);
        const other: ActPorts = { ...world.ports, memory: createDossierMemory(catalogue) };
        const servers = [world.ports, other] as const;
        for (const { server, ...one } of edits) {
          const { records } = valueOf(await openDossier(servers[server], admin, { dossierId }));
          const expected =
            records.find((each) => each.kind === one.kind && each.key === one.key)?.version ?? 0;
          await writeRecord(servers[server], admin, { dossierId, ...one, expected });
        }
        const fresh: ActPorts = { ...world.ports, memory: createDossierMemory(catalogue) };
        const seen = [];
        for (const ports of [fresh, ...servers]) {
          const { dossier, evaluation } = valueOf(await evaluateStored(ports, admin, { dossierId }));
          const { records } = valueOf(await openDossier(ports, admin, { dossierId }));
          seen.push({ dossier, taken: recordsOf(dossier), evaluation, records });
        }
        const [first, ...rest] = seen;
        for (const one of rest) expect(one).toEqual(first);
      }),
      { numRuns: 60 },
    );
  });

  it("stays within its limits and forgets nothing that matters", async () => {
    const work = memoryWork();
    const world = await makeWorld(work);
    const memory = createDossierMemory(catalogue, { dossiers: 2, records: 1000 });
    const small = { ...world, ports: { ...world.ports, memory } };
    const ids = [await makeDossier(small), await makeDossier(small), await makeDossier(small)];
    expect(ids.map((id) => memory.recall(id, 1) !== undefined)).toEqual([false, true, true]);
    for (const dossierId of [...ids, ...ids])
      valueOf(await evaluateStored(small.ports, world.actor("supplier reader"), { dossierId }));
    const tiny = createDossierMemory(catalogue, { dossiers: 10, records: 1 });
    for (const dossierId of ids)
      valueOf(
        await evaluateStored({ ...world.ports, memory: tiny }, world.actor("supplier reader"), { dossierId }),
      );
    expect(ids.map((id) => tiny.recall(id, 1) !== undefined)).toEqual([false, false, true]);
    tiny.forget(ids[2] ?? "");
    expect(tiny.latest(ids[2] ?? "")).toBeUndefined();
  });

  it("an older state never replaces a newer one", async () => {
    const world = await makeWorld(memoryWork());
    const dossierId = await makeDossier(world);
    const { memory } = world.ports;
    const old = memory.latest(dossierId);
    if (old === undefined) throw new Error("nothing is remembered");
    memory.keep(dossierId, { ...old, revision: 5 });
    memory.keep(dossierId, old);
    expect(memory.latest(dossierId)?.revision).toBe(5);
    expect(recordKinds.length).toBe(18);
  });
});
