/** `plumbline audit verify`: follows the audit trail of every organisation of a database and names what differs. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { OpenStores } from "#store/server";
import type { Command, Invocation } from "../command.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { InputError } from "../input-error.ts";
import { UsageError } from "../usage-error.ts";

export const auditCommand: Command = {
  name: "audit",
  summary: "Verify that nothing of an audit trail was changed, moved or cut off",
  usage: ["audit verify [DATABASE_URL] [--data DIR]"],
  options: {
    data: {
      type: "string",
      value: "DIR",
      help: "Data folder with the embedded database, the key and the heads kept outside (PLUMBLINE_DATA).",
    },
  },
  minOperands: 1,
  maxOperands: 2,
  operand: "verify, and after it the address of a PostgreSQL database",
  details:
    "For each organisation it shows the number of events, the last event that is signed, and what differs. The embedded database must not be in use; stop its server first. For PostgreSQL, --data is the folder of a server on it, for the key and the heads kept outside.",
  examples: ["audit verify", "audit verify --data ./plumbline-data"],
  run: audit,
};

async function audit(invocation: Invocation): Promise<ExitCode> {
  const { operands, flags, terminal } = invocation;
  const [word, address] = operands;
  if (word !== "verify") throw new UsageError(`audit can verify, not ${word ?? "nothing"}`);
  const { readSettings } = await import("#server");
  const environment = address === undefined ? process.env : { ...process.env, DATABASE_URL: address };
  const settings = readSettings({ data: flags.text("data") }, environment, terminal.cwd);
  if (!settings.ok) throw new InputError(settings.error.join("\n"));
  const { dataFolder: folder, databaseUrl: url, auditKey } = settings.value;
  demandPresent(folder, url, auditKey);
  const { openStores, DatabaseFault } = await import("#store/server");
  const stores = await openStores({ url, folder, auditKey }).catch((error: unknown) => {
    throw error instanceof DatabaseFault ? new InputError(error.message) : error;
  });
  try {
    return await verifyAll(invocation, stores);
  } finally {
    await stores.close();
  }
}

/** Opening would make what is missing, and a new empty trail or a new key proves nothing. */
function demandPresent(folder: string, url: string | undefined, auditKey: string | undefined): void {
  if (url === undefined && !existsSync(path.join(folder, "database"))) {
    throw new InputError(`${folder} holds no database; name the data folder of the server with --data`);
  }
  if (auditKey === undefined && !existsSync(path.join(folder, "keys", "audit.pem"))) {
    throw new InputError(
      `${folder} holds no key of the audit trail (keys/audit.pem); name the data folder of a server with --data, or set PLUMBLINE_AUDIT_KEY`,
    );
  }
}

async function verifyAll({ terminal }: Invocation, stores: OpenStores): Promise<ExitCode> {
  const found = await stores.unitOfWork.inTransaction("system", (all) => all.organisations.list(), {
    readOnly: true,
  });
  let intact = true;
  for (const { id, name } of found) {
    const verified = await stores.verifyAudit(id);
    const head = await stores.unitOfWork.inTransaction([id], (all) => all.audit.head(id), { readOnly: true });
    const end = head === undefined ? "no signed head" : `signed head ${String(head.seq)} ${head.hash}`;
    const state = verified.intact ? "intact" : "NOT INTACT";
    terminal.out(`${name} (${id}): ${state} · ${String(verified.events)} events · ${end}\n`);
    for (const fault of verified.faults) terminal.out(`  ${fault.kind}: ${fault.message}\n`);
    intact &&= verified.intact;
  }
  if (found.length === 0) terminal.out("No organisation, and so no audit trail.\n");
  return intact ? exitCodes.clean : exitCodes.blockers;
}
