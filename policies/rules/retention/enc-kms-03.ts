import { isRecordClass, recordClasses, retentionRules } from "../../../content/retention";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { numberOf } from "../../evaluation/stated";
import { NO_RECORDS, recordClassOf, trialOf } from "../../evaluation/tags";

const WINDOW = "deletionWindowInDays";

/** KMS allows 7 to 30 days between the order to delete a key and its end: the last chance to find out what was encrypted with it. */
const SHORTEST_WINDOW_DAYS = 7;
const LONGEST_WINDOW_DAYS = 30;

/** The record classes whose law asks for storage that cannot be rewritten. */
const lockedClasses: readonly string[] = recordClasses.filter(
  (recordClass) => retentionRules[recordClass].immutability === "compliance-lock",
);

export const keysAreKept: ResourceRule = {
  id: "ENC-KMS-03",
  slug: "kms-keys-are-kept",
  title: "KMS keys have a 30-day deletion window and are protected",
  severity: "high",
  scope: "resource",
  types: ["aws:kms/key:Key"],
  recordClasses: lockedClasses,
  controls: {
    soc2: ["CC6.1", "A1.2"],
    pci: ["3.7.5", "3.6.1"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.24", "A.8.10"],
    sec17a4: ["17a-4(f)(2)(iv)"],
  },
  remediation: "Leave deletionWindowInDays out or set it to 30, and protect the key.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
  check(key) {
    const trial = trialOf(key);
    if (trial.state === "value" && trial.value)
      return notApplicable("it belongs to a trial, in which nothing may be a record");
    const outcomes = allOf([judgeWindow(key), judgeProtection(key)]);
    // Whether it matters depends on a tag that is not known yet.
    return trial.state === "unknown" && outcomes.some(({ kind }) => kind === "violation")
      ? undetermined(trial)
      : outcomes;
  },
  remediate: () => [{ at: [WINDOW], value: LONGEST_WINDOW_DAYS }],
};

function judgeWindow(key: Resource): Outcome {
  const window = numberOf(key, WINDOW);
  if (window.state === "unknown") return undetermined(window);
  if (window.value === LONGEST_WINDOW_DAYS) return pass;
  const allowed = window.value >= SHORTEST_WINDOW_DAYS && window.value < LONGEST_WINDOW_DAYS;
  return violation(allowed ? "window" : "window-refused", {
    message: `'${WINDOW}' is ${window.value}; ${
      allowed
        ? `${LONGEST_WINDOW_DAYS} days are required, the longest that KMS waits`
        : `KMS takes ${SHORTEST_WINDOW_DAYS} to ${LONGEST_WINDOW_DAYS}, and ${LONGEST_WINDOW_DAYS} are required`
    }`,
    fix: `set ${WINDOW} to ${LONGEST_WINDOW_DAYS}, or leave it out`,
    property: WINDOW,
  });
}

/** Who deletes the key deletes the records, whatever lock they are under. A key that does not say what it encrypts may hold any. */
function judgeProtection(key: Resource): Outcome {
  if (key.protect) return pass;
  const tag = recordClassOf(key);
  if (tag.state === "unknown") return undetermined(tag);
  if (tag.state === "value" && tag.value === NO_RECORDS) return pass;
  if (tag.state === "value" && isRecordClass(tag.value) && !lockedClasses.includes(tag.value)) return pass;
  const because =
    tag.state === "absent"
      ? "it has no tag 'record-class' and may encrypt any"
      : `it encrypts records of class ${tag.value}`;
  return violation("unprotected", {
    message: `the key is not protected: a destroyed stack would take the records with it (${because})`,
    fix: "give the resource the option protect: true, or tag it with the class of what it encrypts",
  });
}
