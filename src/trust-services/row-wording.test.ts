/** Wording that says nothing, and wording that does. */
import { describe, expect, it } from "vitest";
import { isCircular, saysNothing } from "./row-wording.ts";

describe("saysNothing", () => {
  it.each([
    "",
    "Yes.",
    "N/A",
    "see CPS",
    "**Met**",
    "TBD",
    "To be defined by the security officer",
    "- none -",
  ])("%o", (text) => {
    expect(saysNothing(text)).toBe(true);
  });

  it.each([
    "CPS section 5.2 and the key ceremony log",
    "Not met: the second person is missing",
    "Keys are held in an HSM",
  ])("not %o", (text) => {
    expect(saysNothing(text)).toBe(false);
  });
});

describe("isCircular", () => {
  it.each([
    "Not applicable because we do not need it",
    "This requirement does not apply to our service.",
    "out of scope",
  ])("%o", (text) => {
    expect(isCircular(text)).toBe(true);
  });

  it.each(["All subscribers are natural persons", "The TSP runs no subordinate CA"])("not %o", (text) => {
    expect(isCircular(text)).toBe(false);
  });
});
