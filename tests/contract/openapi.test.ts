/** The OpenAPI document: structurally sound, complete, and read by people before it changes. */
import { describe, expect, it } from "vitest";
import { endpointOf, openApiDocument, operationIds, problemTypeNames, problemTypes } from "#contract";
import { referencePage } from "../../src/server/pages/reference.ts";

type Json = Readonly<Record<string, unknown>>;

const document = JSON.parse(
  JSON.stringify(openApiDocument({ version: "1.0.0", url: "https://plumbline.example.org" })),
) as Json;
const paths = document["paths"] as Record<string, Record<string, Json>>;
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

function walk(value: unknown, visit: (node: Json) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) visit(value as Json);
  for (const member of Object.values(value)) walk(member, visit);
}

describe("the OpenAPI document", () => {
  it("is of version 3.1 and names every operation once", () => {
    expect(document["openapi"]).toBe("3.1.0");
    expect(operations.map((one) => one.operation["operationId"]).sort()).toEqual([...operationIds].sort());
  });

  it("declares each parameter of each path, and no other", () => {
    for (const { path, operation } of operations) {
      const declared = (
        (operation["parameters"] ?? []) as {
          name: string;
          in: string;
          required?: boolean;
          schema?: unknown;
        }[]
      ).filter((one) => one.in === "path");
      expect(declared.map((one) => one.name).sort(), path).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map((one) => one[1]).sort(),
      );
      for (const one of declared) expect([one.required, typeof one.schema], path).toEqual([true, "object"]);
    }
  });

  it("has for each operation a summary, an area, replies, and who may call", () => {
    const tags = new Set((document["tags"] as { name: string }[]).map((one) => one.name));
    for (const { operation } of operations) {
      const id = String(operation["operationId"]);
      expect(String(operation["summary"]), id).toMatch(/^[A-Z][^.]*[^.]$/);
      expect(
        (operation["tags"] as string[]).every((one) => tags.has(one)),
        id,
      ).toBe(true);
      expect(Array.isArray(operation["security"]), id).toBe(true);
      const statuses = Object.keys(operation["responses"] as object);
      expect(
        statuses.every((one) => /^[1-5]\d\d$/.test(one)),
        id,
      ).toBe(true);
      expect(
        statuses.some((one) => /^[23]/.test(one)),
        id,
      ).toBe(true);
      for (const response of Object.values(operation["responses"] as Record<string, Json>))
        expect("$ref" in response || typeof response["description"] === "string", id).toBe(true);
    }
  });

  it("refers only to what it holds", () => {
    walk(document, (node) => {
      const reference = node["$ref"];
      if (typeof reference !== "string") return;
      const target = reference
        .replace(/^#\//, "")
        .split("/")
        .reduce<unknown>((value, step) => (value as Json | undefined)?.[step], document);
      expect(target, reference).toBeDefined();
    });
  });

  it("knows each type of problem with the status it is sent with", () => {
    const { responses } = document["components"] as { responses: Record<string, unknown> };
    expect(Object.keys(responses).sort()).toEqual([...problemTypeNames].sort());
    for (const { status } of Object.values(problemTypes)) expect(status).toBeGreaterThanOrEqual(400);
    expect(new Set(operationIds.flatMap((id) => endpointOf(id).problems)).size).toBeGreaterThan(10);
  });

  it("changes only on purpose", async () => {
    const outline = operations.map(({ path, method, operation }) => {
      const body = operation["requestBody"] === undefined ? "" : " body";
      const parameters = ((operation["parameters"] ?? []) as { name: string; in: string }[])
        .map((one) => `${one.in}:${one.name}`)
        .join(" ");
      return `${method.toUpperCase()} ${path} ${String(operation["operationId"])} [${Object.keys(operation["responses"] as object).join(" ")}]${body}${parameters === "" ? "" : ` ${parameters}`}`;
    });
    await expect(`${outline.sort().join("\n")}\n`).toMatchFileSnapshot("openapi-outline.txt");
  });
});

describe("the reference page", () => {
  const page = referencePage("1.0.0");

  it("shows every operation and type of problem, without a script", () => {
    for (const id of operationIds) expect(page).toContain(`id="${id}"`);
    for (const name of problemTypeNames) expect(page).toContain(`id="problem-${name}"`);
    expect(page).not.toContain("<script");
    expect(page).not.toContain("style=");
  });

  it("leads only to places that it has", () => {
    const ids = new Set([...page.matchAll(/id="([^"]+)"/g)].map((one) => one[1]));
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g))
      expect(ids.has(target ?? ""), target).toBe(true);
  });
});
