import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { searchDomainsEnforceHttps } from "./enc-os-04";

describe("ENC-OS-04", () => {
  testRule(searchDomainsEnforceHttps, [
    ...flagCases({
      types: ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"],
      property: "domainEndpointOptions.enforceHttps",
      reason: "http",
      silence: "wrong",
      message:
        "'domainEndpointOptions.enforceHttps' is false, so that the domain also answers over HTTP, in clear; true is required. To mend it: set domainEndpointOptions.enforceHttps to true.",
      mends: true,
    }),
  ]);
});
