import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { recordVaultsAreLocked } from "./ret-bk-02";

const VAULT = "aws:backup/vault:Vault";
const vault = (recordClass?: unknown, tags: Record<string, unknown> = {}): Given => ({
  type: VAULT,
  name: "vault",
  inputs: {
    name: "vault",
    tags: { ...(recordClass !== undefined && { "record-class": recordClass }), ...tags },
  },
});
const lock = (inputs: Record<string, unknown>, of: unknown = "vault"): Given => ({
  type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  name: "lock",
  inputs: { backupVaultName: of, ...inputs },
});
const sound = { changeableForDays: 3, minRetentionDays: 2192 };

describe("RET-BK-02", () => {
  testRule(recordVaultsAreLocked, [
    { title: "locked for six years", resources: [vault("sec-17a4-a"), lock(sound)], expect: ["pass"] },
    {
      title: "as texts",
      resources: [vault("sec-17a4-a"), lock({ changeableForDays: "3", minRetentionDays: "2192" })],
      expect: ["pass"],
    },
    {
      title: "locked for three years",
      resources: [vault("sec-17a4-b"), lock({ changeableForDays: 30, minRetentionDays: 1096 })],
      expect: ["pass"],
    },
    {
      title: "what a legal hold keeps",
      resources: [vault("sec-17a4-d"), lock({ changeableForDays: 3 })],
      expect: ["pass"],
    },
    { title: "no class, locked for six years", resources: [vault(), lock(sound)], expect: ["pass"] },
    { title: "a vault that is elsewhere", resources: [lock(sound, "elsewhere")], expect: ["pass"] },
    {
      title: "audit logs",
      resources: [vault("pci-audit")],
      expect: ["notApplicable"],
      message: "records of class pci-audit need no lock",
    },
    { title: "personal data", resources: [vault("gdpr-security-log"), lock({})], expect: ["notApplicable"] },
    {
      title: "no records",
      resources: [vault("none")],
      expect: ["notApplicable"],
      message: "its tag says that it holds no records",
    },
    {
      title: "a trial",
      resources: [vault("sec-17a4-a", { environment: "lab", "pharos:assurance": "trial" })],
      expect: ["notApplicable"],
      message: "it belongs to a trial, in which nothing may be a record",
    },
    { title: "the lock: its vault is judged", resources: [lock({}), vault()], expect: [] },
    {
      title: "no lock",
      resources: [vault("sec-17a4-a")],
      expect: ["violation no-lock"],
      message:
        "the vault has no lock, so that backups can be deleted before their time; a lock in compliance mode is required (sec-17a4-a). To mend it: give it a VaultLockConfiguration with changeableForDays 3 or more and minRetentionDays.",
    },
    { title: "no lock, no class", resources: [vault()], expect: ["violation no-lock"] },
    {
      title: "another vault's lock",
      resources: [vault("sec-17a4-a"), lock(sound, "other")],
      expect: ["violation no-lock"],
    },
    {
      title: "a lock that can be taken off",
      resources: [vault("sec-17a4-a"), lock({ minRetentionDays: 2192 })],
      expect: ["violation mode"],
      message:
        "'changeableForDays' is missing, so that whoever has the right takes the lock off; at least 3 is required. To mend it: set changeableForDays to 3 or more; when they are over, nobody takes the lock off any more.",
    },
    {
      title: "fewer days than AWS Backup takes",
      resources: [vault("sec-17a4-a"), lock({ ...sound, changeableForDays: 2 })],
      expect: ["violation mode"],
    },
    {
      title: "a day too short",
      resources: [vault("sec-17a4-a"), lock({ ...sound, minRetentionDays: 2191 })],
      expect: ["violation period"],
      message:
        "'minRetentionDays' is 2191; at least 2192 days are required (sec-17a4-a, 17 CFR 240.17a-4(a): 6 years). To mend it: set minRetentionDays to 2192 or more.",
    },
    {
      title: "no period",
      resources: [vault("sec-17a4-b"), lock({ changeableForDays: 3 })],
      expect: ["violation period"],
    },
    {
      title: "neither",
      resources: [vault("control-evidence"), lock({})],
      expect: ["violation mode", "violation period"],
    },
    {
      title: "too short, of a vault that is elsewhere",
      resources: [lock({ ...sound, minRetentionDays: 365 }, "elsewhere")],
      expect: ["violation period"],
    },
    {
      title: "not known",
      resources: [vault("sec-17a4-a"), lock({ ...sound, changeableForDays: UNKNOWN })],
      expect: ["undetermined changeableForDays"],
    },
    { title: "class not known", resources: [vault(UNKNOWN)], expect: ['undetermined tags["record-class"]'] },
    {
      title: "perhaps this vault's",
      resources: [vault("sec-17a4-a"), lock(sound, UNKNOWN)],
      expect: ["undetermined backupVaultName"],
    },
  ]);
});
