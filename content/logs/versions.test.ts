import assert from "node:assert/strict";
import { elasticVersion, snapshotCredentials } from "./versions";

describe("the way of Elasticsearch to a role in AWS", () => {
  it("is Pod Identity from 9.6 on, and a token for STS before", () => {
    const ways = ["8.19.4", "9.5.6", "9.6.0", "9.10.1", "10.0.0"].map(snapshotCredentials);
    assert.deepEqual(ways, ["web-identity", "web-identity", "pod-identity", "pod-identity", "pod-identity"]);
  });

  it("is a token for the version in use, as the network policies and the role assume", () => {
    assert.equal(snapshotCredentials(elasticVersion), "web-identity");
  });
});
