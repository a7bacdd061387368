import { byHand, testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { metadataNeedsTokens } from "./acc-ec2-01";

const V1 = (found: string) =>
  `'metadataOptions.httpTokens' is ${found}, so that a forged request of a web application gets the role's credentials; required is required. To mend it: set metadataOptions.httpTokens to required.`;

describe("ACC-EC2-01", () => {
  testRule(
    metadataNeedsTokens,
    metadataNeedsTokens.types.flatMap((type): RuleCase[] => {
      const options = (metadataOptions: unknown): RuleCase["resources"] => [
        { type, name: "it", inputs: { instanceType: "t3.micro", metadataOptions } },
      ];
      const kind = type.split(":").pop() ?? "";
      // A launch configuration cannot be changed.
      const left = kind === "LaunchConfiguration" ? byHand : (each: RuleCase) => each;
      return [
        { title: `${kind} with tokens`, resources: options({ httpTokens: "required" }), expect: ["pass"] },
        {
          title: `${kind} with tokens and one hop`,
          resources: options({ httpTokens: "required", httpPutResponseHopLimit: 1 }),
          expect: ["pass"],
        },
        {
          title: `${kind} without the service`,
          resources: options({ httpEndpoint: "disabled" }),
          expect: ["pass"],
        },
        {
          title: `${kind} with options in a list`,
          resources: options([{ httpTokens: "required" }]),
          expect: ["pass"],
        },
        {
          title: `${kind} that says nothing`,
          resources: options(undefined),
          expect: ["violation imdsv1"],
          message: V1("missing"),
        },
        {
          title: `${kind} with tokens if one likes`,
          resources: options({ httpTokens: "optional" }),
          expect: ["violation imdsv1"],
          message: V1("'optional'"),
        },
        {
          title: `${kind} with two hops`,
          resources: options({ httpTokens: "required", httpPutResponseHopLimit: 2 }),
          expect: ["violation hop-limit"],
          message:
            "'metadataOptions.httpPutResponseHopLimit' is 2, so that containers on the instance get its role's credentials; at most 1 is allowed. To mend it: set metadataOptions.httpPutResponseHopLimit to 1.",
        },
        {
          title: `${kind} with neither`,
          resources: options({ httpPutResponseHopLimit: "64" }),
          expect: ["violation imdsv1", "violation hop-limit"],
        },
        {
          title: `${kind} with tokens that are not known`,
          resources: options({ httpTokens: UNKNOWN }),
          expect: ["undetermined metadataOptions.httpTokens"],
          message: "metadataOptions.httpTokens is not known before the update",
        },
        {
          title: `${kind} with a service that is not known`,
          resources: options({ httpEndpoint: UNKNOWN }),
          expect: ["undetermined metadataOptions.httpEndpoint"],
        },
      ].map(left);
    }),
  );
});
