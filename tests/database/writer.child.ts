/** A process that says what it finds, then writes without end and says so after each commit; a test kills it. */
import { writeSync } from "node:fs";
import { openStores, type OpenStores, type StoresOptions } from "#store/server";
import type { Stores } from "#workbench/stored";
import { at, author } from "./subject.ts";

interface Task {
  readonly options: StoresOptions;
  readonly organisation: string;
  readonly dossier: string;
  /** How many write at the same time. */
  readonly writers: number;
}

const task = JSON.parse(process.argv[2] ?? "") as Task;
const stores = await openStores(task.options);

/** Written at once: what was said before the kill arrives. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

function within<T>(work: (all: Stores) => Promise<T>): Promise<T> {
  return stores.unitOfWork.inTransaction([task.organisation], work);
}

const found = await within(async ({ records, audit }) => ({
  set: await records.readAll(task.dossier),
  head: await audit.head(task.organisation),
}));
const verified = await verify(stores);
say(
  `found ${JSON.stringify({
    revision: found.set?.revision,
    keys: found.set?.records.map((one) => one.key),
    audited: found.head?.seq ?? 0,
    verified,
  })}`,
);

async function verify({ verifyAudit }: OpenStores): Promise<string> {
  const { intact, faults } = await verifyAudit(task.organisation);
  return intact ? "intact" : JSON.stringify(faults);
}

let next = found.set?.revision ?? 0;
async function writeOn(writer: number): Promise<never> {
  for (;;) {
    next += 1;
    const key = `${process.pid}-${writer}-${next}`;
    await within(async ({ records, evaluations, audit }) => {
      const write = { kind: "ics", key, body: { key, text: "x".repeat(200) }, expected: 0 } as const;
      const written = await records.write(task.dossier, write, author);
      if (written.outcome !== "written") throw new Error(`not written: ${JSON.stringify(written)}`);
      const summary = { blockers: written.revision, warnings: 0, notes: 0, currentPhase: 1, conclusion: "" };
      const { dossier: dossierId } = task;
      await evaluations.put({
        dossierId,
        revision: written.revision,
        asOf: "2026-03-01",
        summary,
        result: null,
      });
      const event = {
        organisationId: task.organisation,
        at,
        actor: "p",
        action: "record.write",
        subject: key,
      };
      await audit.append(event);
    });
    say(`done ${key}`);
  }
}

await Promise.all(Array.from({ length: task.writers }, (_, writer) => writeOn(writer)));
