import { describe, expect, it } from "vitest";
import type { IxitTableSpec } from "#standards";
import { matchField } from "./field-names.ts";

const names = [
  "ID",
  "Description",
  "Configuration",
  "Confirmation",
  "Type",
  "Sensitive",
  "Initiation and Interaction",
  "Review/Evaluation Method",
];
const table: IxitTableSpec = {
  id: "99-Test",
  number: 99,
  abbreviation: "Test",
  title: "Test",
  repeating: true,
  purpose: "",
  confidence: "verified",
  fields: names.map((name) => ({
    name,
    description: "",
    format: name === "ID" ? "identifier" : "text",
    condition: null,
  })),
};

describe("matchField", () => {
  it.each([
    ["description", "Description", true],
    ["Sensitive (Yes/No)", "Sensitive", true],
    ["Initiation & Interaction", "Initiation and Interaction", true],
    ["Review / evaluation method", "Review/Evaluation Method", true],
    ["Configuraton", "Configuration", false],
    ["Initiation and Interactions", "Initiation and Interaction", false],
  ])("%s", (text, name, exact) => {
    expect(matchField(table, text)).toEqual({ name, exact });
  });

  it.each(["ID", "Types", "Confguirmation", "Status", "", "Descriptive text"])("%s is no field", (text) => {
    expect(matchField(table, text)).toBeUndefined();
  });
});
