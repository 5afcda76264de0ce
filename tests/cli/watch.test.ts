/** A watch checks again after a change, with what it remembers, and ends when it is interrupted. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Evaluation } from "#evaluation";
import { watchCheck } from "../../src/cli/commands/check.ts";
import { openDossier, type SessionMemory } from "../../src/cli/session.ts";
import type { WatchWorld } from "../../src/cli/watch.ts";
import { root } from "./run.ts";
import { invocationOn, type Said } from "./session.ts";

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plumbline-"));
  await cp(`${root}examples/smart-plug`, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A world in which the test makes the changes and the interruption. */
function madeUpWorld() {
  const world = {
    change: undefined as unknown as (name: string | undefined) => void,
    interrupt: (): void => undefined,
    closed: false,
  };
  const asWorld: WatchWorld = {
    watchFolder: (_root, onChange) => {
      world.change = onChange;
      return { close: () => void (world.closed = true) };
    },
    onInterrupt: (callback) => {
      world.interrupt = callback;
    },
  };
  return { world, asWorld };
}

async function until(holds: () => boolean): Promise<void> {
  for (let count = 0; count < 400 && !holds(); count += 1) await new Promise((next) => setTimeout(next, 25));
  expect(holds()).toBe(true);
}

const checks = (said: Said): number => said.err.filter((line) => line.startsWith("Watching")).length;

test("keeps one evaluator over the changes of a dossier", async () => {
  const said: Said = { out: [], err: [] };
  const memory: SessionMemory = { kept: undefined };
  const { world, asWorld } = madeUpWorld();
  const ended = watchCheck(invocationOn(folder, said), memory, asWorld);
  await until(() => checks(said) === 1);
  const first = memory.kept;
  if (first === undefined) throw new Error("the watch remembers nothing");
  const evaluations: Evaluation[] = [];
  memory.kept = {
    ...first,
    evaluator: {
      evaluate: (...asked) => {
        const evaluation = first.evaluator.evaluate(...asked);
        evaluations.push(evaluation);
        return evaluation;
      },
    },
  };
  const ics = join(folder, "ics.yaml");
  await writeFile(ics, (await readFile(ics, "utf8")).replace("support: N/A", "support: Y"));
  world.change("ics.yaml");
  await until(() => checks(said) === 2);
  expect(evaluations).toHaveLength(1);
  expect(said.out[1]).not.toBe(said.out[0]);
  // What an editor writes beside the files is no reason to look.
  world.change(".ics.yaml.swp");
  world.change("ics.yaml~");
  await new Promise((next) => setTimeout(next, 200));
  expect(checks(said)).toBe(2);
  world.interrupt();
  expect(await ended).toBe(1);
  expect(world.closed).toBe(true);
});

test("evaluates only what a change touches", async () => {
  const memory: SessionMemory = { kept: undefined };
  const invocation = invocationOn(folder, { out: [], err: [] });
  const before = (await openDossier(invocation, memory)).checked.evaluation;
  const ics = join(folder, "ics.yaml");
  await writeFile(ics, (await readFile(ics, "utf8")).replace(/(5\.1-1:[^]*?detail: )/, "$1Reworded. "));
  const after = (await openDossier(invocation, memory)).checked.evaluation;
  const afresh = (await openDossier(invocation)).checked.evaluation;
  expect(after).toEqual(afresh);
  const group = (evaluation: Evaluation | undefined) =>
    evaluation?.plan.groups.find((one) => one.id === "5.3-1");
  expect(group(after)).toBe(group(before));
});

test("goes on after a file that cannot be read, and says what is wrong with it", async () => {
  const said: Said = { out: [], err: [] };
  const { world, asWorld } = madeUpWorld();
  const ended = watchCheck(invocationOn(folder, said), { kept: undefined }, asWorld);
  await until(() => checks(said) === 1);
  const header = join(folder, "plumbline.yaml");
  const text = await readFile(header, "utf8");
  await writeFile(header, `${text}broken: [\n`);
  world.change("plumbline.yaml");
  await until(() => checks(said) === 2);
  expect(said.out.at(-1)).toContain("file/yaml-syntax");
  await writeFile(header, text);
  world.change(undefined);
  await until(() => checks(said) === 3);
  expect(said.out.at(-1)).toBe(said.out[0]);
  world.interrupt();
  expect(await ended).toBe(1);
});

test("a folder that cannot be watched is an unreadable input", async () => {
  const said: Said = { out: [], err: [] };
  await expect(watchCheck(invocationOn(join(folder, "gone"), said), { kept: undefined })).rejects.toThrow(
    "cannot watch",
  );
});
