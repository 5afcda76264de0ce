/** Names of test tools that a text on method may give. */

const tools = [
  "nmap",
  "Wireshark",
  "tshark",
  "tcpdump",
  "testssl.sh",
  "sslyze",
  "sslscan",
  "Burp Suite",
  "OWASP ZAP",
  "OpenVAS",
  "Nessus",
  "Nessus Essentials",
  "Metasploit",
  "mitmproxy",
  "Hydra",
  "binwalk",
  "Ghidra",
  "OpenOCD",
  "J-Link",
  "esptool.py",
  "nRF Sniffer",
  "Trivy",
  "Grype",
];

/** The tool when the text names exactly one; with several, the text on method says more than one name could. */
export function toolNamedIn(text: string): string | undefined {
  const lower = text.toLowerCase();
  const named = tools.filter((tool) =>
    new RegExp(`(?<![\\w.-])${tool.toLowerCase().replace(/\./gu, "\\.")}(?![\\w])`, "u").test(lower),
  );
  return named.length === 1 ? named[0] : undefined;
}
