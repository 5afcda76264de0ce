/** The shape of an IXIT table's entries, from the test specification that the dossier is pinned to. */
import {
  ixitOwnShape,
  ixitValueSchema,
  shapeOf,
  type Header,
  type KeyShape,
  type ObjectShape,
} from "#dossier";
import {
  findEdition,
  indexTestSpecification,
  type Catalogue,
  type IxitTableSpec,
  type TestSpecification,
} from "#standards";
import { fileShape } from "./layout.ts";

/** The test specification among the editions of the header, if the catalogue holds it. */
export function testSpecificationOf(
  standards: Header["standards"],
  catalogue: Catalogue,
): TestSpecification | undefined {
  for (const ref of standards) {
    const edition = findEdition(catalogue, ref);
    if (edition?.kind === "test-specification") return edition;
  }
  return undefined;
}

export function tableSpecOf(
  table: string,
  specification: TestSpecification | undefined,
): IxitTableSpec | undefined {
  return specification === undefined ? undefined : indexTestSpecification(specification).tableById.get(table);
}

const fileShapes = new WeakMap<IxitTableSpec, ObjectShape>();

/** The shape of a whole IXIT file: with the table's fields where the table is known, open where it is not. */
export function ixitFileShape(spec: IxitTableSpec | undefined): ObjectShape {
  const general = fileShape("ixit");
  if (spec === undefined) return general;
  const before = fileShapes.get(spec);
  if (before !== undefined) return before;
  const entry: ObjectShape = { type: "object", keys: entryKeys(spec), otherKeys: undefined };
  const keys = new Map<string, KeyShape>();
  for (const [name, key] of general.keys) {
    if (name === "entries" && spec.repeating)
      keys.set(name, { ...key, shape: { type: "record", value: entry } });
    else if (name === "fields" && !spec.repeating) keys.set(name, { ...key, shape: entry });
    else if (name === "table") keys.set(name, key);
  }
  const shape: ObjectShape = { type: "object", keys, otherKeys: undefined };
  fileShapes.set(spec, shape);
  return shape;
}

function entryKeys(spec: IxitTableSpec): ReadonlyMap<string, KeyShape> {
  const keys = new Map<string, KeyShape>();
  const value = shapeOf(ixitValueSchema);
  for (const field of spec.fields) {
    // The identifier is the key of the entry.
    if (field.format !== "identifier")
      keys.set(field.name, { shape: value, required: false, description: field.description });
  }
  for (const [name, schema] of Object.entries(ixitOwnShape)) {
    keys.set(name, { shape: shapeOf(schema), required: false, description: schema.description });
  }
  return keys;
}
