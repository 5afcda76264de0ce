/** The benchmark itself, bundled and run by main.ts: prints figures, goals and ratios, and never asserts. */
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import type { Catalogue } from "#standards";
import { loadCatalogue } from "../tests/doubles/load-catalogue.ts";
import { benchColdStart } from "./cold-start.ts";
import { benchEvaluation } from "./evaluation.ts";
import { benchFleet } from "./fleet.ts";
import { benchSpreadsheet } from "./spreadsheet.ts";

const parts: Readonly<Record<string, (catalogue: Catalogue, quick: boolean) => void>> = {
  evaluation: benchEvaluation,
  "cold-start": benchColdStart,
  fleet: benchFleet,
  spreadsheet: benchSpreadsheet,
};

function main(): number {
  const { values } = parseArgs({
    options: { only: { type: "string" }, quick: { type: "boolean", default: false } },
  });
  const chosen = values.only === undefined ? Object.keys(parts) : [values.only];
  const unknown = chosen.find((name) => parts[name] === undefined);
  if (unknown !== undefined) {
    console.error(`There is no part ${unknown}; the parts are ${Object.keys(parts).join(", ")}.`);
    return 2;
  }
  const processors = cpus();
  console.log(
    `Node ${process.version}, ${processors[0]?.model.trim() ?? "unknown processor"}, ${String(processors.length)} cores, load ${(loadavg()[0] ?? 0).toFixed(1)}${values.quick ? ", quick" : ""}`,
  );
  const catalogue = loadCatalogue();
  for (const name of chosen) parts[name]?.(catalogue, values.quick);
  return 0;
}

process.exitCode = main();
