import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entriesInCell, onlyEntryMentioned } from "./entry-cell.ts";

const known = ["Auth-Web-Default", "Auth-Web-User", "Auth-Web-Guest", "Auth-Api-RO", "Auth-Api-RW"];

describe("entriesInCell", () => {
  it.each([
    ["`Auth-Web-Default`", ["Auth-Web-Default"]],
    ["**`Auth-Web-Default`**", ["Auth-Web-Default"]],
    ["`Auth-Web-Default` / `User`", ["Auth-Web-Default", "Auth-Web-User"]],
    ["`Auth-Api-RO` / `-RW`", ["Auth-Api-RO", "Auth-Api-RW"]],
    ["`Auth-Web-User`<br>`Auth-Api-RO`", ["Auth-Web-User", "Auth-Api-RO"]],
    ["`Auth-Web-Default` to `Auth-Web-Guest`", ["Auth-Web-Default", "Auth-Web-User", "Auth-Web-Guest"]],
    ["`Auth-Web-Default` through `Guest`", ["Auth-Web-Default", "Auth-Web-User", "Auth-Web-Guest"]],
  ])("%s", (cell, ids) => {
    expect(entriesInCell(cell, known)).toEqual(ids);
  });

  it.each([
    "",
    "N/A",
    "`Auth-Web`",
    "`Auth-Web-Default` / `Nobody`",
    // Not all entries between them begin alike: the range may mean something else.
    "`Auth-Web-User` to `Auth-Api-RO`",
    "`Auth-Web-Guest` to `Auth-Web-Default`",
    "All of `Auth-Web-Default`",
  ])("%s is no certain list", (cell) => {
    expect(entriesInCell(cell, known)).toBeUndefined();
  });

  it("never names an entry that does not exist", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...known, "User", "RW", "x", "/", ",", "to", "through", "`", "<br>")),
        (words) => {
          expect((entriesInCell(words.join(" "), known) ?? []).every((id) => known.includes(id))).toBe(true);
        },
      ),
    );
  });
});

describe("onlyEntryMentioned", () => {
  it("takes one mention and refuses several", () => {
    expect(onlyEntryMentioned("**Local API** (`Auth-Api-RO`)", known)).toBe("Auth-Api-RO");
    expect(onlyEntryMentioned("`Auth-Api-RO` and `Auth-Api-RW`", known)).toBeUndefined();
    expect(onlyEntryMentioned("Auth-Api-ROX", known)).toBeUndefined();
  });
});
