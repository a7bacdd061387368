import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { trailsSeeEveryRegion } from "./log-ct-01";

const trail = single("aws:cloudtrail/trail:Trail");
const everywhere = { isMultiRegionTrail: true };

describe("LOG-CT-01", () => {
  testRule(trailsSeeEveryRegion, [
    trail("everywhere", everywhere, "pass"),
    trail("everywhere, as text", { isMultiRegionTrail: "true" }, "pass"),
    trail("everywhere, and said to be on", { ...everywhere, enableLogging: true }, "pass"),
    trail("everywhere, with global events", { ...everywhere, includeGlobalServiceEvents: true }, "pass"),
    trail("of a whole organisation", { ...everywhere, isOrganizationTrail: true }, "pass"),
    trail("with tags", { ...everywhere, tags: { owner: "audit" } }, "pass"),
    trail("null where the provider has true", { ...everywhere, enableLogging: null }, "pass"),
    trail("all said", { ...everywhere, enableLogging: "true", includeGlobalServiceEvents: "true" }, "pass"),
    trail(
      "nothing said",
      {},
      "violation one-region",
      "'isMultiRegionTrail' is missing, so that what is done in any other region leaves no trace; true is required. To mend it: set isMultiRegionTrail to true.",
    ),
    trail("one region", { isMultiRegionTrail: false }, "violation one-region"),
    trail("one region, as text", { isMultiRegionTrail: "false" }, "violation one-region"),
    trail(
      "off",
      { ...everywhere, enableLogging: false },
      "violation logging-off",
      "'enableLogging' is false, so that the trail exists and records nothing; true is required. To mend it: set enableLogging to true.",
    ),
    trail("off, as text", { ...everywhere, enableLogging: "false" }, "violation logging-off"),
    trail(
      "no global events",
      { ...everywhere, includeGlobalServiceEvents: false },
      "violation no-global-events",
      "'includeGlobalServiceEvents' is false, so that changes of users, roles and policies leave no trace; true is required. To mend it: set includeGlobalServiceEvents to true.",
    ),
    trail("off, in one region", { enableLogging: false }, ["violation logging-off", "violation one-region"]),
    trail("wrong in every way", { enableLogging: false, includeGlobalServiceEvents: false }, [
      "violation logging-off",
      "violation one-region",
      "violation no-global-events",
    ]),
    trail("off, regions not known", { enableLogging: false, isMultiRegionTrail: UNKNOWN }, [
      "violation logging-off",
      "undetermined isMultiRegionTrail",
    ]),
    trail("not known", { isMultiRegionTrail: UNKNOWN }, "undetermined isMultiRegionTrail"),
  ]);
});
