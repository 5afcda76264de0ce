/** `plumbline init`: writes a new dossier. */
import { mkdir, readdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { Header } from "#dossier";
import type { Catalogue, EditionRef } from "#standards";
import { initDossier, type InitCommand, type InitResult } from "#workbench";
import type { Command, Invocation } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { InputError } from "../input-error.ts";
import { faultList, folderPort, openCatalogue, shortName } from "../session.ts";
import { UsageError } from "../usage-error.ts";
import { commandUsage } from "../usage.ts";

const kinds = ["product", "trust-service"] as const;
const objectives = [
  "self-assessment",
  "laboratory-assessment",
  "audit-preparation",
  "conformity-assessment-audit",
] as const;
const assessments = ["first-party", "second-party", "third-party"] as const;

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
    const result = initDossier(await askCommand(invocation, catalogue), catalogue);
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
  return orRefuse(await terminal.ask("Folder for the dossier: "), "init needs a folder: init DIR");
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

async function askCommand(invocation: Invocation, catalogue: Catalogue): Promise<InitCommand> {
  const { flags } = invocation;
  const name = await required(invocation, "name", "Name of the product or trust service: ");
  const kind = oneOf(
    await required(invocation, "kind", "Kind (product or trust-service): "),
    kinds,
    "--kind",
  );
  const supplier = await required(
    invocation,
    "supplier",
    kind === "product" ? "Supplier Organization: " : "Trust service provider: ",
  );
  const policies = kind === "trust-service" ? await askPolicies(invocation, catalogue) : [];
  if (kind === "product" && flags.list("policy").length > 0) refuse("--policy is for trust services");
  const objective = flags.text("objective") ?? (kind === "product" ? "self-assessment" : "audit-preparation");
  return {
    name,
    release: flags.text("release"),
    kind,
    standards: await pinnedStandards(invocation, catalogue),
    objective: oneOf(objective, objectives, "--objective"),
    policies,
    supplier,
    laboratory: flags.text("laboratory"),
    assessment: oneOf(flags.text("assessment") ?? "first-party", assessments, "--assessment"),
  };
}

async function required({ flags, terminal }: Invocation, name: string, question: string): Promise<string> {
  const given = flags.text(name);
  if (given !== undefined && given.trim() !== "") return given.trim();
  return orRefuse(await terminal.ask(question), `init needs --${name} where nobody can be asked`);
}

async function pinnedStandards({ flags }: Invocation, catalogue: Catalogue): Promise<readonly EditionRef[]> {
  const { findEditionByText } = await import("../standards/find-edition.ts");
  const editions = flags.list("edition");
  const standards = flags.list("standard");
  if (editions.length > standards.length) refuse("each --edition belongs to a --standard before it");
  return standards.map((text, index) => {
    const edition = editions[index];
    const { document, edition: name } = findEditionByText(
      catalogue,
      edition === undefined || text.includes("@") ? text : `${text}@${edition}`,
    );
    return { document, edition: name };
  });
}

type Policies = NonNullable<Header["policies"]>;

async function askPolicies({ flags, terminal }: Invocation, catalogue: Catalogue): Promise<Policies> {
  const known = new Set(
    catalogue.editions.flatMap((one) =>
      one.kind === "requirements"
        ? one.policies.filter((policy) => policy.kind === "certificate-policy").map((policy) => policy.id)
        : [],
    ),
  );
  let given = flags.list("policy");
  if (given.length === 0 && terminal.interactive) {
    const answer = await terminal.ask(
      `Certificate policies, separated by spaces (${[...known].join(", ")}; empty for none): `,
    );
    given = (answer ?? "").split(/[\s,]+/).filter((one) => one !== "");
  }
  const { didYouMean } = await import("#base/near-miss");
  return given.map((text) => {
    const [policy = "", ...alternatives] = text.split(":");
    for (const one of [policy, ...alternatives]) {
      if (known.has(one)) continue;
      const meant = didYouMean(one, known);
      refuse(
        `no certificate policy is called "${one}"${meant === undefined ? `; known are ${[...known].join(", ")}` : `; did you mean ${meant}?`}`,
      );
    }
    return alternatives.length === 0 ? policy : { policy, with: alternatives };
  });
}

function oneOf<T extends string>(text: string, words: readonly T[], flag: string): T {
  const found = words.find((word) => word === text.trim());
  return found ?? refuse(`${flag} is one of ${words.join(", ")}, not "${text}"`);
}

function orRefuse(answer: string | undefined, message: string): string {
  return answer === undefined || answer.trim() === "" ? refuse(message) : answer.trim();
}

function refuse(message: string): never {
  throw new UsageError(message, commandUsage(initCommand));
}

function nextSteps(folder: string, { files, header, counts }: InitResult, { terminal }: Invocation): string {
  const { paint } = terminal;
  const product = header.kind === "product";
  const rows = product ? `${counts.rows} ICS rows` : `${counts.rows} requirement rows`;
  const tables = counts.tables === 0 ? "" : `, ${counts.tables} IXIT tables`;
  const written = files.filter((one) => !one.path.startsWith(".")).length;
  return [
    `${paint.bold(header.subject.name)}: ${written} files in ${folder} with ${rows}, ${counts.answers} questions${tables}.`,
    `Pinned to ${header.standards.map((one) => `${one.document} ${one.edition}`).join(", ")}.`,
    "",
    "Next",
    `  1. Describe the ${product ? "device" : "service"} and answer the conditions in ${folder}/scope.yaml`,
    `  2. Claim each row in ${product ? `${folder}/ics.yaml, then fill the IXIT tables that the claims need` : `${folder}/requirements/`}`,
    `  3. plumbline check ${folder}`,
    "",
  ].join("\n");
}
