/** Finding faults in JSON: right where the engine says wrong, and silent where it says right. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonFault } from "./json-fault.ts";

test("places and words", () => {
  expect(findJsonFault('{\n "a": \n}')).toEqual({ offset: 9, message: "a value is missing" });
  expect(findJsonFault('{"a": 1 "b": 2}')).toEqual({ offset: 8, message: "a comma or } is missing" });
  expect(findJsonFault("{'a': 1}")).toEqual({ offset: 1, message: "a key in double quotes is missing" });
  expect(findJsonFault('[1, "x')).toEqual({
    offset: 4,
    message: "a string here is not closed on its line or holds a wrong escape",
  });
  expect(findJsonFault("[1,")).toEqual({ offset: 3, message: "the text ends too early" });
  expect(findJsonFault("1 2")).toEqual({
    offset: 2,
    message: "something follows after the end of the value",
  });
  expect(findJsonFault("[".repeat(100_000))?.message).toBe("the values are nested too deep");
});

test("agrees with JSON.parse", () => {
  const valid = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const pieces = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"',
    "1",
    "-",
    "0",
    ".5",
    "e3",
    "true",
    "null",
    " ",
    "\n",
    "\\u00e9",
    "\\x",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.array(pieces, { maxLength: 9 }).map((parts) => parts.join("")),
      ),
      (text) => {
        expect(findJsonFault(text) === undefined).toBe(valid(text));
      },
    ),
    { numRuns: 20_000 },
  );
});
