import { describe, expect, it } from "vitest";
import {
  findArtefactClaim,
  findNotYetReason,
  findOverclaim,
  findPlaceholder,
  isCircularReason,
  saysNothing,
} from "./wording.ts";

describe("placeholders", () => {
  it.each(["TBD", "Support: ? years", "to be defined later", "see <product name>", "value ???"])(
    "finds %j",
    (text) => {
      expect(findPlaceholder(text)).toBeDefined();
    },
  );
  it.each([
    "Why is the sky blue?",
    "`<script>` is escaped",
    "5 years from placing on the market",
    "if (a ? b : c)",
  ])("leaves %j alone", (text) => {
    expect(findPlaceholder(text)).toBeUndefined();
  });
});

describe("texts that say nothing", () => {
  it.each(["", "  ", "Yes.", "N/A", "**Implemented**", "see documentation"])("finds %j", (text) => {
    expect(saysNothing(text)).toBe(true);
  });
  it("accepts a text with a fact in it", () => {
    expect(saysNothing("Implemented in the boot loader")).toBe(false);
  });
});

describe("circular reasons", () => {
  it.each([
    "Not applicable, because the provision does not apply to this device.",
    "N/A since it is not implemented",
    "5.3-15A is not applicable here as it is not required.",
  ])("finds %j", (text) => {
    expect(isCircularReason(text)).toBe(true);
  });
  it("accepts a reason with a fact about the product", () => {
    expect(isCircularReason("Not applicable: the plug has no microphone or camera.")).toBe(false);
    expect(isCircularReason("")).toBe(false);
  });
});

describe("reasons that only say that nothing has happened", () => {
  it.each(["No vulnerability has been reported so far.", "This has never happened", "No incidents to date"])(
    "finds %j",
    (text) => {
      expect(findNotYetReason(text)).toBeDefined();
    },
  );
  it("leaves other reasons alone", () => {
    expect(findNotYetReason("The device cannot be updated because its code is in mask ROM.")).toBeUndefined();
  });
});

describe("overclaiming", () => {
  it.each([
    ["Our device is fully compliant with everything.", "fully compliant"],
    ["Security is guaranteed for ten years", "guaranteed"],
    ["The product is certified.", "certified"],
  ])("finds the word in %j", (text, word) => {
    expect(findOverclaim(text)?.toLowerCase()).toBe(word);
  });
  it.each([
    "This is not certified by anybody.",
    "Keys live in a Common Criteria EAL5+ certified secure element.",
    "No security is guaranteed.",
    "Cross-certified subordinate certificates are disclosed.",
    "Keys are made on a certified QSCD.",
    "Integrity is checked with SHA-256.",
  ])("leaves %j alone", (text) => {
    expect(findOverclaim(text)).toBeUndefined();
  });
});

describe("claims of artefacts", () => {
  it("finds the word", () => {
    expect(findArtefactClaim("Verified with Wireshark")).toBe("Wireshark");
    expect(findArtefactClaim("See the packet capture")).toBe("capture");
  });
  it("leaves other observations alone", () => {
    expect(findArtefactClaim("The web page answered 401")).toBeUndefined();
  });
});
