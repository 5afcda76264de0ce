/** Which new passwords are taken. */
import { describe, expect, it } from "vitest";
import { passwordFaults } from "./password.ts";

const own = ["p-9045524312@example.org", "Ada Example", "Quay Light AB"];

describe("a password", () => {
  it.each([
    "violet anchor gravel 71",
    "correct horse battery staple",
    "8305917264902851",
    "schöne Aussicht am Kai",
  ])("%s is good", (one) => {
    expect(passwordFaults(one, own)).toEqual([]);
  });

  // The last ones: digits of the own address do not make digits strong.
  it.each([
    "short",
    "password1234!",
    "aaaaaaaaaaaaaaaa",
    "P4ssw0rd2026!!",
    "1234567890123456",
    "adaexample2026",
    "p-904552431212345678",
  ])("%s is refused", (one) => {
    expect(passwordFaults(one, own)).toHaveLength(1);
  });
});
