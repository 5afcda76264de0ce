/** What is refused before a record is kept, with the pointer and the words. */
import { describe, expect, it } from "vitest";
import { fingerprint } from "#base/fingerprint";
import { recordFaults, recordLimits } from "./record-faults.ts";

const said = (kind: string, key: string, body: unknown): readonly string[] =>
  recordFaults(kind, key, body).map((one) => `${one.pointer}: ${one.message}`);

describe("a record is refused", () => {
  it("with all its faults at once", () => {
    expect(
      said("ics", "5.1-1", { support: "Yes", evidence: "EV-1", suport: "Y", due: "2026-02-31" }),
    ).toEqual([
      "/support: must be Y, N or N/A",
      "/evidence: must be a list, not a text",
      "/due: must be a day that exists, written YYYY-MM-DD",
      "/suport: the key suport is not known here; did you mean support?",
    ]);
  });
  it("for what is missing, and for what stands deep inside", () => {
    expect(said("evidence", "EV", { type: "scan", boundary: { softwear: "1" } })).toEqual([
      "/title: is missing",
      "/boundary/softwear: the key softwear is not known here; did you mean software?",
    ]);
    expect(said("case", "5.1-1-1", { units: { a: { "a/b": { indication: "ok" } } } })).toEqual([
      "/units/a/a~1b/indication: must be met, not-met, missing, pending, retry or set-up-broken",
    ]);
    expect(said("ixit", "1-AuthMech/E", { fields: { Description: 7 }, own: {} })).toEqual([
      "/fields/Description: must be a text, a list or true or false",
    ]);
  });
  it("of an unknown kind or with a wrong key", () => {
    expect(said("evidense", "x", {})).toEqual([
      ": dossiers have no records of the kind evidense; did you mean evidence?",
    ]);
    expect(said("scope", "second", {})).toEqual([": the scope record second must have the key main"]);
    expect(said("ics", "", {})).toEqual([": the ics record has an empty key"]);
    expect(said("ics", "a\nb", {})).toEqual([": the key of the ics record holds control characters"]);
    expect(said("ics", "x".repeat(301), {})).toEqual([
      ": the key of the ics record has 301 characters; 300 are allowed",
    ]);
    expect(said("ics", "__proto__", {})).toEqual([
      ": the ics record __proto__ must not have the key __proto__",
    ]);
  });
  it("when no object at all", () => {
    for (const body of [null, undefined, 1, "x", [], true])
      expect(recordFaults("ics", "5.1-1", body)).toHaveLength(1);
  });
  it("when too large, or too deep to be any record", () => {
    const long = { detail: "x".repeat(recordLimits.bodyLength) };
    expect(said("ics", "5.1-1", long)[0]).toMatch(
      /^: the record has 1048\d+ characters; 1048576 are allowed/,
    );
    let deep: unknown = "end";
    for (let level = 0; level < 200_000; level += 1) deep = [deep];
    expect(recordFaults("ics", "5.1-1", { detail: deep })).toEqual([
      { pointer: "/detail", message: "must be a text, not a list" },
    ]);
    expect(recordFaults("ics", "5.1-1", deep)).toHaveLength(1);
  });
  it("with at most a hundred faults", () => {
    const body = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${String(index)}`, 1]));
    expect(recordFaults("ics", "5.1-1", body)).toHaveLength(recordLimits.faults);
  });
  it("with texts that stores cannot keep", () => {
    expect(said("ics", "5.1-1", { detail: "a\0b" })[0]).toMatch(/^\/detail: holds a NUL/);
    expect(said("ixit", "T/E", { fields: { "a\ud800": "x" }, own: {} })[0]).toMatch(/^\/fields: a key holds/);
    expect(recordFaults("ics", "5.1-1", { detail: "🔐" })).toEqual([]);
    const inherited = JSON.parse('{"fields":{"__proto__":"x"},"own":{}}') as unknown;
    expect(recordFaults("ixit", "T/E", inherited).length).toBeGreaterThan(0);
  });
  it("where an IXIT field takes the name of our own key", () => {
    expect(said("ixit", "T/E", { fields: { owner: "x" }, own: {} })).toEqual([
      "/fields/owner: owner is no field of the pro forma; put it under own",
    ]);
  });
  it("where a note is rewritten under its old key", () => {
    const note = { source: "a.md", line: 1, text: "x" };
    expect(recordFaults("note", fingerprint(note), note)).toEqual([]);
    expect(recordFaults("note", `${fingerprint(note)}-2`, note)).toEqual([]);
    expect(recordFaults("note", "0".repeat(14), note)[0]?.message).toMatch(/to change a note, remove it/);
  });
});
