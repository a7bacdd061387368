import * as pulumi from "@pulumi/pulumi";
import { EXPECTED_TYPE, expectations, expectedName, type LandingZonePart } from "../../content/landing-zone";

/**
 * Stands for something that an account is said to have already. It makes nothing and checks nothing; it keeps what is counted on in the
 * program's graph and in every report. `pharos preflight` looks whether it is there.
 */
export class ExpectedElsewhere extends pulumi.ComponentResource {
  constructor(part: LandingZonePart, opts?: pulumi.ComponentResourceOptions) {
    super(EXPECTED_TYPE, expectedName(part), {}, opts);
    this.registerOutputs({ expected: expectations[part] });
  }
}
