import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import {
  claimOf,
  HOLDS_NO_RECORDS,
  LONGEST_KEPT,
  minimumOf,
  mustBeLocked,
  unclassified,
  type Classes,
} from "../../evaluation/record-class";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import { judgedAlone, settingsOf } from "../../evaluation/setting";
import { NO_RECORDS_IN_TRIAL, unlessTrial } from "../../evaluation/trial";
import { VAULT } from "./backup-plans";

const VAULT_LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";

/** Days in which a new lock can still be taken off; AWS Backup takes no fewer. Without the number, whoever has the right takes it off at any time. */
const GRACE_DAYS = 3;

export const recordVaultsAreLocked: StackRule = {
  id: "RET-BK-02",
  slug: "record-vaults-are-locked",
  title: "Backup vaults for WORM classes are locked in compliance mode",
  severity: "critical",
  types: ["aws:backup/vaultLockConfiguration:VaultLockConfiguration", "aws:backup/vault:Vault"],
  controls: {
    soc2: ["A1.2", "C1.1"],
    pci: ["10.3.2", "10.3.3"],
    gdpr: ["32(1)(c)"],
    iso27001: ["A.8.13", "A.5.33"],
    sec17a4: ["17a-4(f)(2)(i)(B)", "17a-4(f)(2)(v)"],
  },
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  remediation:
    "Give the vault a VaultLockConfiguration with changeableForDays (3 or more) and minRetentionDays of the record class' minimum.",
  scope: "stack",
  siblings: [],
  check(resource, stack) {
    if (resource.type !== VAULT) {
      const claim = unclassified("its vault is not in this stack, so that what it may hold counts", [
        LONGEST_KEPT,
      ]);
      return judgedAlone(resource, stack, ["backupVaultName", VAULT], () => judgeLock(resource, claim));
    }
    const claim = claimOf(resource, "vault", [LONGEST_KEPT]);
    if (claim.state === "unknown") return undetermined(claim);
    if (claim.state === "no-records") return notApplicable(HOLDS_NO_RECORDS);
    if (!mustBeLocked(claim.classes)) return notApplicable(`records of class ${claim.because} need no lock`);
    const { found, doubts } = settingsOf(resource, stack, {
      sibling: VAULT_LOCK,
      property: "backupVaultName",
    });
    const outcomes =
      found.length > 0
        ? allOf(found.flatMap(({ holder, related }) => judgeLock(holder, claim, related)))
        : doubts.length > 0
          ? doubts
          : [missing(claim)];
    return unlessTrial(resource, outcomes, NO_RECORDS_IN_TRIAL);
  },
};

function judgeLock({ inputs }: Resource, claim: Classes, related?: string): readonly Outcome[] {
  const at = (property: string) => ({ property, ...(related !== undefined && { related }) });
  const grace = inputs.at("changeableForDays").number();
  const period = inputs.at("minRetentionDays").number();
  const minimum = minimumOf(claim.classes);
  const mode: Outcome =
    grace.state === "unknown"
      ? undetermined(grace, related)
      : grace.state === "value" && grace.value >= GRACE_DAYS
        ? pass
        : violation("mode", {
            message: `'changeableForDays' is ${grace.state === "absent" ? "missing" : grace.value}, so that whoever has the right takes the lock off; at least ${GRACE_DAYS} is required`,
            fix: `set changeableForDays to ${GRACE_DAYS} or more; when they are over, nobody takes the lock off any more`,
            ...at("changeableForDays"),
          });
  return allOf([mode, ...(Number.isFinite(minimum.days) ? [judgePeriod()] : [])]);

  function judgePeriod(): Outcome {
    if (period.state === "unknown") return undetermined(period, related);
    if (period.state === "value" && period.value >= minimum.days) return pass;
    const source = claim.claimed ? minimum.source : `${claim.because}, ${minimum.source}`;
    return violation("period", {
      message: `'minRetentionDays' is ${period.state === "absent" ? "missing" : period.value}; at least ${minimum.days} days are required (${source})`,
      fix: `set minRetentionDays to ${minimum.days} or more`,
      ...at("minRetentionDays"),
    });
  }
}

function missing(claim: Classes): Outcome {
  return violation("no-lock", {
    message: `the vault has no lock, so that backups can be deleted before their time; a lock in compliance mode is required (${claim.because})`,
    fix: `give it a VaultLockConfiguration with changeableForDays ${GRACE_DAYS} or more and minRetentionDays`,
  });
}
