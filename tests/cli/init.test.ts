/** `init` on a terminal: it asks for what is missing, asks again after a slip, and says what comes next. */
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import type { Header } from "#dossier";
import { initCommand } from "../../src/cli/commands/init.ts";
import { invocationOn, type Said } from "./session.ts";

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plumbline-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Dialogue extends Said {
  readonly questions: string[];
}

/** Runs `init` with somebody who gives these answers, one after the other. */
async function dialogue(
  answers: readonly string[],
  flags: Readonly<Record<string, string>> = {},
): Promise<Dialogue> {
  const said: Dialogue = { out: [], err: [], questions: [] };
  const invocation = invocationOn(folder, said, flags);
  const waiting = [...answers];
  const terminal = {
    ...invocation.terminal,
    interactive: true,
    ask: (question: string) => {
      said.questions.push(question);
      return Promise.resolve(waiting.shift());
    },
  };
  await initCommand.run({ ...invocation, terminal });
  expect(waiting).toEqual([]);
  return said;
}

async function header(): Promise<Header> {
  return parse(await readFile(join(folder, "plumbline.yaml"), "utf8")) as Header;
}

test("a product, with slips on the way", async () => {
  const { err, out } = await dialogue([
    "",
    "Plug",
    "1.0",
    "produkt",
    "prod",
    "Ex Ltd",
    "EN 303 645@V9.9.9",
    "303645@2.1.1",
    "lab",
    "third-party",
    "Lab",
  ]);
  expect(err).toEqual([
    "  An answer is needed here.",
    '  "produkt" is not one of product, trust-service; did you mean product?',
    "  the catalogue has no edition V9.9.9 of ETSI EN 303 645; it has V3.1.3, V2.1.1",
  ]);
  expect(await header()).toMatchObject({
    kind: "product",
    subject: { name: "Plug", release: "1.0" },
    standards: [{ document: "ETSI EN 303 645", edition: "V2.1.1" }],
    objective: "laboratory-assessment",
    parties: { supplier: { name: "Ex Ltd" }, laboratory: { name: "Lab" }, assessment: "third-party" },
  });
  expect(out.join("")).toContain("plumbline check . says what is missing");
});

test("a trust service is asked for its policies, and for the alternative that a policy leaves", async () => {
  const { err, questions } = await dialogue([
    "CA",
    "",
    "tsp",
    "CA Ltd",
    "QCP-n-qcsd",
    "QCP-n-qscd, QNCP-w",
    "ovcp",
    "",
    "",
    "",
  ]);
  expect(err).toEqual(['  no certificate policy is called "QCP-n-qcsd"; did you mean QCP-n-qscd?']);
  expect(questions.join("\n")).toContain("QNCP-w builds on OVCP or IVCP");
  const { policies, standards, objective } = await header();
  expect(policies).toEqual(["QCP-n-qscd", { policy: "QNCP-w", with: ["OVCP"] }]);
  expect(standards.map((one) => one.document)).toEqual([
    "ETSI EN 319 401",
    "ETSI EN 319 411-1",
    "ETSI EN 319 411-2",
  ]);
  expect(objective).toBe("audit-preparation");
});

test("who gives all that is needed with flags is asked nothing", async () => {
  const { questions } = await dialogue([], { name: "Plug", kind: "product", supplier: "Ex" });
  expect(questions).toEqual([]);
  expect((await header()).standards).toHaveLength(2);
});

test("input that ends half-way writes nothing", async () => {
  await expect(dialogue(["Plug", "", "product"])).rejects.toThrow("init needs --supplier");
  expect(await readdir(folder)).toEqual([]);
});

test("an alternative that a policy does not offer is refused", async () => {
  const flags = { name: "CA", kind: "trust-service", supplier: "CA", policy: "QCP-n:OVCP" };
  await expect(dialogue([], flags)).rejects.toThrow("QCP-n does not build on OVCP");
});
