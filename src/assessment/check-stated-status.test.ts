import { describe, expect, it } from "vitest";
import { parseStatus } from "./check-stated-status.ts";

describe("statuses as people write them", () => {
  it.each([
    ["M C F (14) (e)", ["M", "C", "F"], ["14", "e"]],
    ["R C (17)", ["R", "C"], ["17"]],
    ["MF(j)", ["M", "F"], ["j"]],
    ["R C (3, 4)", ["R", "C"], ["3", "4"]],
    ["m", ["M"], []],
  ])("reads %j", (text, letters, refs) => {
    expect(parseStatus(text)).toEqual({ letters, refs });
  });
});
