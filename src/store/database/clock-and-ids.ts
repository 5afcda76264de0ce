/** The machine's clock and chance, as the ports that acts take them from. */
import { randomBytes } from "node:crypto";
import type { Clock, Ids } from "#workbench/stored";

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  today: () => new Date().toISOString().slice(0, 10),
};

/** 48 bits of time and 80 of chance in 26 letters and digits (ULID), so that new rows lie together in an index. */
export const randomIds: Ids = {
  next: () => timeLetters(Date.now(), 10) + chanceLetters(16),
  secret: () => randomBytes(32).toString("base64url"),
};

const letters = "0123456789abcdefghjkmnpqrstvwxyz";

function timeLetters(time: number, length: number): string {
  let text = "";
  for (let rest = time; text.length < length; rest = Math.floor(rest / 32)) text = letterOf(rest % 32) + text;
  return text;
}

function chanceLetters(length: number): string {
  return Array.from(randomBytes(length), (byte) => letterOf(byte % 32)).join("");
}

function letterOf(value: number): string {
  return letters[value] ?? "0";
}
