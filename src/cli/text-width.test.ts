/** Measuring, cleaning and wrapping of text for the terminal. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oneLine, safeText, shorten, textWidth, wrap } from "./text-width.ts";

describe("wrap", () => {
  test("loses no word and exceeds the width only for a single long word", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z0-9./-]{1,30}$/), { minLength: 1 }),
        fc.integer({ min: 10, max: 80 }),
        (words, width) => {
          const lines = wrap(words.join(" "), width);
          expect(lines.join(" ").split(" ")).toEqual(words);
          for (const line of lines) expect(line.length <= width || !line.includes(" ")).toBe(true);
        },
      ),
    );
  });

  test("keeps a requirement key in one piece", () => {
    const lines = wrap("see EN 319 401/REQ-5-01 and EN 319 411-1/REG-6.2.2-10", 26);
    expect(lines).toEqual(["see EN 319 401/REQ-5-01", "and", "EN 319 411-1/REG-6.2.2-10"]);
  });
});

test("no control character survives cleaning", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(oneLine(safeText(text))).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    }),
  );
});

test("width counts columns, not characters", () => {
  expect(textWidth("\u001b[31mabc\u001b[39m")).toBe(3);
  expect(textWidth("日本")).toBe(4);
  expect(textWidth("e\u0301")).toBe(1);
  expect(shorten("a long sentence", 8)).toBe("a long…");
});
