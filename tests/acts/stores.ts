/** The kinds of stores that every act is tested on. */
import { describe } from "vitest";
import { afterAll, beforeAll } from "vitest";
import type { UnitOfWork } from "#workbench/stored";
import { embeddedPlace, postgresIsThere, postgresPlace, type Place } from "../database/servers.ts";
import { memoryWork } from "../doubles/ports/memory-work.ts";
import { makeWorld, type World } from "./world.ts";

export interface Subject {
  readonly world: () => World;
  readonly work: () => UnitOfWork;
}

/** Runs the tests on the in-memory stores, on PGlite, and on PostgreSQL where one answers. */
export async function onEveryStore(name: string, tests: (subject: Subject) => void): Promise<void> {
  describe(`${name}, in memory`, () => {
    tests(subjectOf(() => Promise.resolve({ work: memoryWork(), close: () => Promise.resolve() })));
  });
  describe(`${name}, on PGlite`, () => {
    tests(subjectOf(() => openPlace(embeddedPlace)));
  });
  describe.skipIf(!(await postgresIsThere()))(`${name}, on PostgreSQL`, () => {
    tests(subjectOf(() => openPlace(postgresPlace)));
  });
}

interface Opened {
  readonly work: UnitOfWork;
  readonly close: () => Promise<void>;
}

async function openPlace(makePlace: () => Promise<Place>): Promise<Opened> {
  const place = await makePlace();
  const stores = await place.open();
  const close = async (): Promise<void> => {
    await stores.close();
    await place.remove();
  };
  return { work: stores.unitOfWork, close };
}

function subjectOf(open: () => Promise<Opened>): Subject {
  let opened: Opened | undefined;
  let world: World | undefined;
  beforeAll(async () => {
    opened = await open();
    world = await makeWorld(opened.work);
  });
  afterAll(async () => {
    await opened?.close();
  });
  const ready = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("the stores are not open");
    return value;
  };
  return { world: () => ready(world), work: () => ready(opened).work };
}
