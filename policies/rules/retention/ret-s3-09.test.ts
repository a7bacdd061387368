import { byHand, testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { recordsAreNotSweptAway } from "./ret-s3-09";

const kept = { protect: true };
const bucket = single("aws:s3/bucket:Bucket", kept);
const repository = single("aws:ecr/repository:Repository", kept);
const table = single("aws:dynamodb/table:Table", kept);
const database = single("aws:rds/instance:Instance", kept);
const vault = single("aws:backup/vault:Vault", kept);
const bare = single("aws:s3/bucket:Bucket");
const of = (recordClass: unknown, inputs = {}) => ({ tags: { "record-class": recordClass }, ...inputs });
const trial = { tags: { "record-class": "pci-audit", environment: "lab", "pharos:assurance": "trial" } };

describe("RET-S3-09", () => {
  testRule(recordsAreNotSweptAway, [
    bucket("a protected bucket", of("sec-17a4-a"), "pass"),
    bucket("said to be no force", of("pci-audit", { forceDestroy: false }), "pass"),
    bucket("no class, protected", {}, "pass"),
    repository("images", of("control-evidence"), "pass"),
    table("a table", of("sec-17a4-b"), "pass"),
    database("a database with a last snapshot", of("finra-4511", { skipFinalSnapshot: false }), "pass"),
    vault("a vault", of("sec-17a4-d", { forceDestroy: "false" }), "pass"),
    bare(
      "no records",
      of("none", { forceDestroy: true }),
      "notApplicable",
      "its tag says that it holds no records",
    ),
    bare(
      "telemetry",
      of("gdpr-app-telemetry", { forceDestroy: true }),
      "notApplicable",
      "no law asks to keep records of class gdpr-app-telemetry",
    ),
    bare(
      "a trial",
      { ...trial, forceDestroy: true },
      "notApplicable",
      "it belongs to a trial, in which everything has to be deletable",
    ),
    bucket(
      "force",
      of("sec-17a4-a", { forceDestroy: true }),
      "violation swept-away",
      "'forceDestroy' is true, so that a deletion takes along all that the resource holds; false is required (sec-17a4-a). To mend it: set forceDestroy to false, or leave it out.",
    ),
    bucket("force, as text", of("pci-audit", { forceDestroy: "true" }), "violation swept-away"),
    bucket("force, no class", { forceDestroy: true }, "violation swept-away"),
    repository("images with force", of("control-evidence", { forceDelete: true }), "violation swept-away"),
    byHand(
      database("no last snapshot", of("finra-4511", { skipFinalSnapshot: true }), "violation swept-away"),
    ),
    database(
      "no last snapshot, though it has a name",
      of("finra-4511", { skipFinalSnapshot: true, finalSnapshotIdentifier: "last" }),
      "violation swept-away",
    ),
    vault("a vault with force", of("sec-17a4-b", { forceDestroy: true }), "violation swept-away"),
    byHand(
      bare(
        "no protection",
        of("sec-17a4-a"),
        "violation unprotected",
        "the option protect is not true, so that a program without the resource deletes it; it is required (sec-17a4-a). To mend it: give the resource the option protect: true.",
      ),
    ),
    byHand(bare("no protection, no class", {}, "violation unprotected")),
    byHand(
      bare("neither", of("pci-audit", { forceDestroy: true }), [
        "violation swept-away",
        "violation unprotected",
      ]),
    ),
    byHand(
      bare("a trial that calls itself production", { tags: { ...trial.tags, environment: "prod" } }, [
        "violation unprotected",
      ]),
    ),
    bucket("not known", of("sec-17a4-a", { forceDestroy: UNKNOWN }), "undetermined forceDestroy"),
    bucket("class not known", of(UNKNOWN, { forceDestroy: true }), 'undetermined tags["record-class"]'),
  ]);
});
