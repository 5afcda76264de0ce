/** Passwords: the rules for new ones, and their hashes (argon2id). */
import { hash, verify } from "@node-rs/argon2";

/** OWASP password storage: argon2id with 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const shortestPassword = 12;
export const longestPassword = 200;

/** At most so many hashes at once, so that a flood of sign-ins cannot use up the memory. */
const parallelHashes = 4;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= parallelHashes) await new Promise<void>((resolve) => void waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normal(password), cost));
}

let dummy: Promise<string> | undefined;

/** Takes the same time whether there is a hash or not, so that the time does not tell which accounts exist. */
export async function verifyPassword(hashed: string | undefined, password: string): Promise<boolean> {
  dummy ??= hashPassword("no account has this password");
  const against = hashed ?? (await dummy);
  const right = await inTurn(() => verify(against, normal(password)));
  return right && hashed !== undefined;
}

/** The same letters typed on another keyboard (NIST SP 800-63B: normalise before hashing). */
function normal(password: string): string {
  return password.normalize("NFKC");
}

/** What is wrong with a new password, as sentences; empty for a good one. */
export function passwordFaults(password: string, own: readonly string[]): readonly string[] {
  const length = Array.from(password).length;
  if (length < shortestPassword)
    return [`The password has ${String(length)} characters; it needs ${String(shortestPassword)}.`];
  if (length > longestPassword)
    return [`The password has ${String(length)} characters; ${String(longestPassword)} are allowed.`];
  if (isGuessable(password, own)) {
    return [
      "The password is made of common words, of your own name or address, or of a simple sequence. Several unrelated words make a good one.",
    ];
  }
  return [];
}

/** Whether little is left once common words, own words, digits and repetitions are taken out. */
function isGuessable(password: string, own: readonly string[]): boolean {
  if (new Set(password).size < 5) return true;
  const plain = password.normalize("NFKD").toLowerCase();
  const words = [...ownWords(own), ...commonWords].sort((a, b) => b.length - a.length);
  const left = [plain, plain.replace(/[0134578@$!|]/g, (one) => leet[one] ?? one)].map((text) =>
    words.reduce((rest, word) => rest.replaceAll(word, ""), text),
  );
  const letters = left.map((text) => new Set(text.replace(/[^\p{L}]/gu, "")).size);
  // Digits alone can be strong, when they are many, no sequence, and not those of the own name or address.
  const digits = (left[0] ?? "").replace(/\D/g, "");
  const randomDigits = digits.length >= 16 && !isSequence(digits) && new Set(digits).size >= 6;
  return Math.min(...letters) < 4 && !randomDigits;
}

const leet: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "l",
};

function isSequence(digits: string): boolean {
  return (
    "01234567890123456789012345678901234567890".includes(digits) ||
    "98765432109876543210987654321098765432109".includes(digits)
  );
}

function ownWords(own: readonly string[]): readonly string[] {
  return own
    .flatMap((one) =>
      one
        .normalize("NFKD")
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u),
    )
    .filter((word) => word.length >= 3);
}

/** From lists of leaked passwords: what people take when twelve characters are asked for. Four letters or more. */
const commonWords: readonly string[] = (
  "password passwort passwd passphrase kennwort motdepasse contrasena senha parola secret geheim secure security sicherheit " +
  "letmein welcome willkommen bienvenue administrator admin root user guest login default changeme changeit temporary temp " +
  "qwertyuiop qwertzuiop azertyuiop qwerty qwertz azerty asdfghjkl asdfgh asdf zxcvbnm yxcvbnm zxcv uiop hjkl qazwsx wsxedc edcrfv " +
  "abcdefghijklmnopqrstuvwxyz abcdefghijkl abcdefgh abcdef abcd xyz iloveyou loveyou love princess sunshine monkey dragon football baseball " +
  "basketball hockey soccer superman batman master shadow michael jennifer jordan hunter michelle charlie andrew daniel thomas jessica ashley " +
  "killer trustno freedom whatever computer internet starwars pokemon minecraft google facebook instagram linkedin microsoft windows apple " +
  "samsung hello hallo hola bonjour summer sommer winter spring autumn herbst january february march april june july august september october " +
  "november december monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag " +
  "schalke bayern arsenal liverpool chelsea barcelona madrid ferrari porsche mercedes bmw company firma office work test testing example demo " +
  "plumbline conformance laboratory supplier etsi"
).split(" ");
