import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { UNKNOWN } from "../../testing/resources";
import { trailsProveTheirFiles } from "./log-ct-02";

const TYPE = "aws:cloudtrail/trail:Trail";

describe("LOG-CT-02", () => {
  testRule(trailsProveTheirFiles, [
    ...flagCases({
      types: [TYPE],
      property: "enableLogFileValidation",
      reason: "no-validation",
      silence: "wrong",
      mends: true,
      message:
        "'enableLogFileValidation' is false, so that nobody can prove that a log file was not changed or removed after it was delivered; true is required. To mend it: set enableLogFileValidation to true.",
    }),
    {
      title: "validation is not known, and logging is off",
      resources: [
        { type: TYPE, name: "judged", inputs: { enableLogFileValidation: UNKNOWN, enableLogging: false } },
      ],
      expect: ["undetermined enableLogFileValidation"],
    },
  ]);
});
