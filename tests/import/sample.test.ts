/** The import of a real manufacturer's assessment, read in place; skipped where the sample is absent. */
import { beforeAll, describe, expect, it } from "vitest";
import {
  accountFor,
  compareImport,
  mergeImport,
  readMarkdownAssessment,
  type ImportReading,
} from "#interchange/markdown-assessment";
import { catalogue, sample } from "./load.ts";

if (sample === undefined) console.log("skipped: the sample assessment is not beside this checkout");

describe.skipIf(sample === undefined)("the sample assessment", () => {
  const files = sample ?? [];
  let reading: ImportReading;
  beforeAll(() => {
    reading = readMarkdownAssessment(files, catalogue, { id: "ruuvi-gateway", subjectName: "Ruuvi Gateway" });
  });
  const result = (id: string, unit: string, key: string) =>
    reading.dossier.assessment.cases[id]?.units?.[unit]?.[key];

  it("drops no line", () => {
    const account = accountFor(files, reading);
    expect(account.unaccounted).toEqual([]);
    expect(account.refused).toEqual([]);
    expect(account.lines).toBeGreaterThan(7000);
    expect(account.structure / account.lines).toBeLessThan(0.3);
  });

  it("has the expected numbers of everything", () => {
    expect(reading.counts).toEqual({
      files: 81,
      refused: 0,
      ixitTables: 29,
      ixitEntries: 148,
      entriesByTable: {
        "1-AuthMech": 9,
        "2-UserInfo": 1,
        "3-VulnTypes": 6,
        "4-Conf": 1,
        "5-VulnMon": 5,
        "6-SoftComp": 5,
        "7-UpdMech": 3,
        "8-UpdProc": 1,
        "9-ReplSup": 1,
        "10-SecParam": 14,
        "11-SecComMech": 6,
        "12-NetSecImpl": 4,
        "13-SoftServ": 12,
        "14-SecMgmt": 5,
        "15-PhyIntf": 7,
        "16-CodeMin": 5,
        "17-PrivlCtrl": 4,
        "18-AccCtrl": 3,
        "19-SecDev": 5,
        "20-SecBoot": 1,
        "21-PersData": 6,
        "22-ExtSens": 2,
        "23-ResMech": 5,
        "24-TelData": 3,
        "25-DelFunc": 2,
        "26-UserDec": 10,
        "27-UserIntf": 3,
        "28-LogIntf": 15,
        "29-InpVal": 4,
      },
      icsRows: 46,
      answers: 3,
      groups: 51,
      cases: 87,
      unitResults: 441,
      evidence: 0,
      notes: 61,
    });
  });

  it("reads IXIT fields word for word", () => {
    const { ixit } = reading.dossier;
    expect(Object.keys(ixit["1-AuthMech"] ?? {})).toContain("AuthMech-M2M-API-Bearer-RO");
    expect(ixit["2-UserInfo"]?.["2-UserInfo"]?.fields["Support Period"]).toContain("**? years after");
    expect(ixit["4-Conf"]?.["4-Conf"]?.fields["Confirmation of Update Procedures"]).toMatch(
      /^Yes\n\nFor every/u,
    );
    expect(ixit["7-UpdMech"]?.["UpdMech-USB"]?.own.additional).toEqual({
      Title: "Local Manual Update (USB)",
    });
    expect(ixit["8-UpdProc"]?.["Ruuvi-UpdProc-Sec"]?.own.additional).toHaveProperty("Procedural Safeguards");
    expect(ixit["24-TelData"]?.["TelData-System-Status-Heartbeat"]?.fields["Personal Data"]).toEqual([
      "PersData-Network-IP-Footprints",
      "PersData-Gateway-MAC-Identifier",
    ]);
    expect(typeof ixit["6-SoftComp"]?.["SoftComp-MainFW"]?.fields["Update Mechanism"]).toBe("string");
  });

  it("takes statuses as stated and never infers support", () => {
    expect(reading.dossier.ics["5.3-11"]?.statedStatus).toBe("R C (17)");
    expect(reading.dossier.ics["5.3-4B"]?.statedStatus).toBe("R C (16) (h)");
    expect(Object.values(reading.dossier.ics).filter((row) => row.support !== undefined)).toEqual([]);
  });

  it("records results per unit and entry", () => {
    expect(result("5.1-1-2", "b", "AuthMech-LAN-WebUI-Basic")).toMatchObject({ indication: "met" });
    expect(result("5.1-1-2", "a", "once")).toMatchObject({ indication: "met", tool: { name: "nmap" } });
    expect(Object.keys(reading.dossier.assessment.cases["5.1-3-2"]?.units?.["a"] ?? {})).toEqual([
      "AuthMech-Hotspot-Provisioning",
      "AuthMech-LAN-WebUI-Default",
      "AuthMech-LAN-WebUI-User-Defined",
      "AuthMech-M2M-API-Bearer-RO",
      "AuthMech-M2M-API-Bearer-RW",
    ]);
    expect(result("5.1-2-1", "d", "AuthMech-LAN-WebUI-Basic")).toMatchObject({ stated: "N/A" });
    expect(result("5.1-2-1", "d", "AuthMech-LAN-WebUI-Basic")?.indication).toBeUndefined();
    expect(result("5.5-1-2", "a", "SecComMech-TLS")?.method).toContain("Wireshark");
  });

  it("keeps a statement about a unit as a whole apart from results on its entries", () => {
    expect(reading.dossier.assessment.cases["5.4-1-1"]?.units?.["a"]).toEqual({
      once: { stated: "PASS", observation: expect.stringContaining("SecParam-Hardware-DeviceID") as unknown },
    });
  });

  it("keeps the failures of 5.3-13", () => {
    expect(result("5.3-13-1", "a", "once")).toMatchObject({
      indication: "not-met",
      stated: "FAIL (Pre-Submission Documentation Blocker)",
    });
    expect(result("5.3-13-2", "a", "once")?.indication).toBe("not-met");
    expect(result("5.3-13-2", "b", "once")?.indication).toBe("met");
    expect(result("5.3-13-2", "c", "once")?.observation).toContain("`? years`");
    expect(reading.dossier.assessment.cases["5.3-13-2"]?.statedVerdict).toBe(
      "FAIL (Pre-Submission Documentation Blocker)",
    );
    expect(reading.dossier.assessment.groups["5.3-13"]?.statedVerdict).toMatch(/^FAIL \(Mandatory/u);
  });

  it("gives no verdict where none is stated", () => {
    expect(reading.dossier.assessment.groups["5.3-2"]).toBeUndefined();
    expect(reading.dossier.assessment.cases["5.3-2-2"]?.verdict).toBe("PASS");
    expect(reading.dossier.assessment.cases["5.1-1-2"]?.verdict).toBeUndefined();
    expect(reading.dossier.assessment.groups["5.3-14"]).toMatchObject({
      statedVerdict: "N/A (Condition 3 Not Satisfied)",
    });
  });

  it("keeps the mention of an authentication mechanism that no entry defines", () => {
    const { cases } = reading.dossier.assessment;
    expect(JSON.stringify(cases["5.1-3-1"])).toContain("`AuthMech-M2M-API-Bearer` endpoints");
    expect(reading.dossier.ixit["1-AuthMech"]).not.toHaveProperty("AuthMech-M2M-API-Bearer");
  });

  it("answers conditions only where the provision has them", () => {
    const answers = reading.dossier.scope.answers?.["ETSI EN 303 645"] ?? {};
    expect(Object.entries(answers).map(([ref, one]) => [ref, one.answer])).toEqual([
      ["3", "no"],
      ["16", "yes"],
      ["q", "yes"],
    ]);
    expect(
      reading.listing.filter((one) => one.what.startsWith("answers condition")).map((one) => one.file),
    ).toEqual(["Self_Assessment_Test_Group_5_6-4B.md", "Self_Assessment_Test_Group_5_7-2.md"]);
  });

  it("has nothing to change when imported again", () => {
    expect(compareImport(reading.dossier, reading.dossier).filter((one) => one.kind !== "kept")).toEqual([]);
    expect(mergeImport(reading.dossier, reading.dossier, [])).toEqual(reading.dossier);
  });
});
