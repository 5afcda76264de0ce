/** `plumbline init`: writes a new dossier. */
import { mkdir, readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { initDossier, type InitResult } from "#workbench";
import type { Command, Invocation } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { askInit, assessments, kinds, objectives } from "../init-answers.ts";
import { InputError } from "../input-error.ts";
import { faultList, folderPort, openCatalogue, shortName } from "../session.ts";
import { hang, oneLine } from "../text-width.ts";
import { UsageError } from "../usage-error.ts";

export const initCommand: Command = {
  name: "init",
  summary: "Start a dossier with every row and table that applies",
  usage: [
    "init [DIR]        asks on a terminal",
    "init DIR --name NAME --kind product|trust-service --supplier NAME [--policy POLICY]…",
  ],
  options: {
    dir: { type: "string", value: "DIR", help: "Folder for the dossier; made where it is not there." },
    name: { type: "string", value: "NAME", help: "Name of the product or trust service." },
    release: { type: "string", value: "TEXT", help: "Release or period the dossier is about." },
    kind: { type: "string", value: kinds.join("|"), words: kinds, help: "What is assessed." },
    standard: {
      type: "string",
      multiple: true,
      value: "DOCUMENT[@EDITION]",
      help: "A standard to pin (repeatable); the newest editions where none is given.",
    },
    edition: {
      type: "string",
      multiple: true,
      value: "EDITION",
      help: "Edition of the --standard before it (repeatable, in the same order).",
    },
    objective: {
      type: "string",
      value: "OBJECTIVE",
      words: objectives,
      help: `One of ${objectives.join(", ")}.`,
    },
    policy: {
      type: "string",
      multiple: true,
      value: "POLICY[:ALTERNATIVE]",
      help: "A certificate policy the provider claims (repeatable), e.g. QCP-n-qscd or QNCP-w:OVCP.",
    },
    supplier: { type: "string", value: "NAME", help: "Supplier Organization or trust service provider." },
    laboratory: { type: "string", value: "NAME", help: "Test Laboratory or auditor." },
    assessment: {
      type: "string",
      value: "WHO",
      words: assessments,
      help: "first-party (default), second-party or third-party.",
    },
  },
  minOperands: 0,
  maxOperands: 1,
  operand: "a folder",
  examples: [
    "init smart-plug --name 'Smart Plug' --kind product --supplier 'Example Ltd'",
    "init tsp --name 'Example CA' --kind trust-service --supplier 'Example CA' --policy QCP-n-qscd --policy QNCP-w:OVCP",
  ],
  run: async (invocation) => {
    const { terminal } = invocation;
    const folder = await wantedFolder(invocation);
    const root = resolve(terminal.cwd, folder);
    await refuseFilled(root, folder);
    const catalogue = await openCatalogue(invocation);
    const result = initDossier(await askInit(invocation, catalogue), catalogue);
    await mkdir(root, { recursive: true });
    await mkdir(resolve(root, "evidence"), { recursive: true });
    const written = await folderPort(root).write(result.files);
    if (!written.ok)
      throw new InputError(faultList(`the dossier could not be written to ${folder}`, written.error));
    terminal.out(nextSteps(shortName(terminal.cwd, root), result, invocation));
    return exitCodes.clean;
  },
};

async function wantedFolder({ flags, operands, terminal }: Invocation): Promise<string> {
  const given = operands[0] ?? flags.text("dir");
  if (operands[0] !== undefined && flags.text("dir") !== undefined)
    return refuse("the folder is given twice, as operand and with --dir");
  if (given !== undefined) return given;
  const answer = (await terminal.ask("Folder for the dossier: "))?.trim() ?? "";
  return answer === "" ? refuse("init needs a folder: init DIR") : answer;
}

/** Hidden files such as .git are no obstacle; anything else could be somebody's work. */
async function refuseFilled(root: string, folder: string): Promise<void> {
  let names: readonly string[];
  try {
    names = await readdir(root);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
    throw new InputError(
      `${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const inTheWay = names.filter((name) => !name.startsWith("."));
  if (inTheWay.length > 0) {
    throw new InputError(
      `${folder} is not empty (${inTheWay.slice(0, 3).join(", ")}${inTheWay.length > 3 ? " …" : ""}); init only writes to an empty folder`,
    );
  }
}

function refuse(message: string): never {
  throw new UsageError(message);
}

function nextSteps(folder: string, { files, header, counts }: InitResult, { terminal }: Invocation): string {
  const { paint, quiet } = terminal;
  const product = header.kind === "product";
  const rows = product ? `${counts.rows} ICS rows` : `${counts.rows} requirement rows`;
  const tables = counts.tables === 0 ? "" : `, ${counts.tables} IXIT tables`;
  const written = files.filter((one) => !one.path.startsWith(".")).length;
  const place = folder === "." ? "" : `${folder}/`;
  const lines = [
    `${paint.bold(oneLine(header.subject.name))}: ${written} files in ${folder} with ${rows}, ${counts.answers} questions${tables}.`,
    `Pinned to ${header.standards.map((one) => `${one.document} ${one.edition}`).join(", ")}.`,
  ];
  const steps = [
    product
      ? `Describe the device under test in ${place}scope.yaml and answer the questions there`
      : `Describe the service in ${place}scope.yaml and answer the questions there`,
    product
      ? `Claim Y, N or N/A in each row of ${place}ics.yaml, then fill the tables in ${place}ixit/ that the claims need`
      : `Give each row in ${place}requirements/ a status, with the practice statement and evidence behind it`,
    `plumbline check ${folder} says what is missing and what comes next`,
  ];
  if (!quiet)
    lines.push("", "Next", ...steps.flatMap((step, index) => hang(`  ${index + 1}. `, step, terminal.width)));
  return `${lines.join("\n")}\n`;
}
