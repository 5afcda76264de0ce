/** Problems stand under their clause, in the standard's order, and none is lost. */
import { expect, test } from "vitest";
import { problem } from "#problems";
import { groupProblems } from "./group-problems.ts";
import type { MatrixRow } from "#base/matrix";

const rows = ["5.1-1", "5.1-2", "5.10-1"].map(
  (id) =>
    ({
      key: id,
      document: "D",
      edition: "V1.1.1",
      clause: id.split("-")[0],
      clauseTitle: `Clause of ${id}`,
      id,
    }) as unknown as MatrixRow,
);

const make = (subject: string | undefined, at: (string | number)[]) =>
  problem("ics/owner-missing", { message: "m", at, ...(subject === undefined ? {} : { subject }) });

test("groups in order: dossier, clauses, IXIT, the rest", () => {
  const problems = [
    make("5.10-1", ["ics", "5.10-1"]),
    make("5.1-2-1 a", ["assessment", "cases"]),
    make(undefined, ["ixit", "10-SecParam", "x"]),
    make(undefined, ["ixit", "2-UserInfo", "x"]),
    make(undefined, ["evidence", "EV-1"]),
    make(undefined, ["header", "id"]),
    make("5.1-1", ["ics", "5.1-1"]),
  ];
  const groups = groupProblems(problems, rows);
  expect(groups.map((one) => one.label)).toEqual([
    "Subject and editions",
    "5.1",
    "5.10",
    "IXIT 2-UserInfo",
    "IXIT 10-SecParam",
    "Evidence",
  ]);
  expect(groups[1]?.problems.map((one) => one.subject)).toEqual(["5.1-1", "5.1-2-1 a"]);
  expect(groups.flatMap((one) => one.problems)).toHaveLength(problems.length);
});
