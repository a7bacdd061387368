import { byHand, testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { uploadsAreAborted } from "./ret-s3-07";

const lifecycle = single("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");

const abort = (daysAfterInitiation: unknown, change: Record<string, unknown> = {}) => ({
  id: "age",
  status: "Enabled",
  abortIncompleteMultipartUpload: { daysAfterInitiation },
  ...change,
});
const kept = "violation uploads-kept";

describe("RET-S3-07", () => {
  testRule(uploadsAreAborted, [
    lifecycle("after a week", { rules: [abort(7)] }, "pass"),
    lifecycle("after a day, as text", { rules: [abort("1")] }, "pass"),
    lifecycle("one rule, not in a list", { rules: abort(3) }, "pass"),
    lifecycle("an empty filter", { rules: [abort(7, { filter: {} })] }, "pass"),
    lifecycle("an empty prefix", { rules: [abort(7, { filter: { prefix: "" } })] }, "pass"),
    lifecycle("an empty prefix outside of the filter", { rules: [abort(7, { prefix: "" })] }, "pass"),
    lifecycle("another rule does", { rules: [{ id: "x", status: "Enabled" }, abort(5)] }, "pass"),
    lifecycle(
      "in the bucket's other spelling",
      { rules: [{ ...abort(5), abortIncompleteMultipartUpload: [{ daysAfterInitiation: 5 }] }] },
      "pass",
    ),
    lifecycle(
      "no rule does",
      { rules: [{ id: "x", status: "Enabled" }] },
      kept,
      "no enabled rule for the whole bucket aborts incomplete uploads within 7 days, so that parts of them stay for ever, unseen and paid for. To mend it: add abortIncompleteMultipartUpload with daysAfterInitiation 7 to an enabled rule without a filter.",
    ),
    byHand(lifecycle("no rules", { rules: [] }, kept)),
    byHand(lifecycle("nothing said", {}, kept)),
    lifecycle("after eight days", { rules: [abort(8)] }, kept),
    byHand(lifecycle("a rule that is off", { rules: [abort(7, { status: "Disabled" })] }, kept)),
    byHand(
      lifecycle("for a part of the bucket", { rules: [abort(7, { filter: { prefix: "tmp/" } })] }, kept),
    ),
    byHand(lifecycle("for a part, outside of the filter", { rules: [abort(7, { prefix: "tmp/" })] }, kept)),
    byHand(
      lifecycle(
        "for tagged objects",
        { rules: [abort(7, { filter: { tag: { key: "a", value: "b" } } })] },
        kept,
      ),
    ),
    byHand(
      lifecycle(
        "for tagged objects of a part",
        { rules: [abort(7, { filter: { and: { prefix: "", tags: { a: "b" } } } })] },
        kept,
      ),
    ),
    lifecycle("days not known", { rules: [abort(UNKNOWN)] }, [
      "undetermined rules[0].abortIncompleteMultipartUpload.daysAfterInitiation",
    ]),
    lifecycle("a filter that is not known", { rules: [abort(7, { filter: UNKNOWN })] }, [
      "undetermined rules[0].filter",
    ]),
    lifecycle("rules not known", { rules: UNKNOWN }, "undetermined rules"),
  ]);
});
