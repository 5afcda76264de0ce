/** Scalars and comments for YAML that is written from templates. */

/** Text as a YAML scalar: plain where that is certain, else in double quotes (JSON strings are YAML). */
export function scalar(text: string): string {
  return /^[A-Za-z][A-Za-z0-9 ,.()/+&-]*$/.test(text) && !/\s$/.test(text) && !reserved.test(text)
    ? text
    : JSON.stringify(text);
}

/** Words that YAML readers of any age take for something else than text. */
const reserved = /^(?:true|false|yes|no|on|off|null|y|n|\.nan|\.inf)$/i;

/** A map key: numbers and letters with a second meaning are quoted. */
export function key(text: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9._/+-]*$/.test(text) &&
    !/^[\d.]+$/.test(text) &&
    !reserved.test(text) &&
    !/^\d+e\d+$/i.test(text)
    ? text
    : JSON.stringify(text);
}

const commentWidth = 110;

/** Comment lines of running text, wrapped. */
export function comment(text: string, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.replace(/\s+/g, " ").trim().split(" ")) {
    if (line !== "" && indent.length + line.length + word.length + 3 > commentWidth) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((one) => `${indent}# ${one}\n`).join("");
}
