/** `plumbline serve`: the server on this machine, or for many. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Command, Invocation } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { InputError } from "../input-error.ts";
import { openCatalogue } from "../session.ts";

export const serveCommand: Command = {
  name: "serve",
  summary: "Run the workbench as a server on this machine, or for many",
  usage: ["serve [--port N] [--host ADDRESS] [--data DIR]"],
  options: {
    port: { type: "string", value: "N", help: "Port to listen on; 4870 is the default (PLUMBLINE_PORT)." },
    host: {
      type: "string",
      value: "ADDRESS",
      help: "Address to listen on; this machine alone is the default (PLUMBLINE_HOST).",
    },
    data: {
      type: "string",
      value: "DIR",
      help: "Folder for database, evidence files and keys (PLUMBLINE_DATA).",
    },
  },
  minOperands: 0,
  maxOperands: 0,
  operand: "nothing",
  details:
    "Without settings it serves one person on this machine, signed in by the one-time link that it prints; the data lie in the place for data of programs (~/.local/share/plumbline on Linux). DATABASE_URL names a PostgreSQL server, PLUMBLINE_S3_BUCKET a bucket for files. PLUMBLINE_MODE=shared with PLUMBLINE_URL serves many people with accounts.",
  examples: ["serve", "serve --port 8080 --data ./plumbline-data"],
  run: serve,
};

async function serve(invocation: Invocation) {
  const { terminal, flags, home, version } = invocation;
  const { readSettings, startServer } = await import("#server");
  const given = { port: flags.text("port"), host: flags.text("host"), data: flags.text("data") };
  const settings = readSettings(given, process.env, terminal.cwd);
  if (!settings.ok)
    throw new InputError(
      ["the server cannot start with these settings:", ...settings.error.map((one) => `  ${one}`)].join("\n"),
    );
  const catalogue = await openCatalogue(invocation);
  const examples = ["smart-plug", "qualified-tsp"]
    .map((name) => path.join(home, "examples", name))
    .filter((folder) => existsSync(folder));
  const stopped = signalled();
  const server = await startServer({ settings: settings.value, version, catalogue, examples }).catch(
    (error: unknown) => {
      throw refusalOf(error, settings.value.port);
    },
  );
  terminal.out(greeting(server, settings.value));
  const quiet = offerLinks(invocation, server.anotherLink);
  await stopped;
  quiet();
  terminal.progress("Finishing what is in hand.");
  await server.close();
  return exitCodes.clean;
}

interface Started {
  readonly url: string;
  readonly link: string | undefined;
  readonly loaded: readonly string[];
}

function greeting(
  { url, link, loaded }: Started,
  {
    dataFolder,
    databaseUrl,
    mode,
  }: { readonly dataFolder: string; readonly databaseUrl: string | undefined; readonly mode: string },
): string {
  const lines = [
    `Plumbline listens on ${url}`,
    databaseUrl === undefined ? `Data: ${dataFolder}` : `Data: PostgreSQL; keys and files in ${dataFolder}`,
    ...(loaded.length === 0 ? [] : [`Loaded ${String(loaded.length)} example dossiers.`]),
  ];
  if (link !== undefined) {
    const purpose = mode === "local" ? "Sign in with this link" : "Create the first account with this link";
    lines.push("", `${purpose} (once, within 15 minutes):`, `  ${link}`, "");
  }
  return `${lines.join("\n")}\n`;
}

/** Enter prints another link; answers with the way to stop listening. */
function offerLinks({ terminal }: Invocation, another: () => Promise<string | undefined>): () => void {
  if (!terminal.interactive) return () => undefined;
  terminal.progress("Press Enter for another link, Ctrl-C to stop.");
  const onData = (): void => {
    void another().then((link) => {
      terminal.out(link === undefined ? "There are accounts; sign in with one of them.\n" : `  ${link}\n`);
    });
  };
  process.stdin.on("data", onData);
  return () => {
    process.stdin.off("data", onData);
    process.stdin.pause();
  };
}

/** Resolves at the first signal to stop; a second one ends the process at once. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    let stopping = false;
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.on(signal, () => {
        if (stopping) process.exit(130);
        stopping = true;
        resolve();
      });
    }
  });
}

/** What an operator can mend is said in a sentence; the rest is a fault of the program. */
function refusalOf(error: unknown, port: number): unknown {
  if (!(error instanceof Error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE")
    return new InputError(
      `port ${String(port)} is taken; stop the other program or choose another port with --port`,
    );
  if (code === "EACCES")
    return new InputError(
      `the server may not listen on port ${String(port)}, or not write to its data folder: ${error.message}`,
    );
  return error.name === "DatabaseFault" || error.name === "BlobFault" ? new InputError(error.message) : error;
}
