import { describe, expect, it } from "vitest";
import {
  casesInHeading,
  groupInFileName,
  groupInHeading,
  isMethodLabel,
  ixitInFileName,
  ixitInHeading,
  readMarking,
  unitReference,
  unitsInHeader,
  verdictSubject,
} from "./references.ts";

describe("names of groups, cases and tables", () => {
  it.each([
    ["Test group 5.1-2A: Passwords", "5.1-2A"],
    ["Self assessment: test group 5.13-1B", "5.13-1B"],
    ["Group Summary", undefined],
    ["Test group 5.1-1-2", undefined],
  ])("%s", (title, group) => {
    expect(groupInHeading(title)).toBe(group);
  });

  it("reads file names", () => {
    expect(groupInFileName("a/Self_Assessment_Test_Group_5_3-15A.md")).toBe("5.3-15A");
    expect(groupInFileName("notes-2026.md")).toBeUndefined();
    expect(ixitInFileName("x/ixit_10-SecParam.md")).toEqual({ number: 10, name: "SecParam" });
  });

  it("reads single and combined cases", () => {
    expect(casesInHeading("Test case 5.1-1-2 (functional)")).toEqual(["5.1-1-2"]);
    expect(casesInHeading("Test cases 5.1-1-1 & 5.1-1-2")).toEqual(["5.1-1-1", "5.1-1-2"]);
    expect(casesInHeading("Summary Matrix for Test Case 5.1-1-1")).toEqual([]);
  });

  it.each([
    ["IXIT 1-AuthMech: Authentication Mechanisms", 1],
    ["CRA: 303 645 IXIT-2-USERINFO: User Information", 2],
    ["Table C.7: IXIT 7-UpdMech (Update Mechanisms)", 7],
    ["Test Unit D: Completeness (IXIT 10-SecParam)", undefined],
    ["Summary of IXIT 4-Conf", undefined],
  ])("%s", (title, number) => {
    expect(ixitInHeading(title)?.number).toBe(number);
  });
});

describe("unitReference", () => {
  it.each([
    ["Test Unit A: Discovery", undefined, "a"],
    ["Test Units A, B & C: Consent", undefined, "a b c"],
    ["Units c & d: Performing", undefined, "c d"],
    ["**Unit a**", undefined, "a"],
    ["Unit a: Setup", undefined, "a"],
    ["**5.4-1-1 Unit a**", "5.4-1-1", "a"],
    ["5.6-4A-1 Units a-c", "5.6-4A-1", "a b c"],
    ["5.1-1-2 b", "5.1-1-2", "b"],
  ])("%s", (text, caseId, labels) => {
    expect(unitReference(text)).toEqual({ caseId, labels: labels.split(" ") });
  });

  it.each([
    "Test Units Assessment Matrix",
    "Unit Verdict",
    "a",
    "United",
    "Unit A and more",
    "A: Discovery",
    "`AuthMech-A`",
  ])("%s names no unit", (text) => {
    expect(unitReference(text)).toBeUndefined();
  });

  it("reads column headers", () => {
    expect(unitsInHeader("Unit A (Regularities)")).toEqual(["a"]);
    expect(unitsInHeader("Guarantees Mapped (Unit A/B)")).toEqual(["a", "b"]);
    expect(unitsInHeader("Unit a: Notification Method?")).toEqual(["a"]);
    expect(unitsInHeader("Unit Verdict")).toEqual([]);
    expect(unitsInHeader("Test Unit / Phase")).toEqual([]);
  });
});

describe("verdicts", () => {
  it("takes the three words and nothing else", () => {
    expect(readMarking("**PASS**")).toEqual({ text: "PASS", exact: "PASS", fails: false });
    expect(readMarking("FAIL.").exact).toBe("FAIL");
    expect(readMarking("**PASS (N/A)**")).toEqual({ text: "PASS (N/A)", exact: undefined, fails: false });
    expect(readMarking("**FAIL (because)**")).toEqual({
      text: "FAIL (because)",
      exact: undefined,
      fails: true,
    });
    expect(readMarking("No failure")).toMatchObject({ exact: undefined, fails: false });
  });

  it("knows whose verdict a label gives", () => {
    expect(verdictSubject("Verdict")).toEqual({ of: "any" });
    expect(verdictSubject("Unit A Verdict")).toEqual({ of: "unit", labels: ["a"] });
    expect(verdictSubject("Test Case 5.3-13-2 Verdict")).toEqual({ of: "case", caseId: "5.3-13-2" });
    expect(verdictSubject("Group Verdict")).toEqual({ of: "group" });
    expect(verdictSubject("Assessment")).toBeUndefined();
    expect(verdictSubject("Jury verdict")).toBeUndefined();
  });

  it("tells labels of method from others", () => {
    expect(
      ["Testing Methodology", "Testing Infrastructure & Method", "Execution Context"].every(isMethodLabel),
    ).toBe(true);
    expect(["Assessment", "Requirement", "Methodical remark"].some(isMethodLabel)).toBe(false);
  });
});
