/** JSON in text columns: the order of keys and every character stay as they are, which jsonb does not promise. */
import type { Json } from "#workbench/stored";

export function toColumn(value: Json): string {
  return JSON.stringify(value);
}

export function fromColumn(text: string): Json {
  return JSON.parse(text) as Json;
}
